#include "judge/court.h"

#include <string.h>

#include "base/config.h"
#include "base/instant.h"
#include "base/text.h"
#include "judge/bench.h"
#include "judge/embed.h"
#include "judge/floor.h"
#include "judge/jury.h"
#include "judge/local.h"
#include "judge/verify.h"

bool court_sits(void)
{
	for (int i = 0; i < JURORS_MOST; i++)
		if (*settings()->jurors[i].url)
			return true;
	return false;
}

const char *court_names(struct arena *arena)
{
	const char *names = "";

	for (int i = 0; i < JURORS_MOST; i++)
		if (*settings()->jurors[i].url)
			names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "",
					     settings()->jurors[i].model);
	return names;
}

void court_rest(unsigned jurors)
{
	jury_rest(jurors);
}

unsigned court_failed(void)
{
	return jury_failed();
}

static int64_t deadline_of(int64_t budget_ms)
{
	return monotonic_ms() +
	       (budget_ms > 0 ? budget_ms : settings()->judge_budget_seconds * 1000);
}

/* ------------------------------------------------------------ drops */

struct field_matter {
	const struct contest *contest;
	const struct rubric *rubric;
	const int *members;
	int count;
};

static bool climb(struct arena *arena, struct thought *thought, const void *matter)
{
	const struct field_matter *m = matter;

	return ladder_climb(arena, &thought->juror, m->contest, m->rubric, m->members, m->count,
			    &thought->ruling);
}

enum error court_judge(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	int64_t deadline = deadline_of(contest->budget_ms); /* what embeddings take is of it */
	const struct finding *findings = floor_of_contest(arena, contest, embed_nearness);
	struct bench bench = { .contest = contest, .findings = findings };
	int *members = ARENA_ARRAY(arena, int, contest->count), count = 0;
	struct rubric rubric;

	for (int i = 0; i < contest->count; i++)
		if (!findings[i].rule)
			members[count++] = i;
	if (!count) /* what is no answer needs no model */
		return judge_findings(arena, contest, findings, out);
	TRY(rubric_find(arena, contest->pack, &rubric));

	struct field_matter matter = { contest, &rubric, members, count };

	TRY(jury_ask(arena, deadline, climb, &matter, &bench.seats, &bench.count));
	*out = bench_decide(arena, &bench);
	return OK;
}

/* ------------------------------------------------------------ hires */

struct panel {
	int count, passes, unanimous;
	const char *reasons[2]; /* of those that failed it, of those that passed it */
	struct remark remarks[JURORS_MOST + 2];
	int remark_count;
};

static void take_opinion(struct arena *arena, struct panel *panel, const struct juror *juror,
			 const struct opinion *opinion)
{
	panel->count++;
	panel->passes += opinion->passed;
	panel->unanimous += opinion->passes == 0 || opinion->passes == opinion->votes;
	if (!panel->reasons[opinion->passed])
		panel->reasons[opinion->passed] = opinion->reason;
	panel->remarks[panel->remark_count++] = (struct remark){
		"reasoning",
		arena_printf(arena, "Juror %d (%s): %s, %d of %d calls say passed; %lld ms.",
			     juror->number, juror->settings->model,
			     opinion->passed ? "passed" : "failed", opinion->passes, opinion->votes,
			     (long long)opinion->ms)
	};
}

static struct verification verification_of(struct arena *arena, struct panel *panel)
{
	bool level = 2 * panel->passes == panel->count, passed = 2 * panel->passes >= panel->count;
	bool alike = panel->passes == 0 || panel->passes == panel->count;
	const char *agreement = level					    ? "split"
				: alike && panel->unanimous == panel->count ? "unanimous"
									    : "majority";
	const char *reason = panel->reasons[passed];

	panel->remarks[panel->remark_count++] = (struct remark){
		"result", arena_printf(arena, "%s: %s", passed ? "pass" : "fail", reason)
	};

	struct remark *remarks = ARENA_ARRAY(arena, struct remark, panel->remark_count);

	memcpy(remarks, panel->remarks, sizeof(*remarks) * (size_t)panel->remark_count);
	return (struct verification){ .passed = passed,
				      .reason = reason,
				      .remarks = remarks,
				      .remark_count = panel->remark_count,
				      .agreement = agreement };
}

/* The verifier's own point of relevance costs honest work; where a juror reads, the drop's does. */
static bool is_caught(const struct finding *finding)
{
	return finding->rule && (finding->rule != FLOOR_UNRELATED ||
				 finding->relevance < settings()->judge_words_drop);
}

struct delivery_matter {
	const struct assignment *asked;
	const struct delivery *given;
	const struct rubric *rubric;
};

static bool hear(struct arena *arena, struct thought *thought, const void *matter)
{
	const struct delivery_matter *m = matter;

	return hearing_hold(arena, &thought->juror, m->asked, m->given, m->rubric,
			    &thought->opinion);
}

/* Where jurors are level the worker has the benefit: what cannot be told passes. */
enum error court_verify(struct arena *arena, const struct assignment *asked,
			const struct delivery *given, struct verification *out)
{
	int64_t deadline = deadline_of(asked->budget_ms);
	struct finding finding = floor_of_delivery(arena, asked, given, embed_nearness);
	struct panel panel = { .count = 0 };
	const struct thought *thoughts;
	struct rubric rubric;
	int count;

	if (is_caught(&finding))
		return verify_finding(arena, given, &finding, out);
	TRY(rubric_find(arena, "hire", &rubric));
	panel.remarks[panel.remark_count++] = (struct remark){
		"info", arena_printf(arena, "Verified by %s.", court_names(arena))
	};
	TRY(jury_ask(arena, deadline, hear, &(struct delivery_matter){ asked, given, &rubric },
		     &thoughts, &count));
	for (int i = 0; i < count; i++)
		take_opinion(arena, &panel, &thoughts[i].juror, &thoughts[i].opinion);
	*out = verification_of(arena, &panel);
	return OK;
}
