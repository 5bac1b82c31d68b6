#include "judge/local.h"

#include "judge/embed.h"
#include "judge/floor.h"

#define SELF "Built-in judge: "
#define NO_QUALITY "It cannot tell quality: no model read this."

/* From this score on an answer has a B: it takes the task up, at some length. */
enum { SCORE_B = 650 };

static char grade_of(const struct finding *finding)
{
	if (finding->rule)
		return 'F';
	return floor_score(finding) >= SCORE_B ? 'B' : 'C';
}

static const char *rationale_of(struct arena *arena, const struct finding *f)
{
	if (f->rule)
		return arena_printf(arena, SELF "no answer, as it %s. " NO_QUALITY, f->why);
	return arena_printf(arena,
			    SELF "placed by a neutral measure only, how near it is to the task (%s) "
				 "and how many different words of meaning it has (%d). " NO_QUALITY,
			    f->near < 0 ? "which nobody can tell here"
					: arena_printf(arena, "%d of 1000", f->near),
			    f->distinct);
}

static const struct remark *remarks_of(struct arena *arena, const struct finding *findings,
				       const struct verdict *verdicts, int count, const char *result)
{
	struct remark *remarks = ARENA_ARRAY(arena, struct remark, count + 2);

	remarks[0] = (struct remark){ "info",
				      SELF "a floor for what is no answer, and a neutral order "
					   "for the rest. " NO_QUALITY };
	for (int i = 0; i < count; i++)
		remarks[i + 1] = (struct remark){
			"reasoning",
			arena_printf(arena,
				     "Entry %d: floor %s, relevance %d, words %d; rank %d, grade %c.",
				     i + 1, floor_rule_name(findings[i].rule), findings[i].relevance,
				     findings[i].distinct, verdicts[i].rank, verdicts[i].grade)
		};
	remarks[count + 1] = (struct remark){ "result", result };
	return remarks;
}

enum error judge_findings(struct arena *arena, const struct contest *contest,
			  const struct finding *findings, struct judgement *out)
{
	int *ranks = ARENA_ARRAY(arena, int, contest->count), answers = 0;
	struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, contest->count);
	const char *result;

	floor_order(arena, contest, findings, ranks);
	for (int i = 0; i < contest->count; i++) {
		answers += !findings[i].rule;
		verdicts[i] = (struct verdict){ ranks[i], grade_of(&findings[i]),
						rationale_of(arena, &findings[i]), NULL };
	}
	result = answers ? arena_printf(
				   arena,
				   SELF
				   "%d of %d entries are answers; their order is neutral. " NO_QUALITY,
				   answers, contest->count)
			 : SELF "no entry is an answer to the task. " NO_QUALITY;
	*out = (struct judgement){ verdicts, result,
				   remarks_of(arena, findings, verdicts, contest->count, result),
				   contest->count + 2, NULL };
	return OK;
}

enum error judge_local(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	return judge_findings(arena, contest, floor_of_contest(arena, contest, NULL), out);
}

enum error judge_local_waiting(struct arena *arena, const struct contest *contest,
			       struct judgement *out)
{
	return judge_findings(arena, contest, floor_of_contest(arena, contest, embed_nearness), out);
}
