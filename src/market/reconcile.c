#include "market/reconcile.h"

#include <string.h>

enum { LEFTOVERS_MOST = 1000, COMPLETED_MOST = 10000 };

enum error reconcile_leftovers(struct db *db, struct leftover **out, int *count)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows,
		"SELECT 'outbox item refused' AS what, CAST(id AS CHAR) AS id, "
		"CONCAT(kind, ': ', COALESCE(last_error, '')) AS detail, updated_at AS since FROM outbox "
		"WHERE status = 'refused' AND updated_at > NOW(3) - INTERVAL 30 DAY "
		"UNION ALL SELECT 'outbox item waiting', CAST(id AS CHAR), "
		"CONCAT(kind, ': ', COALESCE(last_error, '')), created_at FROM outbox "
		"WHERE next_attempt_at IS NOT NULL AND created_at < NOW(3) - INTERVAL 1 HOUR "
		"UNION ALL SELECT 'event parked', id, type, created_at FROM stripe_events "
		"WHERE status = 'parked' AND created_at < NOW(3) - INTERVAL 1 HOUR "
		"UNION ALL SELECT 'payment left open', id, kind, created_at FROM topups "
		"WHERE status = 'open' AND created_at < NOW(3) - INTERVAL 2 DAY "
		"ORDER BY since LIMIT ?", LEFTOVERS_MOST));

	struct leftover *list = ARENA_ARRAY(db_arena(db), struct leftover, rows_count(rows));

	while (rows_next(rows))
		list[n++] = (struct leftover){ row_text(rows, "what"), row_text(rows, "id"),
					       row_text(rows, "detail"), row_time(rows, "since") };
	*out = list;
	*count = n;
	return OK;
}

enum error reconcile_transfer(struct db *db, struct id withdrawal, const char *transfer,
			      struct money amount, enum standing *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT amount_cents, status, stripe_transfer_id FROM withdrawals "
				"WHERE id = ?", withdrawal));
	*out = STANDING_UNKNOWN;
	if (!rows_next(rows))
		return OK;

	const char *ours = row_text(rows, "stripe_transfer_id");
	bool same = row_money(rows, "amount_cents").cents == amount.cents &&
		    (strcmp(row_text(rows, "status"), "pending") == 0 ||
		     (ours && strcmp(ours, transfer) == 0));

	*out = same ? STANDING_SAME : STANDING_DIFFERENT;
	return OK;
}

enum error reconcile_payment(struct db *db, const char *payment, struct money amount,
			     enum standing *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT amount_cents, status FROM topups WHERE id = ?", payment));
	*out = STANDING_UNKNOWN;
	if (rows_next(rows))
		*out = strcmp(row_text(rows, "status"), "credited") == 0 &&
		       row_money(rows, "amount_cents").cents == amount.cents ? STANDING_SAME
									     : STANDING_DIFFERENT;
	return OK;
}

enum error reconcile_completed(struct db *db, int64_t days, struct transfer_claim **out, int *count)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows, "SELECT id, stripe_transfer_id FROM withdrawals WHERE status = 'completed' "
				"AND updated_at > NOW(3) - INTERVAL ? DAY ORDER BY id LIMIT ?",
		     days, COMPLETED_MOST));

	struct transfer_claim *list = ARENA_ARRAY(db_arena(db), struct transfer_claim, rows_count(rows));

	while (rows_next(rows))
		list[n++] = (struct transfer_claim){ row_id(rows, "id"),
						     row_text(rows, "stripe_transfer_id") };
	*out = list;
	*count = n;
	return OK;
}
