/*
 * Both lists walk one index from its end and read no more rows than they
 * return; each filter has an index, and a statement, of its own.
 *
 * A least price is a range, and no index is ordered by a range and by age: so
 * it is looked at first how many drops are dear enough. Few are all read by
 * price and sorted; many are met soon on the walk by age.
 */
#include "drop/board.h"

#include <string.h>

#include "base/config.h"

#define BOARD_COLUMNS \
	"id, title, prompt, pack, price_cents, prize_cents, window_closes_at, claims_count, " \
	"max_claims, submissions_count, attachments_count, created_at, " \
	"next_lapse_at <= NOW(3) AS lapse_is_due"

/*
 * Beside the drops that have a place free there are those whose place has run
 * out without anything having moved it: their listing is still 0, and due_at
 * past. While a cron runs there are hardly any.
 */
#define FREE(index, filter) \
	"SELECT " BOARD_COLUMNS " FROM jobs FORCE INDEX (" index ") WHERE listing = 1" filter \
	" AND id < ? AND price_cents >= ? AND window_closes_at > NOW(3) ORDER BY id DESC LIMIT ?"
#define LAPSED(filter) \
	"SELECT " BOARD_COLUMNS " FROM jobs FORCE INDEX (jobs_due) WHERE due_at <= NOW(3) " \
	"AND listing = 0" filter " AND id < ? AND price_cents >= ? AND window_closes_at > NOW(3) " \
	"ORDER BY id DESC LIMIT ?"

static struct board_row board_row(const struct rows *row)
{
	return (struct board_row){
		.id = row_id(row, "id"),
		.title = row_text(row, "title"),
		.prompt = row_text(row, "prompt"),
		.pack = row_text(row, "pack"),
		.price_cents = row_money(row, "price_cents"),
		.prize_cents = row_money(row, "prize_cents"),
		.window_closes_at = row_time(row, "window_closes_at"),
		.claims_count = row_int(row, "claims_count"),
		.max_claims = row_int(row, "max_claims"),
		.submissions_count = row_int(row, "submissions_count"),
		.attachments_count = row_int(row, "attachments_count"),
		.created_at = row_time(row, "created_at"),
	};
}

/* A lapsed claim holds no place: the stored count is corrected while a lapse is due. */
static enum error correct_count(struct db *db, struct board_row *row)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT COUNT(*) AS n FROM claims WHERE job_id = ? "
				"AND (status = 'submitted' OR (status = 'live' AND expires_at > NOW(3)))",
		     row->id));
	if (rows_next(rows))
		row->claims_count = row_int(rows, "n");
	return OK;
}

/* Are there so few drops of that price that reading them all is the shorter way? */
static enum error few_are_dear_enough(struct db *db, const char *pack, struct money min_price,
				      int most, bool *out)
{
	struct rows *rows;

	*out = false;
	if (min_price.cents <= settings()->price_min_cents)
		return OK;
	if (pack)
		TRY(db_query(db, &rows, "SELECT id FROM jobs FORCE INDEX (jobs_price_pack) "
			"WHERE listing = 1 AND pack = ? AND price_cents >= ? LIMIT ?",
			pack, min_price, most));
	else
		TRY(db_query(db, &rows, "SELECT id FROM jobs FORCE INDEX (jobs_price) "
			"WHERE listing = 1 AND price_cents >= ? LIMIT ?", min_price, most));
	*out = rows_count(rows) < most;
	return OK;
}

/* What both halves of the board are asked: the rows down to the deepest that the page shows. */
static enum error find_halves(struct db *db, const char *pack, struct money min_price,
			      const struct page *page, struct rows **available, struct rows **lapsed)
{
	struct id before = page->before_id;
	int deepest = page->offset + page->limit + 1;
	bool few = false;

	TRY(few_are_dear_enough(db, pack, min_price, 2 * deepest, &few));
	if (few && pack)
		db_queue_query(db, available, FREE("jobs_price_pack", " AND pack = ?"), pack, before,
			       min_price, deepest);
	else if (few)
		db_queue_query(db, available, FREE("jobs_price", ""), before, min_price, deepest);
	else if (pack)
		db_queue_query(db, available, FREE("jobs_listing_pack", " AND pack = ?"), pack, before,
			       min_price, deepest);
	else
		db_queue_query(db, available, FREE("jobs_listing", ""), before, min_price, deepest);
	if (pack)
		return db_query(db, lapsed, LAPSED(" AND pack = ?"), pack, before, min_price, deepest);
	return db_query(db, lapsed, LAPSED(""), before, min_price, deepest);
}

enum error board_list(struct db *db, const char *pack, struct money min_price,
		      const struct page *page, struct board *out)
{
	struct rows *halves[2] = { NULL, NULL };
	struct board board = { ARENA_ARRAY(db_arena(db), struct board_row, page->limit), 0, false };

	TRY(find_halves(db, pack, min_price, page, &halves[0], &halves[1]));
	bool left[2] = { rows_next(halves[0]), rows_next(halves[1]) };

	/* Both are sorted, newest first: the newer of the two heads is next. */
	for (int skip = page->offset; left[0] || left[1]; skip--) {
		int at = !left[0] ||
			 (left[1] && id_newer(row_id(halves[1], "id"), row_id(halves[0], "id")));

		board.more = board.count == page->limit;
		if (board.more)
			break;
		if (skip <= 0) {
			board.rows[board.count] = board_row(halves[at]);
			if (row_bool(halves[at], "lapse_is_due"))
				TRY(correct_count(db, &board.rows[board.count]));
			board.count++;
		}
		left[at] = rows_next(halves[at]);
	}
	*out = board;
	return OK;
}

#define FEED(index, filter, after) \
	"SELECT id, prompt, pack, grade, grade_rationale, price_cents, submissions_count, created_at, " \
	"updated_at FROM jobs FORCE INDEX (" index ") WHERE completed_at IS NOT NULL" filter after \
	" ORDER BY completed_at DESC, id DESC LIMIT ? OFFSET ?"

/* Two drops may be completed in one millisecond: the id decides between them. */
#define AFTER " AND completed_at <= ? AND (completed_at < ? OR id < ?)"

/* The filter's values stand in both; the first page, which nearly everybody asks for, has no cursor. */
#define FIND_FEED(index, filter, ...) \
	(first \
	 ? db_query(db, &rows, FEED(index, filter, ""), __VA_ARGS__ __VA_OPT__(,) most, offset) \
			 : db_query(db, &rows, FEED(index, filter, AFTER), __VA_ARGS__ __VA_OPT__(,) time, time, \
			  id, most, offset))

static struct feed_row feed_row(const struct rows *row)
{
	return (struct feed_row){
		.id = row_id(row, "id"),
		.prompt = row_text(row, "prompt"),
		.pack = row_text(row, "pack"),
		.grade = row_text(row, "grade"),
		.grade_rationale = row_text(row, "grade_rationale"),
		.price_cents = row_money(row, "price_cents"),
		.submissions_count = row_int(row, "submissions_count"),
		.created_at = row_time(row, "created_at"),
		.updated_at = row_time(row, "updated_at"),
	};
}

enum error feed_list(struct db *db, const char *pack, const char *grade, const struct page *page,
		     struct feed *out)
{
	struct rows *rows;
	struct instant time = page->before_time;
	struct id id = page->before_id;
	int most = page->limit + 1, offset = page->offset;
	bool first = id_equal(id, ID_LAST);

	if (pack && grade)
		TRY(FIND_FEED("jobs_feed_both", " AND pack = ? AND grade = ?", pack, grade));
	else if (pack)
		TRY(FIND_FEED("jobs_feed_pack", " AND pack = ?", pack));
	else if (grade)
		TRY(FIND_FEED("jobs_feed_grade", " AND grade = ?", grade));
	else
		TRY(FIND_FEED("jobs_feed", ""));

	struct feed feed = { ARENA_ARRAY(db_arena(db), struct feed_row, page->limit), 0, false };

	while (feed.count < page->limit && rows_next(rows))
		feed.rows[feed.count++] = feed_row(rows);
	feed.more = rows_count(rows) > page->limit;
	*out = feed;
	return OK;
}

static struct exhibit exhibit_of(const struct rows *rows)
{
	struct exhibit found = { .row = board_row(rows),
				 .status = row_text(rows, "status"),
				 .updated_at = row_time(rows, "updated_at") };

	if (strcmp(found.status, "completed") == 0) {
		found.grade = row_text(rows, "grade");
		found.grade_rationale = row_text(rows, "grade_rationale");
	} else if (strcmp(found.status, "open") != 0 && strcmp(found.status, "ranking") != 0) {
		found.row.title = found.row.prompt = NULL;
	}
	return found;
}

/* A drop has a window once it is open. */
enum error exhibit_find(struct db *db, struct id id, struct exhibit *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "drop",
		"SELECT " BOARD_COLUMNS ", status, grade, grade_rationale, updated_at FROM jobs "
		"WHERE id = ? AND kind = 'drop' AND window_closes_at IS NOT NULL", id));
	*out = exhibit_of(rows);
	return row_bool(rows, "lapse_is_due") ? correct_count(db, &out->row) : OK;
}
