/* Pictures of what a user may see, and the figures that they are drawn from. */
#include "api/handlers.h"
#include "api/reply.h"
#include "market/job.h"
#include "picture/arena.h"
#include "picture/flow.h"
#include "picture/grades.h"
#include "picture/history.h"
#include "picture/window.h"

/* As GET /api/jobs/{id}, but that nothing is read which it would count against a claimant. */
static enum error check_visible(struct request *req)
{
	enum error e = job_check_sender(req->db, req->path_id, req->user);

	return e == ERR_FORBIDDEN ? OK : e;
}

static enum error reply_svg(struct request *req, struct picture picture)
{
	struct markup svg = picture_svg(req->arena, &picture);

	TRY(reply(req, 200, (struct json){ svg.text, svg.length }));
	req->reply.content_type = "image/svg+xml";
	reply_header(req, "Content-Security-Policy",
		     arena_printf(req->arena, "default-src 'none'; style-src %s",
				  picture_style_hash(req->arena)));
	return OK;
}

/* ------------------------------------------------------------ of a job */

static struct json place_json(struct arena *arena, const struct window_place *place)
{
	return js_object(arena,
		"state", place->state,
		"mine", place->mine,
		"claimed_at", place->claimed_at,
		"until", place->until);
}

static struct json window_json(struct arena *arena, const struct window *window)
{
	struct json *items = ARENA_ARRAY(arena, struct json, window->count);

	for (int i = 0; i < window->count; i++)
		items[i] = place_json(arena, &window->places[i]);
	return js_object(arena,
		"status", window->status,
		"opened_at", window->opened_at,
		"window_closes_at", window->closes_at,
		"closed_at", window->ended_at,
		"max_claims", window->max_claims,
		"claims_count", window->claims_count,
		"submissions_count", window->submissions_count,
		"complete", (bool)(window->shows_all && !window->more),
		"places", js_array(arena, items, window->count));
}

static struct json grade_json(struct db *db, const struct grade_row *row)
{
	struct arena *arena = db_arena(db);

	return js_object(arena,
		"rank", row->rank,
		"grade", arena_copy(arena, &row->grade, 1),
		"mine", row->mine);
}

static struct json grades_json(struct db *db, const struct grades *grades)
{
	struct arena *arena = db_arena(db);
	struct json *items = ARENA_ARRAY(arena, struct json, grades->count);

	for (int i = 0; i < grades->count; i++)
		items[i] = grade_json(db, &grades->rows[i]);
	return js_array(arena, items, grades->count);
}

static struct json flow_json(struct arena *arena, const struct flow *flow)
{
	return js_object(arena,
		"paid_cents", flow->paid,
		"prize_cents", flow->prize,
		"fee_cents", flow->fee,
		"refund_cents", flow->refund,
		"held_cents", flow->held,
		"clawed_back_cents", flow->clawed_back);
}

/* A hire, or a drop that never opened, has neither window nor grades. */
enum error api_figures_find(struct request *req)
{
	struct window window = { .count = 0 };
	struct grades grades = { .count = 0 };
	struct flow flow = { .paid = { 0 } };

	TRY(check_visible(req));
	TRY(flow_read(req->db, req->path_id, &flow));

	enum error e = window_read(req->db, req->path_id, req->user, &window);

	if (e && e != ERR_NOT_FOUND)
		return e;
	if (!e)
		TRY(grades_read(req->db, req->path_id, req->user, &grades));
	return reply(req, 200,
		     js_object(req->arena,
		"window", e ? js_raw("null") : window_json(req->arena, &window),
		"grades", grades_json(req->db, &grades),
		"money", flow_json(req->arena, &flow)));
}

enum error api_figures_window(struct request *req)
{
	struct window window = { .count = 0 };

	TRY(check_visible(req));
	TRY(window_read(req->db, req->path_id, req->user, &window));
	return reply_svg(req, window_picture(req->arena, &window));
}

enum error api_figures_grades(struct request *req)
{
	struct grades grades = { .count = 0 };

	TRY(check_visible(req));
	TRY(grades_read(req->db, req->path_id, req->user, &grades));
	return reply_svg(req, grades_picture(req->arena, &grades));
}

enum error api_figures_money(struct request *req)
{
	struct flow flow = { .paid = { 0 } };

	TRY(check_visible(req));
	TRY(flow_read(req->db, req->path_id, &flow));
	return reply_svg(req, flow_picture(req->arena, &flow));
}

/* ------------------------------------------------------------ of a wallet */

static struct json point_json(struct arena *arena, const struct history_point *point)
{
	return js_object(arena,
		"created_at", point->at,
		"reason", point->reason,
		"delta", point->delta,
		"balance_cents", point->balance,
		"earned_cents", point->earned);
}

enum error api_history_find(struct request *req)
{
	struct history history = { .count = 0 };

	TRY(history_read(req->db, req->user, &history));

	struct json *items = ARENA_ARRAY(req->arena, struct json, history.count);

	for (int i = 0; i < history.count; i++)
		items[i] = point_json(req->arena, &history.points[i]);
	return reply(req, 200,
		     js_object(req->arena,
		"balance_before_cents", history.balance_before,
		"earned_before_cents", history.earned_before,
		"complete", (bool)!history.more,
		"points", js_array(req->arena, items, history.count)));
}

enum error api_history_draw(struct request *req)
{
	struct history history = { .count = 0 };

	TRY(history_read(req->db, req->user, &history));
	return reply_svg(req, history_picture(req->arena, &history));
}

/* ------------------------------------------------------------ of the arena */

static struct json day_json(struct arena *arena, struct instant day, const struct won *tally)
{
	return js_object(arena,
		"day", day,
		"completed_drops", tally->drops,
		"prizes_cents", tally->prize,
		"submissions", tally->submissions,
		"places", tally->places);
}

enum error api_arena_find(struct request *req)
{
	struct arena_days arena_days = { .first = { 0 } };
	struct json items[ARENA_DAYS];

	TRY(arena_days_read(req->db, &arena_days));
	for (int i = 0; i < ARENA_DAYS; i++)
		items[i] = day_json(req->arena, arena_day(&arena_days, i), &arena_days.days[i]);

	struct won sum = arena_days_sum(&arena_days);

	return reply(req, 200,
		     js_object(req->arena,
		"days", js_array(req->arena, items, ARENA_DAYS),
		"judged", js_object(req->arena,
			"unanimous", sum.unanimous,
			"majority", sum.majority,
			"split", sum.split,
			"built_in", sum.drops - sum.unanimous - sum.majority - sum.split)));
}
