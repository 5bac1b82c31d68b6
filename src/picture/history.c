#include "picture/history.h"

#include <string.h>

#include "picture/draw.h"

enum { TOP = 44, HEIGHT = 150, FOOT = 24, LINES = 4 };

static struct history_point point_from_row(const struct rows *row)
{
	return (struct history_point){
		.at = row_time(row, "created_at"),
		.reason = row_text(row, "reason"),
		.delta = row_money(row, "delta"),
		.balance = row_money(row, "balance_after"),
		.earned = row_money(row, "earned_after"),
	};
}

enum error history_read(struct db *db, struct id user, struct history *out)
{
	struct rows *rows;

	/* The row of now is there though the wallet has no entry. */
	TRY(db_query(db, &rows,
		"SELECT e.*, NOW(3) AS now FROM (SELECT 1) one LEFT JOIN (SELECT created_at, reason, delta, balance_after, "
		"earned_after, earned_delta, seq FROM entries FORCE INDEX (entries_seq) WHERE account_id = ? "
		"ORDER BY seq DESC LIMIT ?) e ON TRUE ORDER BY e.seq", user, HISTORY_MOST + 1));

	struct history h = { .points = ARENA_ARRAY(db_arena(db), struct history_point, HISTORY_MOST),
			     .more = rows_count(rows) > HISTORY_MOST };

	for (int i = 0; rows_next(rows); i++) {
		h.now = row_time(rows, "now");
		if (!row_text(rows, "reason") || (h.more && i == 0))
			continue;

		struct history_point p = point_from_row(rows);

		if (h.count == 0) {
			h.balance_before = money_minus(p.balance, p.delta);
			h.earned_before = money_minus(p.earned, row_money(rows, "earned_delta"));
		}
		h.points[h.count++] = p;
	}
	*out = h;
	return OK;
}

/* ------------------------------------------------------------ drawn */

/* Where a point stands: from the first one until now. What has just begun has the whole width for it. */
static struct share at(const struct history *h, struct instant t)
{
	if (h->now.ms <= h->points[0].at.ms)
		return share(0);
	return axis_share(t.ms, h->points[0].at.ms, h->now.ms);
}

/* Until the next entry, nothing changes. */
static struct share until(const struct history *h, int i)
{
	return i + 1 < h->count ? at(h, h->points[i + 1].at) : share(WHOLE);
}

static int64_t most_of(const struct history *h)
{
	int64_t most = h->balance_before.cents;

	for (int i = 0; i < h->count; i++)
		if (h->points[i].balance.cents > most)
			most = h->points[i].balance.cents;
	return most;
}

static int height_of(struct money m, int64_t end)
{
	return TOP + HEIGHT - axis_pixels(m.cents, end, HEIGHT);
}

static void draw_scale(struct drawing *d, int64_t end)
{
	for (int i = 0; i <= LINES; i++) {
		int y = TOP + HEIGHT - HEIGHT * i / LINES;
		struct money value = cents((int64_t)((__int128)end * i / LINES));

		draw_line(d, (struct point){ share(0), y }, (struct point){ share(WHOLE), y },
			  INK_QUIET);
		if (i % 2 == 0 && i > 0)
			draw_words(d, share(0), y - 4, AT_START, money_text(d->arena, value));
	}
}

typedef void line_fn(struct drawing *, struct point, struct point, enum ink);

/* Up or down at once, and then along. */
static void draw_step(struct drawing *d, struct share from, struct share to, int before, int after,
		      line_fn *line, enum ink ink)
{
	if (before != after)
		line(d, (struct point){ from, before }, (struct point){ from, after }, ink);
	line(d, (struct point){ from, after }, (struct point){ to, after }, ink);
}

static void draw_steps(struct drawing *d, const struct history *h, int64_t end)
{
	struct money balance = h->balance_before, earned = h->earned_before;

	for (int i = 0; i < h->count; i++) {
		const struct history_point *p = &h->points[i];
		struct share from = at(h, p->at), to = until(h, i);
		int y = height_of(p->balance, end);

		draw_area(d, from, y, share(to.parts - from.parts), TOP + HEIGHT - y, INK_MAIN);
		draw_step(d, from, to, height_of(balance, end), y, draw_line, INK_MAIN);
		draw_step(d, from, to, height_of(earned, end), height_of(p->earned, end),
			  draw_dashes, INK_SECOND);
		balance = p->balance;
		earned = p->earned;
	}
}

/* What the two lines are; an example of each beside its word. */
static void draw_legend(struct drawing *d)
{
	draw_line(d, (struct point){ share(0), 9 }, (struct point){ share(600), 9 }, INK_MAIN);
	draw_words(d, share(800), 13, AT_START, "balance");
	draw_dashes(d, (struct point){ share(4000), 9 }, (struct point){ share(4800), 9 },
		    INK_SECOND);
	draw_words(d, share(5000), 13, AT_START, "earned of it");
}

static const char *sum(struct arena *arena, const struct history *h)
{
	const struct history_point *last = h->count ? &h->points[h->count - 1] : NULL;

	if (!last)
		return "Nothing has gone in or out yet.";
	return arena_printf(arena, "%s now, of which %s is earned; %s%s since %s.",
			    money_text(arena, last->balance), money_text(arena, last->earned),
			    h->more ? "the latest " : "",
			    axis_count(arena, h->count, "entry", "entries"),
			    axis_day(arena, h->points[0].at));
}

/* Without what it names. */
static const char *kind_of(struct arena *arena, const char *reason)
{
	return arena_copy(arena, reason, strcspn(reason, ":"));
}

static struct table table_of(struct arena *arena, const struct history *h)
{
	struct table table = TABLE_START(arena, h->count, "When", "What", "Change", "Balance",
					 "Earned");

	for (int i = h->count - 1; i >= 0; i--)
		table_add(&table, axis_time(arena, h->points[i].at),
			  kind_of(arena, h->points[i].reason), money_text(arena, h->points[i].delta),
			  money_text(arena, h->points[i].balance),
			  money_text(arena, h->points[i].earned));
	return table;
}

struct picture history_picture(struct arena *arena, const struct history *h)
{
	struct drawing d = draw_start(arena);
	int64_t end = axis_end(most_of(h));

	if (h->count == 0) {
		draw_words(&d, share(0), 16, AT_START, "Nothing has gone in or out yet.");
	} else {
		draw_legend(&d);
		draw_scale(&d, end);
		draw_steps(&d, h, end);
		draw_words(&d, share(0), TOP + HEIGHT + 18, AT_START,
			   axis_day(arena, h->points[0].at));
		draw_words(&d, share(WHOLE), TOP + HEIGHT + 18, AT_END, "now");
	}
	return (struct picture){
		.title = "The wallet over time",
		.sum = sum(arena, h),
		.height = h->count ? TOP + HEIGHT + FOOT : 24,
		.drawing = draw_end(&d),
		.table = table_of(arena, h),
	};
}
