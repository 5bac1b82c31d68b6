/* One table of reasons, the plainest first; what has none of them passes. */
#include "judge/reason.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "judge/form.h"

/* Below so many words of its own a text stands or falls with what it says instead of being an answer. */
enum { FRESH_FEW = 8, FRESH_SOME = 12 };
/* A command line, and a short answer, need not say a word of their task. */
enum { COMMAND_WORDS = 12, TINY_MEATY = 10, SOME_MEATY = 8 };
/* The longer a text is and the more subject words its task has, the more of them are chance. */
enum { SHORT_MEATY = 12, LONG_MEATY = 20, SUBJECT_POOR = 3, SUBJECT_RICH = 5, SUBJECT_VAST = 9 };
/* Who works on a text takes up one in so many of its key words; a digest of a long one these. */
enum { MATERIAL_SHARE = 5, MATERIAL_KEPT = 6 };

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
	return e->given->files > 0 &&
	       (e->measure.fresh < 2 || (e->phrases.has[PHRASE_POINTER] && few(e)));
}

static bool pleads(const struct exam *e)
{
	return e->phrases.has[PHRASE_PLEA] || e->phrases.has[PHRASE_OVERRIDE] ||
	       e->fault == FAULT_PLEA || e->fault == FAULT_PLEA_ONLY;
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
	return e->fault == FAULT_PROMPT || e->fault_whole == FAULT_PROMPT ||
	       e->fault == FAULT_QUOTED || e->fault_whole == FAULT_QUOTED;
}

static int material_words(const struct exam *e)
{
	return e->task.words.count - e->task.material;
}

/* Put into the form asked for, the same words are an answer. */
static bool is_converted(const struct exam *e)
{
	return e->format != FORMAT_TEXT && e->format != FORMAT_CODE &&
	       format_holds(e->format, e->body) && !strstr(e->asked->prompt, e->body);
}

static bool is_unchanged(const struct exam *e)
{
	bool part = e->extracts && e->measure.words * 4 < material_words(e) * 3;

	return e->fault == FAULT_UNCHANGED && !part && !is_converted(e);
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

	return !e->edits && m->words >= FRESH_FEW && m->overlap.prompt_any * 2 >= m->words &&
	       m->fresh < FRESH_SOME && !is_converted(e);
}

/* Edited text keeps most of its neighbours. */
static bool is_shuffled(const struct exam *e)
{
	return e->works_on && !e->task.translates && e->format != FORMAT_JSON &&
	       e->words.count >= FRESH_FEW && e->known >= 850 && e->pairs_kept * 5 < e->pairs &&
	       e->tally.lines < 2;
}

static bool is_stuffed(const struct exam *e)
{
	return e->fault == FAULT_STUFFED || e->fault_whole == FAULT_STUFFED;
}

/* Their pairs of characters are words only now and then. */
static bool is_ideographic(const struct exam *e)
{
	return e->measure.ideographs * 2 > e->measure.words;
}

/* "ten words for snow": what is asked for may be but words. */
static bool asks_for_words(const struct exam *e)
{
	for (int i = 0; i < e->count_count; i++)
		if (e->counts[i].unit == UNIT_PIECES ||
		    (e->counts[i].unit == UNIT_WORDS && e->counts[i].least > 0))
			return true;
	return false;
}

/* A sentence has grammar, and a list has marks between its items: what has neither is no answer,
 * whosever its words are. */
static bool is_word_row(const struct exam *e)
{
	bool prose = e->format == FORMAT_TEXT && !e->works_on && e->task.stop_percent >= 15 &&
		     !asks_for_words(e);

	return prose && e->words.count >= FRESH_FEW && e->tally.lines < 2 && !is_ideographic(e) &&
	       share_of(e->measure.stops, e->measure.words) < 80 && !strpbrk(e->body, ".,;:!?|/");
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
	bool command = e->dialect && e->words.count <= COMMAND_WORDS && e->tally.rows < 2 &&
		       dialect_in(e->dialect, e->body);

	return !command && !format_holds(e->format, e->body);
}

static bool lacks_dialect(const struct exam *e)
{
	return e->dialect && !dialect_in(e->dialect, e->body);
}

/* It looks like code, which a table does as well. */
static bool is_program(const struct exam *e)
{
	return shape_is_code(&e->measure.shape) && e->tally.rows < 2;
}

static bool has_wrong_tongue(const struct exam *e)
{
	return e->wanted != TONGUE_UNKNOWN && e->tongue != TONGUE_UNKNOWN &&
	       e->tongue != e->wanted && e->format == FORMAT_TEXT && !is_program(e);
}

bool reason_counts(const struct exam *e, const struct count *count)
{
	return count->unit != UNIT_WORDS || !is_ideographic(e);
}

static bool breaks_count(const struct exam *e)
{
	if (e->format == FORMAT_CODE)
		return false;
	for (int i = 0; i < e->count_count; i++)
		if (reason_counts(e, &e->counts[i]) && tally_breaks(&e->tally, &e->counts[i]))
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
	bool terse = e->meaty <= 2 * pieces_asked(e) ||
		     (is_code(e) && e->tally.lines <= 2 && e->words.count <= COMMAND_WORDS) ||
		     (e->tiny && e->format == FORMAT_TEXT && e->meaty <= TINY_MEATY);

	return !e->task.translates && !terse && e->keys.of >= 3 &&
	       (e->tongue == e->wanted || e->tongue == TONGUE_UNKNOWN ||
		e->wanted == TONGUE_UNKNOWN || e->format != FORMAT_TEXT);
}

/* A text with fewer words of a meaning may be an answer that shares none with its task. */
static int meaty_needed(const struct exam *e)
{
	if (is_code(e))
		return e->tally.lines > 2 ? 2 : SOME_MEATY;
	return is_ideographic(e) ? 10 : 5;
}

/* An everyday word is enough for a short text, a longer one says a word of the subject. Of a rich
 * subject it says more than one, or one of them twice; who names three rivers need not say "river". */
static int weight_needed(const struct exam *e)
{
	if (is_ideographic(e))
		return COVER_SUBJECT;
	if (e->keys.subject >= SUBJECT_VAST && e->meaty >= SOME_MEATY)
		return 2 * COVER_SUBJECT;
	if (e->keys.subject >= SUBJECT_RICH && e->meaty >= LONG_MEATY)
		return COVER_SUBJECT + 1;
	if (e->keys.subject < SUBJECT_POOR && pieces_asked(e) > 1)
		return 1;
	return e->meaty < SHORT_MEATY ? 1 : COVER_SUBJECT;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* What is made of a given text keeps some of its words, but a digest cannot keep all that many. */
static bool is_off_material(const struct exam *e)
{
	int kept = least(e->keys.of / MATERIAL_SHARE, least(e->meaty / 3, MATERIAL_KEPT));
	int needed = kept > 2 ? kept : e->keys.of < 6 ? 1 : 2;

	return e->keys.of >= 3 && e->keys.met < needed;
}

static bool is_off_task(const struct exam *e)
{
	if (e->works_on && !e->task.translates)
		return is_off_material(e);
	return is_comparable(e) && e->meaty >= meaty_needed(e) &&
	       e->keys.weight + e->kin < weight_needed(e);
}

/* Who wants a program or data says so. */
static bool is_form_unasked(const struct exam *e)
{
	return e->format == FORMAT_TEXT && !e->technical &&
	       (is_program(e) || format_is_data(e->body));
}

static bool is_short(const struct exam *e)
{
	bool keeps_length = e->works_on && e->task.translates;

	if (keeps_length && e->words.count * 4 < material_words(e) && e->measure.ideographs == 0)
		return true;
	return e->measure.fresh < e->size && !(e->works_on && e->words.count > 0) &&
	       e->meaty < e->size;
}

static bool ignores_requirements(const struct exam *e)
{
	return is_comparable(e) && e->requirements.of >= 3 && !e->requirements.met;
}

/* clang-format off */
static const struct check {
	bool (*fails)(const struct exam *);
	const char *reason;
	bool is_junk; /* no answer at all, where the others are poor ones */
} checks[] = {
	{ is_empty, "the delivery is empty", true },
	{ is_files, "only files were handed in, and files are not read here", false },
	{ pleads, "part of it speaks to the verifier instead of doing the task", true },
	{ declines, "it declines the task", true },
	{ promises, "it says that the work is done or will be, and does not contain it", true },
	{ repeats_task, "it repeats the task and adds no answer", true },
	{ is_unchanged, "it returns the given text with no word changed", true },
	{ is_shuffled, "it returns the given text in another order", false },
	{ is_stuffed, "it strings the task's words together without saying anything of them", false },
	{ is_word_row, "it is a row of words, and says nothing in a sentence or a list", true },
	{ is_copied_in_part, "most of it is copied from the task", false },
	{ is_hollow, "hardly a word of it is neither the task's nor filler", false },
	{ is_filler, "nearly all of it would fit any task", false },
	{ is_spam, "it is advertising off the task", true },
	{ is_padded, "it repeats itself to gain length", false },
	{ lacks_form, "it is not in the form that was asked for", false },
	{ lacks_dialect, "it is not in the programming language that was asked for", false },
	{ is_form_unasked, "it is code or data, and none was asked for", false },
	{ has_wrong_tongue, "it is not in the language that was asked for", false },
	{ is_off_task, "it hardly touches what the task is about", true },
	{ loses_anchors, "it keeps too few of the names and numbers of the given text", false },
	{ is_short, "it is far too short for what was asked", false },
	{ breaks_count, "it breaks a demand that can be counted", false },
	{ lacks_mention, "it leaves out something that had to be mentioned", false },
	{ ignores_requirements, "it takes up none of the requirements", false },
};
/* clang-format on */

/* Failed for whatever reason, and not a word of it has to do with the task. */
static bool is_unrelated(const struct exam *e)
{
	return !e->task.translates && e->keys.of > 0 && !e->keys.met && !e->kin;
}

const char *reason_to_fail(const struct exam *exam, bool *is_junk)
{
	for (int i = 0; i < COUNT(checks); i++)
		if (checks[i].fails(exam)) {
			*is_junk = checks[i].is_junk || is_unrelated(exam);
			return checks[i].reason;
		}
	*is_junk = false;
	return NULL;
}
