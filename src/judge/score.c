/*
 * All in integers, scaled by 256 or 1000, so that every machine agrees. An
 * honest answer starts at SCORE_HONEST and earns the rest by four parts.
 */
#include "judge/score.h"

#include "base/attr.h"

enum { ONE = 256 };

/* 256 times the natural logarithm of n / d, for n >= d. */
static int logarithm(int64_t n, int64_t d)
{
	int64_t x = n * 65536 / d;
	int whole = 0, bits = 0;

	for (; x >= 2 * 65536; x /= 2)
		whole++;
	for (int i = 0; i < 8; i++) {
		x = x * x / 65536;
		bits *= 2;
		if (x >= 2 * 65536) {
			x /= 2;
			bits++;
		}
	}
	return (whole * 256 + bits) * 177 / 256; /* ln 2 */
}

/* BM25's weight of a term, smoothed by counting the prompt as one more text of the field, and
 * raised so that a term all have still counts. */
static int key_weight(const struct measure *measures, int count, int key)
{
	int having = 1;

	for (int i = 0; i < count; i++)
		having += measures[i].tf[key] > 0;
	return ONE + logarithm(2 * (count + 1) + 2, 2 * having + 1) / 2;
}

/* BM25's saturation with k1 = 1.2 and b = 0.75. The length counts relative to the field, but
 * within bounds: rivals must not be able to move it by handing in nothing, or a book. */
static int saturation(int tf, int64_t words, int64_t average)
{
	int64_t length = average ? words * ONE / average : ONE;

	if (length < ONE / 2)
		length = ONE / 2;
	if (length > ONE * 2)
		length = ONE * 2;

	int64_t value = (int64_t)tf * 22 * ONE * ONE /
			(10 * (int64_t)tf * ONE + 12 * (ONE / 4 + length * 3 / 4));

	return value > ONE ? ONE : (int)value;
}

static int64_t average_length(const struct measure *measures, int count)
{
	int64_t total = 0;

	for (int i = 0; i < count; i++)
		total += measures[i].words;
	return count ? total / count : 0;
}

/* Six tenths of the weight of the key terms is all that an answer can be expected to touch. */
static int relevance(const struct task *task, const struct measure *m, const int *weights,
		     int64_t average)
{
	int64_t got = 0, all = 0;

	for (int key = 0; key < task->key_count; key++) {
		got += (int64_t)weights[key] *
		       (m->tf[key] ? saturation(m->tf[key], m->words, average) : 0) / ONE;
		all += weights[key];
	}
	if (!all)
		return SCORE_FULL * 6 / 10;

	int64_t value = got * SCORE_FULL * 10 / (all * 6);

	return value > SCORE_FULL ? SCORE_FULL : (int)value;
}

/* Different content words that a full answer has. */
static int substance_wanted(const struct task *task)
{
	static const int by_pack[] = {
		[PACK_WILD] = 24, [PACK_ROAST] = 16, [PACK_SCOUT] = 40,
		[PACK_CODE] = 20, [PACK_COOK] = 36,
	};
	int pieces = task->pieces ? task->pieces : 1;
	int wanted = by_pack[task->pack];

	if (task->brief)
		return wanted < 6 * pieces ? wanted : 6 * pieces;
	return task->pieces * 5 > wanted ? task->pieces * 5 : wanted;
}

/* Rises steeply at first: the tenth word says more than the hundredth. */
static int substance(const struct task *task, const struct measure *m)
{
	int wanted = substance_wanted(task);
	int value = 3 * SCORE_FULL * m->fresh / (2 * m->fresh + wanted);

	return value > SCORE_FULL ? SCORE_FULL : value;
}

static int most(int value, int limit)
{
	return value < limit ? value : limit;
}

static int form_code(const struct measure *m)
{
	const struct shape *s = &m->shape;

	if (!s->code_lines)
		return 150 + 50 * most(s->sentences, 4);
	return 400 + 50 * most(s->code_lines, 6) + (shape_is_code(s) ? 150 : 0) +
	       (s->sentences || s->fences ? 150 : 0);
}

static int form_scout(const struct measure *m)
{
	const struct shape *s = &m->shape;

	return 250 + 60 * most(s->figures, 5) + 50 * most(s->items + s->headings, 4) +
	       75 * most(s->links, 2) + 50 * most(s->sentences, 2);
}

/* Words to a line or sentence, whichever breaks the text finer. */
static int stride(const struct measure *m)
{
	int breaks = m->shape.sentences > m->shape.lines ? m->shape.sentences : m->shape.lines;

	return breaks ? m->words / breaks : m->words;
}

static int form_roast(const struct measure *m)
{
	int step = stride(m);

	return 350 + (step >= 4 && step <= 22 ? 300 : 0) + (m->addresses ? 200 : 0) +
	       (m->words <= 150 ? 150 : 0);
}

static int form_cook(const struct measure *m)
{
	return 350 + 75 * most(m->shape.sentences, 4) + 50 * most(m->shape.lines, 3) +
	       (m->distinct * 2 >= m->words || m->words > 200 ? 200 : 0);
}

static int form_wild(const struct measure *m)
{
	return 550 + 100 * most(m->shape.sentences, 3) + 50 * most(m->shape.lines - 1, 3);
}

static int form_of_pack(const struct task *task, const struct measure *m)
{
	if (task->wants_code)
		return form_code(m);
	switch (task->pack) {
	case PACK_SCOUT: return form_scout(m);
	case PACK_ROAST: return form_roast(m);
	case PACK_COOK: return form_cook(m);
	case PACK_CODE:
	case PACK_WILD: break;
	}
	return form_wild(m);
}

static int form(const struct task *task, const struct measure *m)
{
	int value = form_of_pack(task, m);

	if (!task->pieces)
		return value;
	if (m->pieces < task->pieces)
		return (value + SCORE_FULL * m->pieces / task->pieces) / 2;
	return (value + SCORE_FULL - 100 * most(m->pieces - task->pieces, 5)) / 2;
}

/* Sentences are held together by grammar: text with none of it is a heap of words, unless it is
 * a list or code, or in a language whose grammar is not known here. */
static int prose(const struct task *task, const struct measure *m)
{
	int stops = share_of(m->stops, m->words);
	int repeated = share_of(m->overlap.repeated, m->words);
	int value = SCORE_FULL;

	if (task->stop_percent >= 15 && m->words >= 12 && stops < 100 && !shape_is_code(&m->shape))
		value = m->shape.items > 1 || m->shape.lines > 3 ? 700 : 200;
	return value - (repeated > 200 ? repeated : 0) * 6 / 10;
}

struct weights {
	int relevance, substance, form, prose;
};

static int total(const struct task *task, const struct score *s, const struct measure *m)
{
	static const struct weights usual = { 30, 36, 22, 12 }, for_code = { 22, 28, 42, 8 },
				    for_roast = { 26, 28, 34, 12 };
	const struct weights *w = task->wants_code	     ? &for_code
				  : task->pack == PACK_ROAST ? &for_roast
							     : &usual;
	/* layout is worth what it lays out */
	int dressed = most(400 + s->substance, SCORE_FULL);
	int raw = (s->relevance * w->relevance + s->substance * w->substance +
		   (s->form * w->form + s->prose * w->prose) * dressed / SCORE_FULL) /
		  100;
	int hollow = share_of(m->asked + m->fillers, m->content);

	/* a text that lives on the prompt's words and on filler is worth less, long before it is a
	 * fault */
	if (hollow > 550 && m->content >= 8 && !task->edits)
		raw -= raw * (hollow - 550) / 900;
	if (s->fault == FAULT_NONE)
		return SCORE_HONEST + raw * (SCORE_FULL - SCORE_HONEST) / SCORE_FULL;

	int ceiling = fault_ceiling(s->fault);
	int floor = ceiling > SCORE_ANSWER ? SCORE_ANSWER : 0;

	return floor + raw * (ceiling - floor) / SCORE_FULL;
}

void score_field(const struct task *task, const struct measure *measures, int count,
		 struct score *out)
{
	int weights[KEY_TERMS];
	int64_t average = average_length(measures, count);

	for (int key = 0; key < task->key_count; key++)
		weights[key] = key_weight(measures, count, key);
	for (int i = 0; i < count; i++) {
		const struct measure *m = &measures[i];

		out[i] = (struct score){
			.relevance = relevance(task, m, weights, average),
			.substance = substance(task, m),
			.form = form(task, m),
			.prose = prose(task, m),
			.fault = fault_of(m, task),
		};
		out[i].total = total(task, &out[i], m);
		if (out[i].fault == FAULT_RIVAL && out[fault_rival(m)].total <= out[i].total)
			out[i].total = out[fault_rival(m)].total - (out[fault_rival(m)].total > 0);
	}
}

char score_grade(int score)
{
	static const struct {
		int from;
		char grade;
	} grades[] = {
		{ 920, 'S' }, { 800, 'A' }, { 640, 'B' }, { 450, 'C' }, { SCORE_ANSWER, 'D' },
	};

	for (int i = 0; i < COUNT(grades); i++)
		if (score >= grades[i].from)
			return grades[i].grade;
	return 'F';
}
