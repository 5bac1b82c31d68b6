#include "money/hold.h"

/* One range of an index; a payout whose longest hold is over need not be looked at closely. */
enum error hold_find(struct db *db, struct id user, struct held *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT COALESCE(SUM(h.delta - h.taken), 0) AS cents, MIN(h.free_at) AS until, "
		"COALESCE(MAX(h.free_at > h.created_at + INTERVAL ? SECOND), 0) AS disputed FROM "
		"(SELECT e.delta, e.created_at, " PAYOUT_FREE_AT " AS free_at, "
		"COALESCE((SELECT SUM(c.taken_cents) FROM dispute_decisions c "
		"WHERE c.job_id = SUBSTRING(e.reason, 8)), 0) AS taken FROM entries e "
		"WHERE e.account_id = ? AND e.reason LIKE 'payout:%' "
		"AND e.created_at > NOW(3) - INTERVAL ? SECOND - INTERVAL ? DAY) h "
		"WHERE h.free_at > NOW(3) AND h.delta > h.taken",
		settings()->payout_hold_seconds, HOLD_PARAMETERS, user,
		settings()->payout_hold_seconds, settings()->dispute_hold_days));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a sum has no row");
	*out = (struct held){ row_money(rows, "cents"), row_time(rows, "until"),
			      row_bool(rows, "disputed") };
	return OK;
}
