#include "picture/window.h"

#include <string.h>

#include "picture/draw.h"

enum { PLACES_MOST = 40, SLOTS_MOST = 10, TOP = 44, LANE = 36, FOOT = 26 };

#define MAY_SEE_ALL "(j.status = 'completed' OR j.sender <=> ?)"

static struct window_place place_from_row(const struct rows *row)
{
	struct instant answered = row_time(row, "answered_at");

	return (struct window_place){
		.claimed_at = row_time(row, "first_claimed_at"),
		.until = answered.ms ? answered : row_time(row, "expires_at"),
		.state = row_text(row, "state"),
		.mine = row_bool(row, "mine"),
	};
}

static struct window from_row(const struct rows *row)
{
	return (struct window){
		.status = row_text(row, "status"),
		.opened_at = row_time(row, "opened_at"),
		.closes_at = row_time(row, "window_closes_at"),
		.ended_at = row_time(row, "ended_at"),
		.now = row_time(row, "now"),
		.max_claims = row_int(row, "max_claims"),
		.claims_count = row_int(row, "taken"),
		.submissions_count = row_int(row, "submissions_count"),
		.shows_all = row_bool(row, "shows_all"),
	};
}

enum error window_read(struct db *db, struct id job, struct id viewer, struct window *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "drop",
		"SELECT j.status, j.window_closes_at, j.window_closes_at - INTERVAL j.time_limit_seconds SECOND "
		"AS opened_at, IF(j.status = 'open', NULL, LEAST(COALESCE(j.closed_at, j.updated_at), "
		"j.window_closes_at)) AS ended_at, NOW(3) AS now, j.max_claims, j.submissions_count, "
		"IF(j.status = 'open', (SELECT COUNT(*) FROM claims l WHERE l.job_id = j.id AND (l.status = 'submitted' "
		"OR (l.status = 'live' AND l.expires_at > NOW(3)))), j.claims_count) AS taken, "
		MAY_SEE_ALL " AS shows_all, c.first_claimed_at, c.expires_at, s.created_at AS answered_at, "
		"IF(c.status = 'live' AND c.expires_at <= NOW(3), 'lapsed', c.status) AS state, "
		"c.user_id <=> ? AS mine FROM jobs j LEFT JOIN claims c ON c.job_id = j.id AND ("
		MAY_SEE_ALL " OR c.user_id = ?) LEFT JOIN submissions s ON s.job_id = c.job_id "
		"AND s.user_id = c.user_id WHERE j.id = ? AND j.kind = 'drop' AND j.window_closes_at IS NOT NULL "
		"ORDER BY c.first_claimed_at, c.id LIMIT ?",
		viewer, viewer, viewer, viewer, job, PLACES_MOST + 1));

	struct window window = from_row(rows);

	window.places = ARENA_ARRAY(db_arena(db), struct window_place, PLACES_MOST);
	do {
		if (row_text(rows, "state") && window.count < PLACES_MOST)
			window.places[window.count++] = place_from_row(rows);
	} while (rows_next(rows));
	window.more = rows_count(rows) > PLACES_MOST;
	*out = window;
	return OK;
}

/* ------------------------------------------------------------ in words */

static bool is_open(const struct window *w)
{
	return !w->ended_at.ms;
}

static struct instant first_end(const struct window *w)
{
	return is_open(w) ? w->now : w->ended_at;
}

static const char *since(struct arena *arena, const struct window *w, struct instant t)
{
	return axis_duration(arena, t.ms - w->opened_at.ms);
}

/* Each state has a word and a mark. */
struct fate {
	const char *state, *word;
	enum mark mark;
};

static const struct fate *fate_of(const char *state)
{
	static const struct fate fates[] = {
		{ "submitted", "answered", MARK_DONE },
		{ "released", "given back", MARK_GIVEN_BACK },
		{ "lapsed", "ran out", MARK_RUN_OUT },
		{ "live", "at work, at most until", MARK_AT_WORK },
	};

	for (int i = 0; i < COUNT(fates) - 1; i++)
		if (strcmp(fates[i].state, state) == 0)
			return &fates[i];
	return &fates[COUNT(fates) - 1];
}

static const char *place_name(struct arena *arena, const struct window *w, int i)
{
	if (w->places[i].mine)
		return "Your place";
	return arena_printf(arena, "Place %d", i + 1);
}

static const char *counts(struct arena *arena, const struct window *w)
{
	return arena_printf(arena, "%s of %s taken, %s", axis_number(arena, w->claims_count),
			    axis_count(arena, w->max_claims, "place", "places"),
			    axis_count(arena, w->submissions_count, "answer", "answers"));
}

static const char *sum(struct arena *arena, const struct window *w)
{
	if (is_open(w) && !w->now.ms)
		return arena_printf(arena, "%s; the window is %s long.", counts(arena, w),
				    since(arena, w, w->closes_at));
	if (is_open(w))
		return arena_printf(arena, "%s; %s left of %s.", counts(arena, w),
				    axis_duration(arena, w->closes_at.ms - w->now.ms),
				    axis_duration(arena, w->closes_at.ms - w->opened_at.ms));
	return arena_printf(arena, "%s; it closed after %s of %s.", counts(arena, w),
			    since(arena, w, w->ended_at), since(arena, w, w->closes_at));
}

static struct table table_of(struct arena *arena, const struct window *w)
{
	struct table table = TABLE_START(arena, 3 + 2 * w->count, "What", "After", "When");

	table_add(&table, "Opened", axis_duration(arena, 0), axis_time(arena, w->opened_at));
	for (int i = 0; i < w->count; i++) {
		const struct window_place *p = &w->places[i];
		const char *name = place_name(arena, w, i);

		table_add(&table, arena_printf(arena, "%s: taken", name),
			  since(arena, w, p->claimed_at), axis_time(arena, p->claimed_at));
		table_add(&table, arena_printf(arena, "%s: %s", name, fate_of(p->state)->word),
			  since(arena, w, p->until), axis_time(arena, p->until));
	}
	if (!is_open(w))
		table_add(&table, "Closed", since(arena, w, w->ended_at),
			  axis_time(arena, w->ended_at));
	table_add(&table, "End of the window", since(arena, w, w->closes_at),
		  axis_time(arena, w->closes_at));
	return table;
}

/* ------------------------------------------------------------ drawn */

/* The picture ends where the window did: what closes at once is not pressed into its first seconds. */
static struct instant last(const struct window *w)
{
	return is_open(w) ? w->closes_at : w->ended_at;
}

static struct share at(const struct window *w, struct instant t)
{
	return axis_share(t.ms, w->opened_at.ms, last(w).ms);
}

/* More places than there is room for boxes are told in words alone. */
static void draw_counts(struct drawing *d, const struct window *w)
{
	int slots = w->max_claims <= SLOTS_MOST ? (int)w->max_claims : 0;

	for (int i = 0; i < slots; i++)
		draw_slot(d, 1 + i * 20, 1,
			  i < w->submissions_count ? SLOT_ANSWERED
			  : i < w->claims_count	   ? SLOT_TAKEN
						   : SLOT_FREE);
	draw_words(d, share(0), 36, AT_START, counts(d->arena, w));
}

static void draw_place(struct drawing *d, const struct window *w, int i, int y)
{
	const struct window_place *p = &w->places[i];
	struct share from = at(w, p->claimed_at), to = at(w, p->until);
	bool stands = strcmp(p->state, "submitted") == 0 || strcmp(p->state, "live") == 0;
	const char *words = arena_printf(d->arena, "%s: %s %s", place_name(d->arena, w, i),
					 fate_of(p->state)->word, since(d->arena, w, p->until));

	draw_words(d, share(0), y + 14, AT_START, words);
	draw_line(d, (struct point){ share(0), y + 25 }, (struct point){ share(WHOLE), y + 25 },
		  INK_QUIET);
	draw_bar(d, from, y + 22, share(to.parts - from.parts), 6, stands ? INK_MAIN : INK_QUIET);
	draw_mark(d, to, y + 25, fate_of(p->state)->mark);
}

/* The time that has gone by, and what the whole is cut into. */
static void draw_time(struct drawing *d, const struct window *w, int y)
{
	static const enum anchor anchors[] = { AT_START, AT_MIDDLE, AT_END };

	draw_area(d, share(0), y, share(WHOLE), 6, INK_QUIET);
	draw_bar(d, share(0), y, at(w, first_end(w)), 6, is_open(w) ? INK_MAIN : INK_QUIET);
	for (int i = 0; i < COUNT(anchors); i++)
		draw_words(d, share(WHOLE / 2 * i), y + 22, anchors[i],
			   axis_duration(d->arena, (last(w).ms - w->opened_at.ms) / 2 * i));
}

/* Down through all places, as long as it is not the end. */
static void draw_now(struct drawing *d, const struct window *w, int y)
{
	struct share now = at(w, first_end(w));

	if (now.parts > 0 && now.parts < WHOLE)
		draw_dashes(d, (struct point){ now, TOP }, (struct point){ now, y }, INK_TEXT);
}

struct picture window_picture(struct arena *arena, const struct window *w)
{
	struct drawing d = draw_start(arena);
	int y = TOP + w->count * LANE + 6;

	draw_counts(&d, w);
	for (int i = 0; i < w->count; i++)
		draw_place(&d, w, i, TOP + i * LANE);
	draw_now(&d, w, y);
	draw_time(&d, w, y);
	return (struct picture){
		.title = "The window of this drop",
		.sum = sum(arena, w),
		.height = y + FOOT,
		.drawing = draw_end(&d),
		.table = table_of(arena, w),
	};
}
