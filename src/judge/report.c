#include "judge/report.h"

#include "base/text.h"

#define SELF "Built-in judge: "

static const char *seen_of(struct arena *arena, const struct task *task, const struct measure *m)
{
	struct text text = text_start(arena, 200);

	text_add_string(&text,
			arena_printf(arena, "%d of %d key terms touched, %d content words of its own",
				     m->hits, task->key_count, m->fresh));
	if (task->pieces)
		text_add_string(&text, arena_printf(arena, ", %d of %d pieces asked for", m->pieces,
						    task->pieces));
	if (m->shape.code_lines)
		text_add_string(&text,
				arena_printf(arena, ", %d lines of code", m->shape.code_lines));
	if (task->pack == PACK_SCOUT)
		text_add_string(&text, arena_printf(arena, ", %d figures and %d links",
						    m->shape.figures, m->shape.links));
	if (m->cut)
		text_add_string(&text, arena_printf(arena, ", read up to %d words", WORDS_MAX));
	if (m->files)
		text_add_string(&text, ", files not read");
	return text.bytes;
}

const char *report_entry(struct arena *arena, const struct task *task, const struct measure *m,
			 const struct score *score)
{
	if (score->fault == FAULT_EMPTY || score->fault == FAULT_FILES)
		return arena_printf(arena, SELF "%s.", fault_phrase(score->fault));
	if (score->fault != FAULT_NONE)
		return arena_printf(arena, SELF "graded down because %s. Seen: %s.",
				    fault_phrase(score->fault), seen_of(arena, task, m));
	return arena_printf(arena, SELF "%s. Facts are not checked.", seen_of(arena, task, m));
}

static const char *reasoning_of(struct arena *arena, const struct task *task,
				const struct measure *m, const struct score *s, int entry)
{
	return arena_printf(
		arena,
		"Entry %d: relevance %d, substance %d, form %d, prose %d of %d each; %d words, "
		"%d shared with the prompt, %d with an earlier entry, %d repeated; %s. Score "
		"%d%s%s.",
		entry, s->relevance, s->substance, s->form, s->prose, SCORE_FULL, m->words,
		m->overlap.prompt, m->overlap.from_rival, m->overlap.repeated,
		seen_of(arena, task, m), s->total, s->fault == FAULT_NONE ? "" : ": ",
		fault_phrase(s->fault));
}

static int first_of(const struct judgement *judgement, int count)
{
	for (int i = 0; i < count; i++)
		if (judgement->verdicts[i].rank == 1)
			return i;
	return 0;
}

static const char *result_of(struct arena *arena, const struct judgement *judgement, int count)
{
	struct text text = text_start(arena, 200);

	text_add_string(&text, "Ranking:");
	for (int rank = 1; rank <= count; rank++)
		for (int i = 0; i < count; i++)
			if (judgement->verdicts[i].rank == rank)
				text_add_string(&text, arena_printf(arena, "%s entry %d (%c)",
								    rank > 1 ? "," : "", i + 1,
								    judgement->verdicts[i].grade));
	text_add_char(&text, '.');
	return text.bytes;
}

static const char *summary_of(struct arena *arena, const struct task *task, const struct measure *m,
			      const struct score *s, int count)
{
	const char *of = count == 1 ? "the only entry"
				    : arena_printf(arena, "the best of %d entries", count);

	if (s->fault != FAULT_NONE)
		return arena_printf(arena, SELF "%s is graded low because %s.", of,
				    fault_phrase(s->fault));
	return arena_printf(arena, SELF "%s: %s. A heuristic, which cannot check facts.", of,
			    seen_of(arena, task, m));
}

void report_field(struct arena *arena, const struct task *task, const struct measure *measures,
		  const struct score *scores, int count, struct judgement *judgement)
{
	struct remark *remarks = ARENA_ARRAY(arena, struct remark, count + 2);
	int best = first_of(judgement, count);

	remarks[0] = (struct remark){
		"info", arena_printf(arena,
				     "Judged by the built-in judge: %d %s. It counts and "
				     "compares words; it is a heuristic and cannot "
				     "check facts.",
				     count, count == 1 ? "entry" : "entries")
	};
	for (int i = 0; i < count; i++)
		remarks[i + 1] = (struct remark){
			"reasoning", reasoning_of(arena, task, &measures[i], &scores[i], i + 1)
		};
	remarks[count + 1] = (struct remark){ "result", result_of(arena, judgement, count) };
	judgement->rationale = count ? summary_of(arena, task, &measures[best], &scores[best], count)
				     : SELF "there are no entries.";
	judgement->remarks = remarks;
	judgement->remark_count = count + 2;
}
