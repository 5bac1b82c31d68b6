#include "money/reconcile.h"

#include <stdlib.h>
#include <string.h>

#include "money/ledger.h"

enum { LEFTOVERS_MOST = 1000, CLAIMS_MOST = 100000 };

enum error reconcile_leftovers(struct db *db, struct leftover **out, int *count, bool *more)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows,
		"SELECT 'outbox item refused' AS what, CAST(id AS CHAR) AS id, "
		"CONCAT(kind, ': ', COALESCE(last_error, '')) AS detail, NULL AS payment, "
		"updated_at AS since FROM outbox "
		"WHERE status = 'refused' AND updated_at > NOW(3) - INTERVAL 30 DAY "
		"UNION ALL SELECT 'outbox item waiting', CAST(id AS CHAR), "
		"CONCAT(kind, ': ', COALESCE(last_error, '')), NULL, created_at FROM outbox "
		"WHERE next_attempt_at IS NOT NULL AND created_at < NOW(3) - INTERVAL 1 HOUR "
		"UNION ALL SELECT 'event parked', id, type, about, created_at FROM stripe_events "
		"WHERE status = 'parked' AND created_at < NOW(3) - INTERVAL 1 HOUR "
		"UNION ALL SELECT 'payment left open', id, kind, NULL, created_at FROM topups "
		"WHERE status = 'open' AND created_at < NOW(3) - INTERVAL 2 DAY "
		"ORDER BY since LIMIT ?", LEFTOVERS_MOST + 1));

	struct leftover *list = ARENA_ARRAY(db_arena(db), struct leftover, LEFTOVERS_MOST);

	while (n < LEFTOVERS_MOST && rows_next(rows))
		list[n++] = (struct leftover){ row_text(rows, "what"), row_text(rows, "id"),
					       row_text(rows, "detail"), row_text(rows, "payment"),
					       row_time(rows, "since") };
	*out = list;
	*count = n;
	*more = rows_count(rows) > n;
	return OK;
}

/* A transfer that stands is of a withdrawal that is, too; one that was reversed, of one that failed. */
static bool agrees(const struct rows *row, const char *transfer, bool reversed)
{
	const char *status = row_text(row, "status"), *ours = row_text(row, "stripe_transfer_id");
	bool same = ours && strcmp(ours, transfer) == 0;

	if (reversed)
		return strcmp(status, "failed") == 0;
	return strcmp(status, "pending") == 0 || (same && strcmp(status, "completed") == 0);
}

enum error reconcile_transfer(struct db *db, struct id withdrawal, const char *transfer,
			      struct money amount, bool reversed, enum standing *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT amount_cents, status, stripe_transfer_id FROM withdrawals "
				"WHERE id = ?", withdrawal));
	*out = STANDING_UNKNOWN;
	if (rows_next(rows))
		*out = row_money(rows, "amount_cents").cents == amount.cents &&
				       agrees(rows, transfer, reversed)
			       ? STANDING_SAME
			       : STANDING_DIFFERENT;
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
				       row_money(rows, "amount_cents").cents == amount.cents
			       ? STANDING_SAME
			       : STANDING_DIFFERENT;
	return OK;
}

enum error reconcile_taken(struct db *db, const char *payment_intent, const char *taken_reason,
			   const char *given_reason, struct money amount, enum standing *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT (SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = ? "
		"AND reason IN (?, ?)) AS gone FROM topups WHERE payment_intent = ? "
		"AND status = 'credited'",
		ACCOUNT_STRIPE, taken_reason, given_reason, payment_intent));
	*out = STANDING_UNKNOWN;
	if (rows_next(rows))
		*out = row_money(rows, "gone").cents == amount.cents ? STANDING_SAME
								     : STANDING_DIFFERENT;
	return OK;
}

static enum claim_kind kind_named(const char *name)
{
	static const char *const names[] = {
		[CLAIM_TRANSFER] = "transfer", [CLAIM_SESSION] = "session",
		[CLAIM_PAYMENT] = "payment",   [CLAIM_REFUND] = "refund",
		[CLAIM_DISPUTE] = "dispute",
	};

	for (int i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], name) == 0)
			return (enum claim_kind)i;
	abort();
}

enum error reconcile_claims(struct db *db, int64_t days, struct booked_claim **out, int *count,
			    bool *more)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows,
		"SELECT 'transfer' AS kind, stripe_transfer_id AS outside, CAST(id AS CHAR) AS ours "
		"FROM withdrawals WHERE status = 'completed' AND updated_at > NOW(3) - INTERVAL ? DAY "
		"UNION ALL SELECT IF(kind = 'automatic', 'payment', 'session'), id, kind FROM topups "
		"WHERE status = 'credited' AND updated_at > NOW(3) - INTERVAL ? DAY "
		"UNION ALL SELECT 'refund', SUBSTRING(reason, 14), reason FROM transfers "
		"WHERE reason LIKE 'topup-refund:%' AND created_at > NOW(3) - INTERVAL ? DAY "
		"UNION ALL SELECT 'dispute', SUBSTRING(reason, 9), reason FROM transfers "
		"WHERE reason LIKE 'dispute:%' AND created_at > NOW(3) - INTERVAL ? DAY LIMIT ?",
		days, days, days, days, CLAIMS_MOST + 1));

	struct booked_claim *list = ARENA_ARRAY(db_arena(db), struct booked_claim,
						rows_count(rows) + 1);

	while (n < CLAIMS_MOST && rows_next(rows))
		list[n++] = (struct booked_claim){ kind_named(row_text(rows, "kind")),
						   row_text(rows, "outside"),
						   row_text(rows, "ours"), false };
	*out = list;
	*count = n;
	*more = rows_count(rows) > n;
	return OK;
}
