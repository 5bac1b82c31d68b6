#include "judge/fault.h"

#include "base/attr.h"

/* Prompts with many words lend them to any honest answer. */
static int asked_allowance(const struct task *task)
{
	int extra = task->asked_count / 8;

	return extra > 20 ? 20 : extra;
}

/* Thousandths of the content that is the prompt's or nobody's. */
static int hollow(const struct measure *m)
{
	return share_of(m->asked + m->fillers, m->content);
}

static bool is_empty(const struct measure *m, const struct task *task)
{
	(void)task;
	return !m->words && !m->files;
}

/* Picking one of what the prompt offers says few of its words, and that is an answer. */
static bool is_choice(const struct measure *m, const struct task *task)
{
	return task->offers_choice && m->words < task->words.count &&
	       m->asked_distinct * 2 <= task->asked_count;
}

/* The prompt in its order with a few words between. An answer may use most words of a question,
 * but not with its opening; nor those of an order that it carries out. */
static bool rephrases(const struct measure *m, const struct task *task)
{
	const struct overlap *o = &m->overlap;

	return !task->edits && task->words.count >= 4 &&
	       o->prompt_row * 10 >= task->words.count * 8 && m->words <= o->prompt_row * 2 &&
	       (o->opening || !task->asks);
}

/* With material handed over, only who repeats the order given for it has copied. */
static bool repeats_order(const struct measure *m, const struct task *task)
{
	bool all_asked = task->asked_count > 0 && m->asked_distinct * 10 >= task->asked_count * 7;

	return all_asked && m->overlap.prompt_any * 10 >= m->words * (m->overlap.opening ? 5 : 9);
}

static bool repeats_prompt(const struct measure *m, const struct task *task)
{
	const struct overlap *o = &m->overlap;
	bool answers_below = m->tail > 0 && m->tail >= m->fresh;

	if (m->files && !m->fresh && !o->prompt)
		return false;
	if (m->term_count == 0 && m->asked > 0)
		return !is_choice(m, task);
	if (task->edits)
		return repeats_order(m, task);
	if (rephrases(m, task))
		return !o->prompt || !answers_below;
	return o->prompt * 2 >= m->words && o->opening && m->fresh < 3 + task->asked_count / 8 &&
	       m->tail < m->fresh;
}

static bool says_nothing(const struct measure *m, const struct task *task)
{
	(void)task;
	if (m->fresh || m->files || m->asked || m->overlap.from_rival)
		return false;
	return m->fillers > 0 || m->stops < 4 || m->content > 0;
}

static bool only_pleads(const struct measure *m, const struct task *task)
{
	return m->plea && !task->about_pleas && m->fresh < 4 && !m->overlap.from_rival;
}

/* Where a program is asked for; elsewhere braces are a disguise. */
static bool is_code(const struct measure *m, const struct task *task)
{
	return task->wants_code && shape_is_code(&m->shape);
}

static bool is_stuffed(const struct measure *m, const struct task *task)
{
	int more = asked_allowance(task) * 10;
	bool no_grammar = task->stop_percent >= 15 && share_of(m->stops, m->words) < 120;

	if (m->content < 8 || task->edits || m->asked * 3 < m->content)
		return false;
	if (is_code(m, task))
		return hollow(m) >= 800 && m->fresh < 5;
	if (m->asked_run >= 12 + task->asked_count / 4)
		return true;
	if (hollow(m) >= 860 + more / 2 && m->fresh < 8 + m->content / 10)
		return true;
	if (no_grammar && hollow(m) >= 550 + more)
		return true;
	return m->asked >= m->asked_distinct * 4 && share_of(m->asked, m->content) >= 450 + more &&
	       m->ideographs * 2 < m->words;
}

static bool is_spam(const struct measure *m, const struct task *task)
{
	if (m->hits * 4 > task->key_count)
		return false;
	return (m->promos >= 4 && m->promos * 5 >= m->fresh) || (m->promos >= 3 && !m->hits) ||
	       (m->promos >= 2 && m->shape.links && !m->hits);
}

/* Another script or a translation shares no words with the prompt, and code few. */
static bool is_comparable(const struct measure *m, const struct task *task)
{
	bool ideographs = m->ideographs * 2 > m->words;
	bool asked_in_them = task->words.count &&
			     task->words.list[task->words.count / 2].flags & WORD_IDEOGRAPH;

	return ideographs == asked_in_them && !task->translates && !shape_is_code(&m->shape) &&
	       share_of(m->stops, m->words) >= 150 && task->stop_percent >= 15;
}

static bool is_factual(const struct task *task)
{
	return task->pack == PACK_SCOUT || task->pack == PACK_CODE;
}

static bool is_astray(const struct measure *m, const struct task *task)
{
	return is_factual(task) && task->key_count >= 4 && !m->hits && m->content >= 20 &&
	       is_comparable(m, task) && !m->overlap.from_rival;
}

static bool copies_rival(const struct measure *m, const struct task *task)
{
	bool tight = m->words < 30 || task->wants_code;
	const struct overlap *o = &m->overlap;

	if (o->whole_rival ||
	    (o->rival >= 0 && share_of(o->from_rival, m->words) >= (tight ? 800 : 500)))
		return true;
	return m->terms_rival >= 0 && m->term_count >= 10 && !task->edits &&
	       m->copied_terms >= (task->wants_code ? 96 : 70);
}

static int square_root(int n)
{
	int root = 0;

	while ((root + 1) * (root + 1) <= n)
		root++;
	return root;
}

static bool is_padded(const struct measure *m, const struct task *task)
{
	int repeated = share_of(m->overlap.repeated, m->words);

	(void)task;
	if (m->words >= 16 && repeated >= 500)
		return true;
	return m->words >= 50 && m->distinct < 2 * square_root(m->words) &&
	       !shape_is_code(&m->shape) && m->shape.figures * 2 < m->words;
}

static bool is_quote(const struct measure *m, const struct task *task)
{
	int quoted = share_of(m->overlap.prompt, m->words);

	if (task->edits || !m->overlap.opening)
		return false;
	return quoted >= 500 || (quoted >= 250 && m->hits == 0);
}

static bool is_unchanged(const struct measure *m, const struct task *task)
{
	return task->edits && m->words >= 4 && m->overlap.prompt_any == m->words;
}

static bool is_generic(const struct measure *m, const struct task *task)
{
	if (task->edits || is_code(m, task))
		return false;
	return (m->content >= 10 && hollow(m) >= 700 + asked_allowance(task) * 10 &&
		m->fresh < 12 + m->content / 10) ||
	       (m->content >= 6 && share_of(m->fillers, m->content) >= 600);
}

static bool pleads(const struct measure *m, const struct task *task)
{
	return m->plea && !task->about_pleas;
}

static bool is_off(const struct measure *m, const struct task *task)
{
	return task->key_count >= 3 && !m->hits && m->content >= 12 && is_comparable(m, task) &&
	       (is_factual(task) || m->content >= 40);
}

static bool is_files(const struct measure *m, const struct task *task)
{
	(void)task;
	return m->files && m->fresh < 2;
}

static bool is_bare(const struct measure *m, const struct task *task)
{
	(void)task;
	return m->term_count == 0;
}

/* clang-format off */
static const struct {
	bool (*holds)(const struct measure *, const struct task *);
	int ceiling;
	const char *phrase;
} faults[] = {
	[FAULT_EMPTY] = { is_empty, 0, "it is empty" },
	[FAULT_PROMPT] = { repeats_prompt, 20, "it repeats the prompt or its words and adds no answer" },
	[FAULT_NOTHING] = { says_nothing, 30, "it says nothing beyond filler" },
	[FAULT_PLEA_ONLY] = { only_pleads, 35, "it speaks to the judge instead of answering" },
	[FAULT_STUFFED] = { is_stuffed, 40, "it strings the prompt's words together without saying anything of them" },
	[FAULT_SPAM] = { is_spam, 50, "it is advertising off the task" },
	[FAULT_ASTRAY] = { is_astray, 60, "it is at length about something else" },
	[FAULT_RIVAL] = { copies_rival, 140, "it is largely the same as an earlier entry" },
	[FAULT_PADDED] = { is_padded, 150, "it repeats itself to gain length" },
	[FAULT_QUOTED] = { is_quote, 160, "it quotes the prompt and adds little" },
	[FAULT_UNCHANGED] = { is_unchanged, 160, "it returns the given text with no word changed" },
	[FAULT_GENERIC] = { is_generic, 180, "nearly all of it would fit any prompt" },
	[FAULT_PLEA] = { pleads, 220, "part of it speaks to the judge, which lowers the grade" },
	[FAULT_OFF] = { is_off, 230, "it touches none of the prompt's key terms" },
	[FAULT_FILES] = { is_files, 240, "it consists of files, which this judge cannot read" },
	[FAULT_BARE] = { is_bare, 300, "it picks from the prompt's own words and gives no reason" },
	[FAULT_NONE] = { NULL, SCORE_FULL, "" },
};
/* clang-format on */

enum fault fault_of(const struct measure *m, const struct task *task)
{
	for (int i = 0; i < FAULT_NONE; i++)
		if (faults[i].holds(m, task))
			return (enum fault)i;
	return FAULT_NONE;
}

int fault_ceiling(enum fault fault)
{
	return faults[fault].ceiling;
}

const char *fault_phrase(enum fault fault)
{
	return faults[fault].phrase;
}

int fault_rival(const struct measure *m)
{
	bool by_row = m->overlap.rival >= 0 &&
		      (m->overlap.whole_rival || m->overlap.from_rival * 2 >= m->words);

	return by_row ? m->overlap.rival : m->terms_rival;
}
