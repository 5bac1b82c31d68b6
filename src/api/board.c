#include "api/board.h"

#include <string.h>

#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/text.h"
#include "drop/pack.h"
#include "money/totals.h"

static enum error read_pack(struct request *req, const char **out)
{
	const char *pack = query_filter(req, "pack");

	if (pack && !pack_find(pack))
		return failure_in("pack", "there is no pack of that name: see /api/packs");
	*out = pack;
	return OK;
}

static enum error read_grade(struct request *req, const char **out)
{
	const char *grade = query_filter(req, "grade");

	if (grade && (strlen(grade) != 1 || !strchr("SABCDF", *grade)))
		return failure_in("grade", "grade must be S, A, B, C, D or F");
	*out = grade;
	return OK;
}

static enum error read_min_price(struct request *req, struct money *out)
{
	const char *text = query_filter(req, "min_price_cents");
	int64_t number = 0;

	if (text && !text_to_int(text, &number))
		return failure_in("min_price_cents", "min_price_cents must be a whole number");
	*out = cents(number);
	return OK;
}

static struct json board_json(struct arena *arena, const struct board_row *row)
{
	return js_object(arena,
		"id", row->id,
		"title", row->title,
		"prompt", row->prompt,
		"pack", row->pack,
		"price_cents", row->price_cents,
		"prize_cents", row->prize_cents,
		"window_closes_at", row->window_closes_at,
		"claims_count", row->claims_count,
		"max_claims", row->max_claims,
		"submissions_count", row->submissions_count,
		"attachments_count", row->attachments_count,
		"created_at", row->created_at);
}

enum error board_read(struct request *req, struct board *out)
{
	struct page page = { .limit = 0 };
	struct money min_price = cents(0);
	const char *pack = NULL;

	TRY(query_page(req, CURSOR_ID, &page));
	TRY(read_pack(req, &pack));
	TRY(read_min_price(req, &min_price));
	return board_list(req->db, pack, min_price, &page, out);
}

enum error api_board_list(struct request *req)
{
	struct board board = { .count = 0 };

	TRY(board_read(req, &board));

	struct json *items = ARENA_ARRAY(req->arena, struct json, board.count);

	for (int i = 0; i < board.count; i++)
		items[i] = board_json(req->arena, &board.rows[i]);
	return reply_list(req, "board", js_array(req->arena, items, board.count),
			  board.more ? cursor_after(req, board.rows[board.count - 1].id) : NULL);
}

static struct json feed_json(struct arena *arena, const struct feed_row *row)
{
	return js_object(arena,
		"id", row->id,
		"prompt", row->prompt,
		"pack", row->pack,
		"grade", row->grade,
		"grade_rationale", row->grade_rationale,
		"price_cents", row->price_cents,
		"submissions_count", row->submissions_count,
		"created_at", row->created_at,
		"updated_at", row->updated_at);
}

const char *feed_cursor(struct request *req, const struct feed_row *last)
{
	return cursor_after_time(req, last->updated_at, last->id);
}

enum error feed_read(struct request *req, struct feed *out)
{
	struct page page = { .limit = 0 };
	const char *pack = NULL, *grade = NULL;

	TRY(query_page(req, CURSOR_TIME, &page));
	TRY(read_pack(req, &pack));
	TRY(read_grade(req, &grade));
	return feed_list(req->db, pack, grade, &page, out);
}

enum error api_feed_list(struct request *req)
{
	struct feed feed = { .count = 0 };

	TRY(feed_read(req, &feed));

	struct json *items = ARENA_ARRAY(req->arena, struct json, feed.count);

	for (int i = 0; i < feed.count; i++)
		items[i] = feed_json(req->arena, &feed.rows[i]);
	return reply_list(req, "feed", js_array(req->arena, items, feed.count),
			  feed.more ? feed_cursor(req, &feed.rows[feed.count - 1]) : NULL);
}

enum error api_board_stats(struct request *req)
{
	struct stats stats;

	TRY(stats_find(req->db, &stats));
	return reply(req, 200,
		     js_object(req->arena,
		"open_drops", stats.open_drops,
		"open_value_cents", stats.open_value,
		"completed_drops", stats.totals.completed_drops,
		"paid_cents", stats.totals.paid,
		"fees_cents", stats.totals.fees,
		"submissions", stats.totals.submissions,
		"competitors", stats.totals.competitors,
		"updated_at", stats.updated_at));
}
