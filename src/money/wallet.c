#include "money/wallet.h"

#include "base/config.h"

/* Three ranges of one index, each a prefix of the reason. */
enum error wallet_withdrawable(struct db *db, struct id user, struct money balance,
			       struct money *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT (SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = ? "
		"AND reason LIKE 'payout:%' AND created_at <= NOW(3) - INTERVAL ? SECOND) + "
		"(SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = ? "
		"AND reason LIKE 'withdrawal:%') + "
		"(SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = ? "
		"AND reason LIKE 'withdrawal-reversal:%') AS earned",
		user, settings()->payout_hold_seconds, user, user));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a sum has no row");

	struct money earned = row_money(rows, "earned");

	if (earned.cents < 0)
		earned = cents(0);
	*out = money_below(balance, earned) ? balance : earned;
	return OK;
}

static struct entry_view from_row(const struct rows *row)
{
	return (struct entry_view){
		.id = row_id(row, "id"),
		.user_id = row_id(row, "account_id"),
		.delta = row_money(row, "delta"),
		.reason = row_text(row, "reason"),
		.seq = row_int(row, "seq"),
		.created_at = row_time(row, "created_at"),
	};
}

static enum error find_balance(struct db *db, struct id user, struct money *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "user", "SELECT balance_cents FROM accounts WHERE id = ?", user));
	*out = row_money(rows, "balance_cents");
	return OK;
}

enum error wallet_find(struct db *db, struct id user, const struct page *page, struct wallet *out)
{
	struct rows *rows;
	struct wallet wallet = { .count = 0 };
	int64_t before = page->seq > 0 ? page->seq : INT64_MAX;

	TRY(find_balance(db, user, &wallet.balance_cents));
	TRY(wallet_withdrawable(db, user, wallet.balance_cents, &wallet.withdrawable_cents));
	TRY(db_query(db, &rows,
		"SELECT id, account_id, delta, reason, seq, created_at FROM entries "
		"WHERE account_id = ? AND seq < ? ORDER BY seq DESC LIMIT ? OFFSET ?",
		user, before, page->limit + 1, page->offset));
	wallet.entries = ARENA_ARRAY(db_arena(db), struct entry_view, page->limit);
	while (wallet.count < page->limit && rows_next(rows))
		wallet.entries[wallet.count++] = from_row(rows);
	wallet.more = rows_count(rows) > page->limit;
	*out = wallet;
	return OK;
}
