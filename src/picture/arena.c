#include "picture/arena.h"

#include "picture/draw.h"

enum { STRIP = 96, WORDS = 18, BARS = 64, FOOT = 24, DAY_MS = 86400 * 1000 };

enum error arena_days_read(struct db *db, struct arena_days *out)
{
	*out = (struct arena_days){ .first = { 0 } };
	return hours_read(db, ARENA_DAYS, &out->first, out->days);
}

struct instant arena_day(const struct arena_days *a, int i)
{
	return instant_plus(a->first, (int64_t)i * DAY_MS);
}

struct won arena_days_sum(const struct arena_days *a)
{
	struct won sum = { .drops = 0 };

	for (int i = 0; i < ARENA_DAYS; i++)
		sum = won_plus(sum, a->days[i]);
	return sum;
}

/* Three rows of bars over the same days. */
struct strip {
	const char *words;
	int64_t (*of)(const struct won *);
	const char *(*say)(struct arena *, int64_t);
	int64_t end; /* of its scale; 0: what the highest bar needs */
	enum ink ink;
};

static int64_t drops_of(const struct won *t)
{
	return t->drops;
}

static int64_t prize_of(const struct won *t)
{
	return t->prize.cents;
}

static int64_t filled_of(const struct won *t)
{
	return t->places > 0 ? t->submissions * 100 / t->places : 0;
}

static const char *say_dollars(struct arena *arena, int64_t n)
{
	return money_text(arena, cents(n));
}

static const char *say_percent(struct arena *arena, int64_t n)
{
	return axis_percent(arena, n, 100);
}

static const struct strip strips[] = {
	{ "Drops won a day", drops_of, axis_number, 0, INK_MAIN },
	{ "Prizes a day", prize_of, say_dollars, 0, INK_GOOD },
	{ "Places filled", filled_of, say_percent, 100, INK_SECOND },
};

static int64_t most_of(const struct arena_days *a, const struct strip *strip)
{
	int64_t most = 0;

	for (int i = 0; i < ARENA_DAYS; i++)
		if (strip->of(&a->days[i]) > most)
			most = strip->of(&a->days[i]);
	return most;
}

static void draw_strip(struct drawing *d, const struct arena_days *a, const struct strip *strip,
		       int y)
{
	int64_t most = most_of(a, strip), end = strip->end ? strip->end : most;
	int foot = y + WORDS + BARS;

	draw_headline(d, share(0), y + 13, strip->words);
	draw_words(d, share(WHOLE), y + 13, AT_END,
		   arena_printf(d->arena, "at most %s", strip->say(d->arena, most)));
	for (int i = 0; i < ARENA_DAYS; i++) {
		int height = axis_pixels(strip->of(&a->days[i]), end, BARS);
		struct share x = axis_slot(i, ARENA_DAYS);

		if (strip->of(&a->days[i]) > 0 && height < 2)
			height = 2;
		draw_bar(d, x, foot - height, share(WHOLE / ARENA_DAYS - 80), height, strip->ink);
	}
	draw_line(d, (struct point){ share(0), foot }, (struct point){ share(WHOLE), foot },
		  INK_QUIET);
}

static struct table days_table(struct arena *arena, const struct arena_days *a)
{
	struct table table = TABLE_START(arena, ARENA_DAYS, "Day", "Drops", "Prizes", "Answers",
					 "Places");

	for (int i = ARENA_DAYS - 1; i >= 0; i--)
		table_add(&table, axis_day(arena, arena_day(a, i)),
			  axis_number(arena, a->days[i].drops), money_text(arena, a->days[i].prize),
			  axis_number(arena, a->days[i].submissions),
			  axis_number(arena, a->days[i].places));
	return table;
}

static const char *days_words(struct arena *arena, const struct won *sum)
{
	if (sum->drops == 0)
		return "No drop was won in the last 30 days.";
	return arena_printf(arena,
			    "%s won in the last 30 days, for %s; %s of their places were filled.",
			    axis_count(arena, sum->drops, "drop", "drops"),
			    money_text(arena, sum->prize),
			    axis_percent(arena, sum->submissions, sum->places));
}

struct picture arena_days_picture(struct arena *arena, const struct arena_days *a)
{
	struct drawing d = draw_start(arena);
	struct won sum = arena_days_sum(a);
	int y = COUNT(strips) * STRIP;

	for (int i = 0; i < COUNT(strips); i++)
		draw_strip(&d, a, &strips[i], i * STRIP);
	draw_words(&d, share(0), y + 6, AT_START, axis_day(arena, a->first));
	draw_words(&d, share(WHOLE), y + 6, AT_END, "today");
	return (struct picture){
		.title = "The arena's last 30 days",
		.sum = days_words(arena, &sum),
		.height = y - STRIP + WORDS + BARS + FOOT + 14,
		.drawing = draw_end(&d),
		.table = days_table(arena, a),
	};
}
