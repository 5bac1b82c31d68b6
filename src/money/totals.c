#include "money/totals.h"

#include "base/random.h"

enum { SHARDS = 16 }; /* the rows of sql/0006-totals.sql */

void totals_add(struct db *db, struct totals more)
{
	uint8_t drawn;

	random_bytes(&drawn, sizeof(drawn));
	db_queue(db, "UPDATE totals SET completed_drops = completed_drops + ?, "
		     "paid_cents = paid_cents + ?, fees_cents = fees_cents + ?, "
		     "submissions = submissions + ?, competitors = competitors + ? WHERE shard = ?",
		 more.completed_drops, more.paid, more.fees, more.submissions, more.competitors,
		 drawn % SHARDS);
}

enum error stats_find(struct db *db, struct stats *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT o.n AS open_drops, o.cents AS open_value, t.*, NOW(3) AS updated_at FROM "
		"(SELECT COUNT(*) AS n, COALESCE(SUM(price_cents), 0) AS cents FROM jobs "
		"WHERE listing >= 0) o, "
		"(SELECT SUM(completed_drops) AS completed_drops, SUM(paid_cents) AS paid, "
		"SUM(fees_cents) AS fees, SUM(submissions) AS submissions, "
		"SUM(competitors) AS competitors FROM totals) t"));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "the totals have no row");
	*out = (struct stats){
		.open_drops = row_int(rows, "open_drops"),
		.open_value = row_money(rows, "open_value"),
		.totals = {
			.completed_drops = row_int(rows, "completed_drops"),
			.submissions = row_int(rows, "submissions"),
			.competitors = row_int(rows, "competitors"),
			.paid = row_money(rows, "paid"),
			.fees = row_money(rows, "fees"),
		},
		.updated_at = row_time(rows, "updated_at"),
	};
	return OK;
}
