/* How far jurors agreed. What the built-in judge decided alone stands apart: with itself it cannot disagree. */
#include "picture/arena.h"
#include "picture/draw.h"

enum { ROW = 40, APART = 14 };

struct part {
	const char *words;
	int64_t count, of;
	enum ink ink;
};

static int64_t by_jurors(const struct won *t)
{
	return t->unanimous + t->majority + t->split;
}

static void draw_part(struct drawing *d, const struct part *part, int y)
{
	draw_words(d, share(0), y + 14, AT_START, part->words);
	draw_words(d, share(WHOLE), y + 14, AT_END,
		   arena_printf(d->arena, "%s, %s", axis_number(d->arena, part->count),
				axis_percent(d->arena, part->count, part->of)));
	draw_area(d, share(0), y + 21, share(WHOLE), 8, INK_QUIET);
	draw_bar(d, share(0), y + 21,
		 axis_share(part->of > 0 ? part->count : 0, 0, part->of > 0 ? part->of : 1), 8,
		 part->ink);
}

static const char *sum_words(struct arena *arena, const struct won *t)
{
	int64_t jurors = by_jurors(t);

	if (t->drops == 0)
		return "Nothing was judged in the last 30 days.";
	if (jurors == 0)
		return arena_printf(arena, "All of %s judged by the built-in judge.",
				    axis_count(arena, t->drops, "drop", "drops"));
	return arena_printf(arena, "Jurors judged %s, and were of one mind in %s of them.",
			    axis_count(arena, jurors, "drop", "drops"),
			    axis_percent(arena, t->unanimous, jurors));
}

struct picture agreement_picture(struct arena *arena, const struct arena_days *a)
{
	struct drawing d = draw_start(arena);
	struct won t = arena_days_sum(a);
	int64_t jurors = by_jurors(&t);
	const struct part parts[] = {
		{ "Jurors: all agreed", t.unanimous, jurors, INK_GOOD },
		{ "Jurors: most agreed", t.majority, jurors, INK_MAIN },
		{ "Jurors: split", t.split, jurors, INK_BAD },
		{ "Built-in judge, of all drops", t.drops - jurors, t.drops, INK_QUIET },
	};
	struct table table = TABLE_START(arena, COUNT(parts), "Who, and how", "Drops", "Share");

	for (int i = 0; i < COUNT(parts); i++) {
		draw_part(&d, &parts[i], i * ROW + (i == COUNT(parts) - 1 ? APART : 0));
		table_add(&table, parts[i].words, axis_number(arena, parts[i].count),
			  axis_percent(arena, parts[i].count, parts[i].of));
	}
	draw_dashes(&d, (struct point){ share(0), 3 * ROW + 4 },
		    (struct point){ share(WHOLE), 3 * ROW + 4 }, INK_QUIET);
	return (struct picture){
		.title = "How far judges agreed",
		.sum = sum_words(arena, &t),
		.height = COUNT(parts) * ROW + APART,
		.drawing = draw_end(&d),
		.table = table,
	};
}
