#include "money/wallet.h"

#include "base/config.h"
#include "money/hold.h"
#include "money/suspension.h"

static struct money free_of(struct money earned, const struct held *held)
{
	return money_below(earned, held->cents) ? cents(0) : money_minus(earned, held->cents);
}

enum error wallet_withdrawable(struct db *db, struct id user, struct money earned, struct money *out)
{
	struct held held = { .cents = { 0 } };

	TRY(hold_find(db, user, &held));
	*out = free_of(earned, &held);
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
		.withdrawable_at = row_time(row, "withdrawable_at"),
		.pending_reason = row_text(row, "pending_reason"),
		.created_at = row_time(row, "created_at"),
	};
}

static enum error find_purses(struct db *db, struct id user, struct wallet *out)
{
	struct rows *rows;
	struct held held = { .cents = { 0 } };

	TRY(hold_find(db, user, &held));
	TRY(db_find(db, &rows, "user",
		"SELECT a.balance_cents, a.earned_cents, " FROZEN_REASON " AS reason "
		"FROM accounts a JOIN users u ON u.id = a.id WHERE a.id = ?", user));

	struct money earned = row_money(rows, "earned_cents");

	out->balance_cents = row_money(rows, "balance_cents");
	out->withdrawable_cents = free_of(earned, &held);
	out->pending_cents = money_minus(earned, out->withdrawable_cents);
	if (out->pending_cents.cents > 0)
		out->next_withdrawable_at = held.until;
	out->frozen_reason = row_text(rows, "reason");
	return OK;
}

enum error wallet_find(struct db *db, struct id user, const struct page *page, struct wallet *out)
{
	struct rows *rows;
	struct wallet wallet = { .count = 0 };
	int64_t before = page->seq > 0 ? page->seq : INT64_MAX;

	TRY(find_purses(db, user, &wallet));
	TRY(db_query(db, &rows,
		"SELECT x.*, IF(withdrawable_at > NOW(3) AND withdrawable_at > created_at + INTERVAL ? SECOND, "
		"'on_hold_dispute', NULL) AS pending_reason FROM "
		"(SELECT e.id, e.account_id, e.delta, e.reason, e.seq, e.created_at, "
		"IF(e.reason LIKE 'payout:%', " PAYOUT_FREE_AT ", NULL) AS withdrawable_at "
		"FROM entries e WHERE e.account_id = ? AND e.seq < ? ORDER BY e.seq DESC LIMIT ? OFFSET ?) x "
		"ORDER BY x.seq DESC",
		settings()->payout_hold_seconds, HOLD_PARAMETERS, user, before, page->limit + 1,
		page->offset));
	wallet.entries = ARENA_ARRAY(db_arena(db), struct entry_view, page->limit);
	while (wallet.count < page->limit && rows_next(rows))
		wallet.entries[wallet.count++] = from_row(rows);
	wallet.more = rows_count(rows) > page->limit;
	*out = wallet;
	return OK;
}
