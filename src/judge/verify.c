/*
 * One table of reasons to fail, the plainest first; what has none of them
 * passes. What is said of a delivery is numbers and fixed phrases: never a word
 * of it, nor of the prompt.
 */
#include "judge/verify.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "judge/exam.h"
#include "judge/form.h"

#define SELF "Built-in verifier: "

/* Below this a text stands or falls with what it says instead of being an answer. */
enum { FRESH_FEW = 8, FRESH_SOME = 12, COMMAND_WORDS = 12, BRIEF_MEATY = 10, REMARKS_MAX = 16 };

static bool few(const struct exam *e)
{
	return e->measure.fresh < FRESH_FEW;
}

static bool is_empty(const struct exam *e)
{
	return e->fault == FAULT_EMPTY || (text_is_blank(e->given->text) && !e->given->files);
}

static bool is_files(const struct exam *e)
{
	return e->given->files > 0 && (e->measure.fresh < 2 || (e->phrases.has[PHRASE_POINTER] && few(e)));
}

static bool pleads(const struct exam *e)
{
	return e->phrases.has[PHRASE_PLEA] || e->phrases.has[PHRASE_OVERRIDE] || e->fault == FAULT_PLEA || e->fault == FAULT_PLEA_ONLY;
}

static bool declines(const struct exam *e)
{
	return e->phrases.has[PHRASE_REFUSAL] && e->measure.fresh < FRESH_SOME;
}

static bool promises(const struct exam *e)
{
	return (e->phrases.has[PHRASE_PROMISE] || e->phrases.has[PHRASE_POINTER]) && few(e);
}

static bool repeats_task(const struct exam *e)
{
	return e->fault == FAULT_PROMPT || e->fault_whole == FAULT_PROMPT || e->fault == FAULT_QUOTED ||
	       e->fault_whole == FAULT_QUOTED;
}

static bool is_unchanged(const struct exam *e)
{
	return e->fault == FAULT_UNCHANGED;
}

static bool is_code(const struct exam *e)
{
	return e->format == FORMAT_CODE && format_holds(FORMAT_CODE, e->body);
}

/* Its words are the task's or nobody's, in whatever order. */
static bool is_hollow(const struct exam *e)
{
	const struct measure *m = &e->measure;

	if (e->task.edits || is_code(e) || m->content < FRESH_FEW || m->asked_distinct < 3)
		return false;

	int hollow = share_of(m->asked + m->fillers, m->content);

	return (hollow >= 650 && m->fresh < FRESH_FEW) || (hollow >= 800 && m->fresh < FRESH_SOME);
}

static bool is_copied_in_part(const struct exam *e)
{
	const struct measure *m = &e->measure;

	return !e->task.edits && m->words >= FRESH_FEW && m->overlap.prompt_any * 2 >= m->words && m->fresh < FRESH_SOME;
}

/* Edited text keeps most of its neighbours. */
static bool is_shuffled(const struct exam *e)
{
	return e->works_on && !e->task.translates && e->format != FORMAT_JSON && e->words.count >= FRESH_FEW &&
	       e->known >= 850 && e->pairs_kept * 5 < e->pairs && e->tally.lines < 2;
}

static bool is_stuffed(const struct exam *e)
{
	return e->fault == FAULT_STUFFED || e->fault_whole == FAULT_STUFFED;
}

static bool is_padded(const struct exam *e)
{
	return e->fault == FAULT_PADDED;
}

static bool is_filler(const struct exam *e)
{
	return e->fault == FAULT_NOTHING || e->fault == FAULT_GENERIC;
}

static bool is_spam(const struct exam *e)
{
	return e->fault == FAULT_SPAM;
}

static bool lacks_form(const struct exam *e)
{
	bool command = e->dialect && e->words.count <= COMMAND_WORDS && dialect_in(e->dialect, e->body);

	return !command && !format_holds(e->format, e->body);
}

static bool lacks_dialect(const struct exam *e)
{
	return e->dialect && !dialect_in(e->dialect, e->body);
}

static bool has_wrong_tongue(const struct exam *e)
{
	return e->wanted != TONGUE_UNKNOWN && e->tongue != TONGUE_UNKNOWN && e->tongue != e->wanted &&
	       e->format == FORMAT_TEXT;
}

/* Their pairs of characters are words only now and then. */
static bool is_ideographic(const struct exam *e)
{
	return e->measure.ideographs * 2 > e->measure.words;
}

static bool is_counted(const struct exam *e, const struct count *count)
{
	return count->unit != UNIT_WORDS || !is_ideographic(e);
}

static bool breaks_count(const struct exam *e)
{
	if (e->format == FORMAT_CODE)
		return false;
	for (int i = 0; i < e->count_count; i++)
		if (is_counted(e, &e->counts[i]) && tally_breaks(&e->tally, &e->counts[i]))
			return true;
	return false;
}

static bool lacks_mention(const struct exam *e)
{
	const struct mentions *m = &e->mentions;

	if (e->format == FORMAT_CODE || e->task.translates)
		return false;
	return m->exact.met < m->exact.of || (m->loose.of >= 2 && !m->loose.met);
}

static bool loses_anchors(const struct exam *e)
{
	return e->anchors.of >= 2 && e->anchors.met * 3 < e->anchors.of;
}

static int pieces_asked(const struct exam *e)
{
	for (int i = 0; i < e->count_count; i++)
		if (e->counts[i].unit == UNIT_PIECES)
			return e->counts[i].most ? e->counts[i].most : e->counts[i].least;
	return 1;
}

/* A translation shares no words with its prompt, and a name for a café none at all. */
static bool is_comparable(const struct exam *e)
{
	bool terse = e->meaty <= 2 * pieces_asked(e) || (e->task.brief && e->meaty <= BRIEF_MEATY);

	return !e->task.translates && !terse && e->keys.of >= 3 &&
	       (e->tongue == e->wanted || e->tongue == TONGUE_UNKNOWN || e->wanted == TONGUE_UNKNOWN ||
		e->format != FORMAT_TEXT);
}

static bool is_off_task(const struct exam *e)
{
	if (e->works_on && !e->task.translates && e->keys.of >= 3 && !e->keys.met)
		return true;
	if (!is_comparable(e) || e->meaty < (is_ideographic(e) ? 10 : 5))
		return false;
	if (e->meaty < 20 || e->task.brief || e->keys.of < 5 || is_ideographic(e))
		return e->keys.met + e->kin == 0;
	return e->keys.met + e->kin < 2 || (e->keys.met + e->kin) * 100 < e->keys.of * 12;
}

static bool is_code_unasked(const struct exam *e)
{
	if (e->format != FORMAT_TEXT || !shape_is_code(&e->measure.shape) || e->tally.rows > 1)
		return false;
	for (int i = 0; i < e->task.words.count; i++)
		if (e->task.words.list[i].flags & MEANS_CODE)
			return false;
	return true;
}

static int material_words(const struct exam *e)
{
	return e->task.words.count - e->task.material;
}

static bool is_short(const struct exam *e)
{
	bool keeps_length = e->works_on && e->task.translates;

	if (keeps_length && e->words.count * 4 < material_words(e) && e->measure.ideographs == 0)
		return true;
	return e->measure.fresh < e->size && !(e->works_on && e->words.count > 0) && e->meaty < e->size;
}

static bool ignores_requirements(const struct exam *e)
{
	return is_comparable(e) && e->requirements.of >= 3 && !e->requirements.met;
}

/* clang-format off */
static const struct check {
	bool (*fails)(const struct exam *);
	const char *reason;
} checks[] = {
	{ is_empty, "the delivery is empty" },
	{ is_files, "only files were handed in, and files are not read here" },
	{ pleads, "part of it speaks to the verifier instead of doing the task" },
	{ declines, "it declines the task" },
	{ promises, "it says that the work is done or will be, and does not contain it" },
	{ repeats_task, "it repeats the task and adds no answer" },
	{ is_unchanged, "it returns the given text with no word changed" },
	{ is_shuffled, "it returns the given text in another order" },
	{ is_stuffed, "it strings the task's words together without saying anything of them" },
	{ is_copied_in_part, "most of it is copied from the task" },
	{ is_hollow, "hardly a word of it is neither the task's nor filler" },
	{ is_filler, "nearly all of it would fit any task" },
	{ is_spam, "it is advertising off the task" },
	{ is_padded, "it repeats itself to gain length" },
	{ lacks_form, "it is not in the form that was asked for" },
	{ lacks_dialect, "it is not in the programming language that was asked for" },
	{ is_code_unasked, "it is code, and no code was asked for" },
	{ has_wrong_tongue, "it is not in the language that was asked for" },
	{ is_off_task, "it hardly touches what the task is about" },
	{ loses_anchors, "it keeps too few of the names and numbers of the given text" },
	{ is_short, "it is far too short for what was asked" },
	{ breaks_count, "it breaks a demand that can be counted" },
	{ lacks_mention, "it leaves out something that had to be mentioned" },
	{ ignores_requirements, "it takes up none of the requirements" },
};
/* clang-format on */

static const char *failure_of(const struct exam *exam)
{
	for (int i = 0; i < COUNT(checks); i++)
		if (checks[i].fails(exam))
			return checks[i].reason;
	return NULL;
}

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
		const char *range = count->least == count->most ? arena_printf(log->arena, "%d", wanted)
				    : !count->least		? arena_printf(log->arena, "at most %d", wanted)
				    : !count->most		? arena_printf(log->arena, "at least %d", wanted)
								: arena_printf(log->arena, "%d to %d", count->least, wanted);

		log_add(log, "reasoning",
			arena_printf(log->arena, "Demand: %s %s asked for, %d found%s.", range, unit_name(count->unit),
				     tally_count(&e->tally, count->unit, wanted),
				     is_counted(e, count) && tally_breaks(&e->tally, count) ? ", which breaks it" : ""));
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
			arena_printf(log->arena, "Programming language: %s asked for, %s.", e->dialect->name,
				     dialect_in(e->dialect, e->body) ? "its marks are there" : "none of its marks is there"));
	if (e->wanted != TONGUE_UNKNOWN && e->format == FORMAT_TEXT)
		log_add(log, "reasoning", arena_printf(log->arena, "Language: %s expected, %s seen.", tongue_name(e->wanted),
						       tongue_name(e->tongue)));
}

static void log_exam(struct log *log, const struct exam *e)
{
	const struct measure *m = &e->measure;

	log_add(log, "info", SELF "it counts and compares words. It is a heuristic and cannot check facts.");
	log_add(log, "reasoning", arena_printf(log->arena, "Relevance: %d of %d key words of the task taken up, %d fields shared with it, %d words of its own%s.",
					       e->keys.met, e->keys.of, e->kin, m->fresh,
					       m->cut ? arena_printf(log->arena, ", read up to %d words", WORDS_MAX) : ""));
	log_add(log, "reasoning", arena_printf(log->arena, "Copied: %d of %d words stand in the task in the same row, %d are repeated.",
					       m->overlap.prompt_any, m->words, m->overlap.repeated));
	if (e->requirements.of)
		log_add(log, "reasoning", arena_printf(log->arena, "Requirements: %d of %d taken up.", e->requirements.met,
						       e->requirements.of));
	if (e->mentions.exact.of + e->mentions.loose.of)
		log_add(log, "reasoning",
			arena_printf(log->arena, "To be mentioned: %d of %d found.", e->mentions.exact.met + e->mentions.loose.met,
				     e->mentions.exact.of + e->mentions.loose.of));
	log_form(log, e);
	log_counts(log, e);
	if (e->given->files)
		log_add(log, "reasoning", arena_printf(log->arena, "Files: %d handed in, not read.", e->given->files));
}

enum error verify_local(struct arena *arena, const struct assignment *asked, const struct delivery *given,
			struct verification *out)
{
	struct exam exam = exam_of(arena, asked, given);
	const char *failure = failure_of(&exam);
	struct log log = { arena, ARENA_ARRAY(arena, struct remark, REMARKS_MAX), 0 };
	const char *reason = failure ? arena_printf(arena, SELF "%s. Facts are not checked.", failure)
				     : SELF "it answers the task as far as can be counted. Facts are not checked.";

	log_exam(&log, &exam);
	log_add(&log, "result", arena_printf(arena, "%s: %s", failure ? "fail" : "pass", reason));
	*out = (struct verification){ !failure, reason, log.remarks, log.count };
	return OK;
}
