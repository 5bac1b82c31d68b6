#include "judge/local.h"

#include "judge/report.h"

/* Everything that is known of the field while it is judged. */
struct field {
	struct task task;
	struct words *words;
	struct measure *measures;
	struct score *scores;
	int count;
};

static void field_read(struct arena *arena, const struct contest *contest, struct field *field)
{
	struct lexicon lexicon = lexicon_create(arena);

	field->count = contest->count;
	field->task = task_of(arena, &lexicon, contest->prompt, contest->pack);
	field->words = ARENA_ARRAY(arena, struct words, field->count);
	for (int i = 0; i < field->count; i++) {
		field->words[i] = words_of(arena, contest->entries[i].text);
		lexicon_mark(&lexicon, &field->words[i]);
	}
}

static void field_measure(struct arena *arena, const struct contest *contest, struct field *field)
{
	struct seen seen = seen_create(arena, &field->task, field->words, field->count);

	field->measures = ARENA_ARRAY(arena, struct measure, field->count);
	for (int i = 0; i < field->count; i++) {
		struct overlap overlap = overlap_of(arena, &seen, field->words, i);

		field->measures[i] = measure_of(arena, &field->task, &contest->entries[i],
						&field->words[i], overlap);
		measure_rivals(field->measures, i);
	}
}

/* Better score first, of equals the earlier entry: no ties. */
static int rank_of(const struct score *scores, int count, int entry)
{
	int rank = 1;

	for (int i = 0; i < count; i++)
		rank += scores[i].total > scores[entry].total ||
			(scores[i].total == scores[entry].total && i < entry);
	return rank;
}

static const struct verdict *verdicts_of(struct arena *arena, const struct field *field)
{
	struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, field->count);

	for (int i = 0; i < field->count; i++)
		verdicts[i] = (struct verdict){
			.rank = rank_of(field->scores, field->count, i),
			.grade = score_grade(field->scores[i].total),
			.rationale = report_entry(arena, &field->task, &field->measures[i],
						  &field->scores[i]),
		};
	return verdicts;
}

enum error judge_local(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	struct field field = { 0 };
	struct judgement judgement = { 0 };

	field_read(arena, contest, &field);
	field_measure(arena, contest, &field);
	field.scores = ARENA_ARRAY(arena, struct score, field.count);
	score_field(&field.task, field.measures, field.count, field.scores);
	judgement.verdicts = verdicts_of(arena, &field);
	report_field(arena, &field.task, field.measures, field.scores, field.count, &judgement);
	*out = judgement;
	return OK;
}
