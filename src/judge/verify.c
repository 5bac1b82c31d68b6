/* What is said of a delivery is numbers and fixed phrases: never a word of it, nor of the prompt.
 */
#include "judge/verify.h"

#include "judge/form.h"
#include "judge/reason.h"

#define SELF "Built-in verifier: "

enum { REMARKS_MAX = 16 };

/* Remarks while they are written. */
struct log {
	struct arena *arena;
	struct remark *remarks;
	int count;
};

static void log_add(struct log *log, const char *type, const char *content)
{
	if (log->count < REMARKS_MAX)
		log->remarks[log->count++] = (struct remark){ type, content };
}

static void log_counts(struct log *log, const struct exam *e)
{
	for (int i = 0; i < e->count_count && log->count < REMARKS_MAX - 4; i++) {
		const struct count *count = &e->counts[i];
		int wanted = count->most ? count->most : count->least;
		const char *range = count->least == count->most
					    ? arena_printf(log->arena, "%d", wanted)
				    : !count->least ? arena_printf(log->arena, "at most %d", wanted)
				    : !count->most ? arena_printf(log->arena, "at least %d", wanted)
						   : arena_printf(log->arena, "%d to %d",
								  count->least, wanted);

		log_add(log, "reasoning",
			arena_printf(log->arena, "Demand: %s %s asked for, %d found%s.", range,
				     unit_name(count->unit),
				     tally_count(&e->tally, count->unit, wanted),
				     reason_counts(e, count) && tally_breaks(&e->tally, count)
					     ? ", which breaks it"
					     : ""));
	}
}

static void log_form(struct log *log, const struct exam *e)
{
	if (e->format != FORMAT_TEXT)
		log_add(log, "reasoning",
			arena_printf(log->arena, "Form: %s asked for, %s.", format_name(e->format),
				     format_holds(e->format, e->body) ? "found" : "not found"));
	if (e->dialect)
		log_add(log, "reasoning",
			arena_printf(log->arena, "Programming language: %s asked for, %s.",
				     e->dialect->name,
				     dialect_in(e->dialect, e->body) ? "its marks are there"
								     : "none of its marks is there"));
	if (e->wanted != TONGUE_UNKNOWN && e->format == FORMAT_TEXT)
		log_add(log, "reasoning",
			arena_printf(log->arena, "Language: %s expected, %s seen.",
				     tongue_name(e->wanted), tongue_name(e->tongue)));
}

static void log_exam(struct log *log, const struct exam *e)
{
	const struct measure *m = &e->measure;

	log_add(log, "info",
		SELF "it counts and compares words. It is a heuristic and cannot check facts.");
	log_add(log, "reasoning",
		arena_printf(log->arena,
			     "Relevance: %d of %d key words of the task taken up, which weigh %d, and "
			     "%d for its field, %d words of its own%s.",
			     e->keys.met, e->keys.of, e->keys.weight, e->kin, m->fresh,
			     m->cut ? arena_printf(log->arena, ", read up to %d words", WORDS_MAX)
				    : ""));
	log_add(log, "reasoning",
		arena_printf(log->arena,
			     "Copied: %d of %d words stand in the task in the same row, %d are "
			     "repeated.",
			     m->overlap.prompt_any, m->words, m->overlap.repeated));
	if (e->requirements.of)
		log_add(log, "reasoning",
			arena_printf(log->arena, "Requirements: %d of %d taken up.",
				     e->requirements.met, e->requirements.of));
	if (e->mentions.exact.of + e->mentions.loose.of)
		log_add(log, "reasoning",
			arena_printf(log->arena, "To be mentioned: %d of %d found.",
				     e->mentions.exact.met + e->mentions.loose.met,
				     e->mentions.exact.of + e->mentions.loose.of));
	log_form(log, e);
	log_counts(log, e);
	if (e->given->files)
		log_add(log, "reasoning",
			arena_printf(log->arena, "Files: %d handed in, not read.", e->given->files));
}

enum error verify_local(struct arena *arena, const struct assignment *asked,
			const struct delivery *given, struct verification *out)
{
	struct exam exam = exam_of(arena, asked, given);
	bool is_junk = false;
	const char *failure = reason_to_fail(&exam, &is_junk);
	struct log log = { arena, ARENA_ARRAY(arena, struct remark, REMARKS_MAX), 0 };
	const char *reason =
		failure ? arena_printf(arena, SELF "%s. Facts are not checked.", failure)
			: SELF
			"it answers the task as far as can be counted. Facts are not checked.";

	log_exam(&log, &exam);
	log_add(&log, "result", arena_printf(arena, "%s: %s", failure ? "fail" : "pass", reason));
	*out = (struct verification){ !failure, is_junk, reason, log.remarks, log.count };
	return OK;
}
