#include "drop/hours.h"

enum { KEPT_DAYS = 31, DAY_MS = 86400 * 1000, AGAIN_MS = 3 * 3600 * 1000 };

/* What one completed drop adds; and what is added up. */
#define OF_ONE \
	"1 AS drops, prize_cents, submissions_count AS submissions, max_claims AS places, " \
	"agreement <=> 'unanimous' AS unanimous, agreement <=> 'majority' AS majority, " \
	"agreement <=> 'split' AS split"
#define SUMS \
	"SUM(drops) AS drops, SUM(prize_cents) AS prize_cents, SUM(submissions) AS submissions, " \
	"SUM(places) AS places, SUM(unanimous) AS unanimous, SUM(majority) AS majority, SUM(split) AS split"

struct won won_plus(struct won a, struct won b)
{
	return (struct won){
		a.drops + b.drops,   money_plus(a.prize, b.prize), a.submissions + b.submissions,
		a.places + b.places, a.unanimous + b.unanimous,	   a.majority + b.majority,
		a.split + b.split,
	};
}

/* From where on hours are to be counted, and until where they can be. */
struct span {
	struct instant since, until;
};

/*
 * An hour can be counted ten minutes after its end, for a transaction that completes a drop reads the clock
 * before it is committed. Days without any count begin at the first one that is asked for. Rows of hours to come
 * were made by a clock that went wrong, and do not count.
 */
static enum error find_span(struct db *db, int days, struct span *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT GREATEST(CAST(CURDATE() - INTERVAL ? DAY AS DATETIME), COALESCE((SELECT MAX(hour) + INTERVAL 1 HOUR "
		"FROM hours WHERE hour < NOW() - INTERVAL 1 HOUR), CAST('1970-01-01' AS DATETIME))) AS since, CAST(DATE_FORMAT(NOW() - INTERVAL 10 MINUTE, "
		"'%Y-%m-%d %H:00:00') AS DATETIME) AS until", days));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "the clock has no row");
	*out = (struct span){ row_time(rows, "since"), row_time(rows, "until") };
	return OK;
}

/*
 * The last hour gets a row though nothing was completed in it: it says how far the counting is. Some hours before are
 * counted again, for a clock may have been put back.
 */
enum error hours_count(struct db *db)
{
	struct span span = { .since = { 0 } };

	TRY(find_span(db, KEPT_DAYS, &span));
	if (!instant_before(span.since, span.until))
		return OK;
	return db_exec(db,
		"INSERT INTO hours (hour, drops, prize_cents, submissions, places, unanimous, majority, split) "
		"SELECT hour, " SUMS " FROM (SELECT DATE_FORMAT(completed_at, '%Y-%m-%d %H:00:00') AS hour, " OF_ONE
		" FROM jobs FORCE INDEX (jobs_feed) WHERE completed_at >= ? AND completed_at < ? UNION ALL "
		"SELECT DATE_FORMAT(? - INTERVAL 1 HOUR, '%Y-%m-%d %H:00:00'), 0, 0, 0, 0, 0, 0, 0) x GROUP BY hour "
		"ON DUPLICATE KEY UPDATE drops = VALUES(drops), prize_cents = VALUES(prize_cents), "
		"submissions = VALUES(submissions), places = VALUES(places), unanimous = VALUES(unanimous), "
		"majority = VALUES(majority), split = VALUES(split)",
		instant_plus(span.since, -AGAIN_MS), span.until, span.until);
}

static struct won from_row(const struct rows *row)
{
	return (struct won){
		row_int(row, "drops"),	row_money(row, "prize_cents"), row_int(row, "submissions"),
		row_int(row, "places"), row_int(row, "unanimous"),     row_int(row, "majority"),
		row_int(row, "split"),
	};
}

/* Counted hours, and the drops of those that are not counted yet; the first day is there though it is empty. */
static enum error find_days(struct db *db, int days, struct instant uncounted, struct rows **out)
{
	return db_query(db, out,
		"SELECT CAST(day AS DATETIME) AS day, " SUMS " FROM ("
		"SELECT CURDATE() - INTERVAL ? DAY AS day, 0 AS drops, 0 AS prize_cents, 0 AS submissions, 0 AS places, "
		"0 AS unanimous, 0 AS majority, 0 AS split UNION ALL "
		"SELECT DATE(hour), drops, prize_cents, submissions, places, unanimous, majority, split "
		"FROM hours WHERE hour >= CURDATE() - INTERVAL ? DAY AND hour < ? UNION ALL "
		"SELECT DATE(completed_at), " OF_ONE " FROM jobs FORCE INDEX (jobs_feed) WHERE completed_at >= ?) x "
		"GROUP BY day ORDER BY day", days - 1, days - 1, uncounted, uncounted);
}

enum error hours_read(struct db *db, int days, struct instant *first, struct won *out)
{
	struct span span = { .since = { 0 } };
	struct rows *rows;

	TRY(find_span(db, days - 1, &span));
	TRY(find_days(db, days, span.since, &rows));
	for (int i = 0; i < days; i++)
		out[i] = (struct won){ .drops = 0 };
	*first = (struct instant){ 0 };
	while (rows_next(rows)) {
		struct instant day = row_time(rows, "day");

		if (!first->ms)
			*first = day;

		int64_t i = (day.ms - first->ms) / DAY_MS;

		if (i < days)
			out[i] = from_row(rows);
	}
	return OK;
}
