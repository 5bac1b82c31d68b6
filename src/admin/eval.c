/*
 * What the built-in judge is worth, measured on pairs of which somebody said
 * which answer is better. Anybody can repeat it: the same file gives the same
 * figures, but for the time.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "admin/verb.h"
#include "base/attr.h"
#include "base/config.h"
#include "base/random.h"
#include "base/text.h"
#include "json/read.h"
#include "json/write.h"
#include "judge/embed.h"
#include "judge/floor.h"
#include "judge/local.h"
#include "language/table.h"

enum { LINE_MOST = 4 << 20, LINES_MOST = 100000, SETS_MOST = 64 };
/* The points of the curve, in thousandths. */
enum { POINTS = 41, POINT_STEP = 10 };

struct line {
	const char *set, *prompt, *better, *worse;
};

static const struct js_field line_fields[] = {
	FIELD(line, set, js_text, .required = true),
	FIELD(line, prompt, js_text, .required = true),
	FIELD(line, better, js_text, .required = true),
	FIELD(line, worse, js_text, .required = true),
};

/* How many of the better answers are lost at each point, and how many of others' pass. */
struct curve {
	int lost[POINTS], passed[POINTS];
};

struct figures {
	const char *set;
	int n, right, consistent, better_f, worse_f, verify_better, verify_worse, verify_other;
	double ms;
	struct curve drop, hire;
};

/* ------------------------------------------------------------ a measure that remembers */

/* What embeddings said of a prompt and a text: asked once, though each is looked at several times. */
static struct {
	struct table known; /* a hash of both to the thousandths, with an offset */
	int away;	    /* so often there was no server, or it did not answer: words told */
} memory;

enum { OFFSET = 1 };

static uint64_t pair_hash(const char *prompt, const char *text)
{
	return hash_join(hash_of(prompt, strlen(prompt)), hash_of(text, strlen(text)));
}

static bool remember(struct arena *arena, const char *prompt, const char *const *texts, int count)
{
	const char **fresh = ARENA_ARRAY(arena, const char *, count);
	int *near = ARENA_ARRAY(arena, int, count);
	int asked = 0;

	for (int i = 0; i < count; i++)
		if (!table_find(&memory.known, pair_hash(prompt, texts[i])))
			fresh[asked++] = texts[i];
	if (asked && !embed_nearness(arena, prompt, fresh, asked, near))
		return false;
	for (int i = 0; i < asked; i++)
		*table_at(&memory.known, pair_hash(prompt, fresh[i])) = (uint32_t)(near[i] + OFFSET);
	return true;
}

static bool remembered(struct arena *arena, const char *prompt, const char *const *texts, int count,
		       int *thousandths)
{
	if (!*settings()->judge_embed_url || !remember(arena, prompt, texts, count)) {
		memory.away++;
		return false;
	}
	for (int i = 0; i < count; i++)
		thousandths[i] = (int)table_find(&memory.known, pair_hash(prompt, texts[i])) -
				 OFFSET;
	return true;
}

/* ------------------------------------------------------------ one line */

static struct id id_of(struct arena *arena, const char *text)
{
	struct digest digest = digest_of(text, strlen(text));
	struct id id = { "" };

	for (int i = 0; i < (ID_TEXT - 1) / 2; i++)
		memcpy(id.text + 2 * i, arena_printf(arena, "%02x", digest.bytes[i]), 2);
	return id;
}

static struct judgement judged(struct arena *arena, const char *prompt, const char *const *texts,
			       int count)
{
	struct entry entries[2] = { { .files = 0 } };
	struct contest contest = { id_of(arena, prompt), prompt, "wild", entries, count, 0 };
	struct judgement judgement = { NULL };

	for (int i = 0; i < count; i++) {
		entries[i].id = id_of(arena, texts[i]);
		entries[i].text = texts[i];
	}
	/* It never fails. */
	(void)judge_findings(arena, &contest, floor_of_contest(arena, &contest, remembered),
			     &judgement);
	return judgement;
}

static struct finding delivered(struct arena *arena, const char *prompt, const char *text)
{
	struct assignment asked = { ID_NONE, prompt, "", "", "", 0 };
	struct delivery given = { .text = text };

	return floor_of_delivery(arena, &asked, &given, remembered);
}

static struct finding dropped(struct arena *arena, const char *prompt, const char *text)
{
	struct entry entry = { .text = text };
	struct contest contest = { ID_NONE, prompt, "wild", &entry, 1, 0 };

	return *floor_of_contest(arena, &contest, remembered);
}

static bool passes_at(struct finding f, int point)
{
	if (f.rule != FLOOR_PASSED && f.rule != FLOOR_UNRELATED)
		return false;
	return f.relevance < 0 || f.relevance >= point;
}

static void curve_add(struct curve *curve, struct finding better, struct finding other)
{
	for (int i = 0; i < POINTS; i++) {
		curve->lost[i] += !passes_at(better, i * POINT_STEP);
		curve->passed[i] += passes_at(other, i * POINT_STEP);
	}
}

static void line_measure(struct arena *arena, const struct line *line, const char *other,
			 struct figures *f)
{
	const char *const all[] = { line->better, line->worse, other };
	int near[COUNT(all)];
	struct judgement one, two;
	struct finding better, stranger;

	(void)remembered(arena, line->prompt, all, COUNT(all), near); /* in one call */
	one = judged(arena, line->prompt, (const char *[]){ line->better, line->worse }, 2);
	two = judged(arena, line->prompt, (const char *[]){ line->worse, line->better }, 2);
	better = delivered(arena, line->prompt, line->better);
	stranger = delivered(arena, line->prompt, other);
	f->n++;
	f->right += (one.verdicts[0].rank == 1) + (two.verdicts[1].rank == 1);
	f->consistent += one.verdicts[0].rank == two.verdicts[1].rank;
	f->better_f += one.verdicts[0].grade == 'F';
	f->worse_f += two.verdicts[0].grade == 'F';
	f->verify_better += !better.rule;
	f->verify_worse += !delivered(arena, line->prompt, line->worse).rule;
	f->verify_other += !stranger.rule;
	curve_add(&f->hire, better, stranger);
	curve_add(&f->drop, dropped(arena, line->prompt, line->better),
		  dropped(arena, line->prompt, other));
}

/* ------------------------------------------------------------ the file */

struct lines {
	struct line *list;
	int count;
};

static enum error line_read(struct arena *arena, const char *bytes, size_t length, struct line *out)
{
	struct js_node *node;

	TRY(js_parse(arena, bytes, length, &node));
	return js_read(arena, node, line_fields, out);
}

static enum error lines_read(struct arena *arena, const char *path, struct lines *out)
{
	FILE *file = fopen(path, "re");
	char *bytes = arena_alloc(arena, LINE_MOST);
	enum error e = OK;

	if (!file)
		return failure(ERR_INVALID, "%s: %s", path, strerror(errno));
	out->list = ARENA_ARRAY(arena, struct line, LINES_MOST);
	while (!e && fgets(bytes, LINE_MOST, file) && out->count < LINES_MOST)
		if (!text_is_blank(bytes))
			e = line_read(arena, bytes, strlen(bytes), &out->list[out->count++]);
	(void)fclose(file);
	if (e)
		return failure(ERR_INVALID, "%s, line %d: %s", path, out->count,
			       failure_note()->text);
	return out->count ? OK : failure(ERR_INVALID, "%s has no lines", path);
}

/* The better answer of the next other prompt of its set; its own if there is no other. */
static const char *other_of(const struct lines *lines, int at)
{
	const struct line *line = &lines->list[at];

	for (int i = 1; i < lines->count; i++) {
		const struct line *next = &lines->list[(at + i) % lines->count];

		if (!strcmp(next->set, line->set) && strcmp(next->prompt, line->prompt) != 0)
			return next->better;
	}
	return line->better;
}

/* ------------------------------------------------------------ what is said */

static struct json share(struct arena *arena, int part, int whole)
{
	return js_raw(arena_printf(arena, "%.4f", whole ? (double)part / whole : 0));
}

static struct json curve_json(struct arena *arena, const struct curve *curve, int n)
{
	struct json points[POINTS];

	for (int i = 0; i < POINTS; i++)
		points[i] = js_object(arena, "point", i * POINT_STEP,
				      "lost", share(arena, curve->lost[i], n),
				      "passed", share(arena, curve->passed[i], n));
	return js_array(arena, points, POINTS);
}

static struct json figures_json(struct arena *arena, const struct figures *f)
{
	return js_members(arena, "set", f->set, "n", f->n,
			  "accuracy", share(arena, f->right, 2 * f->n),
			  "swap_consistent", share(arena, f->consistent, f->n),
			  "better_f", share(arena, f->better_f, f->n),
			  "worse_f", share(arena, f->worse_f, f->n),
			  "verify_better", share(arena, f->verify_better, f->n),
			  "verify_worse", share(arena, f->verify_worse, f->n),
			  "verify_other", share(arena, f->verify_other, f->n),
			  "ms", js_raw(arena_printf(arena, "%.3f", f->n ? f->ms / f->n : 0)));
}

static void figures_add(struct figures *all, const struct figures *f)
{
	all->n += f->n;
	all->right += f->right;
	all->consistent += f->consistent;
	all->better_f += f->better_f;
	all->worse_f += f->worse_f;
	all->verify_better += f->verify_better;
	all->verify_worse += f->verify_worse;
	all->verify_other += f->verify_other;
	all->ms += f->ms;
	for (int i = 0; i < POINTS; i++) {
		all->drop.lost[i] += f->drop.lost[i];
		all->drop.passed[i] += f->drop.passed[i];
		all->hire.lost[i] += f->hire.lost[i];
		all->hire.passed[i] += f->hire.passed[i];
	}
}

static struct figures set_measure(struct call *call, const struct lines *lines, const char *set)
{
	struct figures f = { .set = set };
	int64_t start;

	for (int i = 0; i < lines->count; i++)
		if (!strcmp(lines->list[i].set, set)) {
			struct arena_mark mark = arena_mark(call->arena);

			line_measure(call->arena, &lines->list[i], other_of(lines, i), &f);
			arena_rewind(call->arena, mark);
		}
	start = monotonic_ms();
	for (int i = 0; i < lines->count; i++)
		if (!strcmp(lines->list[i].set, set)) {
			const struct line *line = &lines->list[i];
			struct arena_mark mark = arena_mark(call->arena);

			(void)judged(call->arena, line->prompt,
				     (const char *[]){ line->better, line->worse }, 2);
			arena_rewind(call->arena, mark);
		}
	f.ms = (double)(monotonic_ms() - start);
	return f;
}

static bool is_first_of_set(const struct lines *lines, int at)
{
	for (int i = 0; i < at; i++)
		if (!strcmp(lines->list[i].set, lines->list[at].set))
			return false;
	return true;
}

enum error admin_judge_eval(struct call *call)
{
	struct lines lines = { NULL, 0 };
	struct figures all = { .set = "all" };
	struct arena *arena = call->arena;

	TRY(lines_read(arena, call->words[0], &lines));
	memory.known = table_create(arena, 4 * lines.count);
	for (int i = 0; i < lines.count; i++)
		if (is_first_of_set(&lines, i)) {
			struct figures f = set_measure(call, &lines, lines.list[i].set);

			say(js_merge(arena, figures_json(arena, &f), js_members(arena)));
			figures_add(&all, &f);
		}
	say(js_merge(arena, figures_json(arena, &all),
		     js_members(arena, "told_by_words", memory.away, "curve",
				js_object(arena, "drop", curve_json(arena, &all.drop, all.n), "hire",
					  curve_json(arena, &all.hire, all.n)))));
	return OK;
}
