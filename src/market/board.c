/*
 * Both lists walk one index from its end and read no more rows than they
 * return; each filter has an index, and a statement, of its own. Ids are chosen
 * first and rows fetched after: a union of whole rows would spill to disk.
 */
#include "market/board.h"

/*
 * Beside the drops that have a place free there are those whose place has run
 * out without anything having moved it: listing is still 0, and due_at past.
 */
#define BOARD(index, filter) \
	"SELECT j.id, j.title, j.prompt, j.pack, j.price_cents, j.prize_cents, " \
	"j.window_closes_at, IF(j.next_lapse_at <= NOW(3), (SELECT COUNT(*) FROM claims l " \
	"WHERE l.job_id = j.id AND (l.status = 'submitted' OR (l.status = 'live' AND " \
	"l.expires_at > NOW(3)))), j.claims_count) AS claims_count, j.max_claims, " \
	"j.submissions_count, j.attachments_count, j.created_at FROM (" \
	"(SELECT id FROM jobs FORCE INDEX (" index ") WHERE listing = 1" filter \
	" AND id < ? AND price_cents >= ? AND window_closes_at > NOW(3) ORDER BY id DESC LIMIT ?) " \
	"UNION ALL " \
	"(SELECT id FROM jobs FORCE INDEX (jobs_due) WHERE due_at <= NOW(3) AND listing = 0" filter \
	" AND id < ? AND price_cents >= ? AND window_closes_at > NOW(3) ORDER BY id DESC LIMIT ?) " \
	"ORDER BY id DESC LIMIT ? OFFSET ?) p JOIN jobs j ON j.id = p.id ORDER BY j.id DESC"

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

enum error board_list(struct db *db, const char *pack, struct money min_price,
		      const struct page *page, struct board *out)
{
	struct rows *rows;
	struct id before = page->before_id;
	int most = page->limit + 1, deepest = page->offset + most;

	if (pack)
		TRY(db_query(db, &rows, BOARD("jobs_listing_pack", " AND pack = ?"),
			     pack, before, min_price, deepest,
			     pack, before, min_price, deepest, most, page->offset));
	else
		TRY(db_query(db, &rows, BOARD("jobs_listing", ""),
			     before, min_price, deepest, before, min_price, deepest, most,
			     page->offset));

	struct board board = { ARENA_ARRAY(db_arena(db), struct board_row, page->limit), 0, false };

	while (board.count < page->limit && rows_next(rows))
		board.rows[board.count++] = board_row(rows);
	board.more = rows_count(rows) > page->limit;
	*out = board;
	return OK;
}

/* Two drops may be completed in one millisecond: the id decides between them. */
#define FEED(index, filter) \
	"SELECT j.id, j.prompt, j.pack, j.grade, j.grade_rationale, j.price_cents, " \
	"j.submissions_count, j.created_at, j.updated_at FROM (SELECT id, completed_at FROM jobs " \
	"FORCE INDEX (" index ") WHERE completed_at <= ?" filter " AND (completed_at < ? OR id < ?) " \
	"ORDER BY completed_at DESC, id DESC LIMIT ? OFFSET ?) p JOIN jobs j ON j.id = p.id " \
	"ORDER BY p.completed_at DESC, p.id DESC"

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

	if (pack && grade)
		TRY(db_query(db, &rows, FEED("jobs_feed_both", " AND pack = ? AND grade = ?"),
			     time, pack, grade, time, id, most, offset));
	else if (pack)
		TRY(db_query(db, &rows, FEED("jobs_feed_pack", " AND pack = ?"),
			     time, pack, time, id, most, offset));
	else if (grade)
		TRY(db_query(db, &rows, FEED("jobs_feed_grade", " AND grade = ?"),
			     time, grade, time, id, most, offset));
	else
		TRY(db_query(db, &rows, FEED("jobs_feed", ""), time, time, id, most, offset));

	struct feed feed = { ARENA_ARRAY(db_arena(db), struct feed_row, page->limit), 0, false };

	while (feed.count < page->limit && rows_next(rows))
		feed.rows[feed.count++] = feed_row(rows);
	feed.more = rows_count(rows) > page->limit;
	*out = feed;
	return OK;
}
