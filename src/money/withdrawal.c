#include "money/withdrawal.h"

#include <string.h>

#include "money/ledger.h"
#include "money/moneynews.h"
#include "money/wallet.h"
#include "queue/outbox.h"

/* While it waits, its item in the outbox knows why, and until when. */
#define WITHDRAWAL_COLUMNS \
	"w.id, w.user_id, w.amount_cents, w.stripe_transfer_id, w.status, w.created_at, " \
	"CASE WHEN w.status <> 'pending' THEN NULL " \
	"WHEN u.frozen_at IS NOT NULL OR u.suspended_at IS NOT NULL THEN 'on_hold_dispute' " \
	"WHEN o.last_error = 'balance_insufficient' THEN 'awaiting_funds' " \
	"ELSE 'awaiting_stripe' END AS pending_reason, " \
	"IF(w.status = 'pending', o.next_attempt_at, NULL) AS next_try_at"
#define WITHDRAWAL_TABLES \
	"withdrawals w JOIN users u ON u.id = w.user_id LEFT JOIN outbox o ON o.kind = 'transfer' AND o.subject = CAST(w.id AS CHAR) "

static struct withdrawal from_row(const struct rows *row)
{
	return (struct withdrawal){
		.id = row_id(row, "id"),
		.user_id = row_id(row, "user_id"),
		.amount_cents = row_money(row, "amount_cents"),
		.stripe_transfer_id = row_text(row, "stripe_transfer_id"),
		.status = row_text(row, "status"),
		.pending_reason = row_text(row, "pending_reason"),
		.next_try_at = row_time(row, "next_try_at"),
		.created_at = row_time(row, "created_at"),
	};
}

enum error withdrawal_find(struct db *db, struct id id, struct withdrawal *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "withdrawal",
		"SELECT " WITHDRAWAL_COLUMNS " FROM " WITHDRAWAL_TABLES "WHERE w.id = ?", id));
	*out = from_row(rows);
	return OK;
}

enum error withdrawal_list(struct db *db, struct id user, const struct page *page,
			   struct withdrawal_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT " WITHDRAWAL_COLUMNS " FROM " WITHDRAWAL_TABLES "WHERE w.user_id = ? AND w.id < ? "
		"ORDER BY w.id DESC LIMIT ? OFFSET ?",
		user, page->before_id, page->limit + 1, page->offset));

	struct withdrawal_list list = { ARENA_ARRAY(db_arena(db), struct withdrawal, page->limit),
					0, false };

	while (list.count < page->limit && rows_next(rows))
		list.withdrawals[list.count++] = from_row(rows);
	list.more = rows_count(rows) > page->limit;
	*out = list;
	return OK;
}

static enum error find_destination(struct db *db, struct id user, const char **out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT stripe_account_id FROM users WHERE id = ? "
				"AND stripe_account_status = 'active'", user));
	if (!rows_next(rows) || !row_text(rows, "stripe_account_id"))
		return failure(ERR_CONNECT_INACTIVE,
			       "connect a bank account first: POST /api/stripe/connect");
	*out = row_text(rows, "stripe_account_id");
	return OK;
}

static enum error check(struct db *db, const struct account *account, struct money amount,
			struct money *available)
{
	struct money withdrawable = { 0 };

	TRY(account_check_free(db, account));
	TRY(wallet_withdrawable(db, account->id, account->earned, &withdrawable));
	*available = withdrawable;
	if (money_below(withdrawable, amount))
		return failure(ERR_PAYMENT_REQUIRED, "%lld cents can be withdrawn now",
			       (long long)withdrawable.cents);
	return OK;
}

static void queue_rows(struct db *db, struct id id, struct id user, struct money amount,
		       const char *destination)
{
	const struct outbox_item item = {
		.id = id_new(),
		.user = user,
		.kind = OUTBOX_TRANSFER,
		.subject = arena_printf(db_arena(db), "%s", id.text),
		.target = destination,
		.amount = amount,
	};

	db_queue(db, "INSERT INTO withdrawals (id, user_id, amount_cents, status, created_at, updated_at) "
		     "VALUES (?, ?, ?, 'pending', NOW(3), NOW(3))", id, user, amount);
	outbox_add(db, &item);
}

enum error withdrawal_create(struct db *db, struct id id, struct id user, struct money amount,
			     struct withdrawal *out, struct money *available)
{
	struct account account;
	const char *destination = NULL;

	TRY(account_lock(db, user, &account));
	/* With its own id it stands from an earlier run, whose COMMIT was lost. */
	enum error found = db_unsure(db) ? withdrawal_find(db, id, out) : ERR_NOT_FOUND;

	if (found != ERR_NOT_FOUND)
		return found;
	TRY(find_destination(db, user, &destination));
	TRY(check(db, &account, amount, available));
	TRY(ledger_post(db, id_new(), reason_for(db, "withdrawal", id),
			LEGS(earned_leg(&account, money_negate(amount)),
			     system_leg(ACCOUNT_STRIPE, amount))));
	queue_rows(db, id, user, amount, destination);
	return withdrawal_find(db, id, out);
}

static enum error lock(struct db *db, struct id id, struct withdrawal *out)
{
	struct rows *rows;

	/* The row alone: who sends it holds its item's lock already, and comes here next. */
	TRY(db_find(db, &rows, "withdrawal",
		"SELECT id, user_id, amount_cents, stripe_transfer_id, status, created_at, "
		"NULL AS pending_reason, NULL AS next_try_at FROM withdrawals WHERE id = ? FOR UPDATE", id));
	*out = from_row(rows);
	return OK;
}

enum error withdrawal_complete(struct db *db, struct id id, const char *transfer)
{
	struct withdrawal withdrawal = { .status = NULL };

	TRY(lock(db, id, &withdrawal));
	if (strcmp(withdrawal.status, "pending") != 0)
		return OK;
	db_queue(db, "UPDATE withdrawals SET status = 'completed', stripe_transfer_id = ?, "
		     "updated_at = NOW(3) WHERE id = ?", transfer, id);
	moneynews_tell_withdrawal(db, id);
	return OK;
}

enum error withdrawal_reverse(struct db *db, struct id id)
{
	struct withdrawal withdrawal = { .status = NULL };
	struct account account;
	struct money earned = { 0 };

	TRY(lock(db, id, &withdrawal));
	if (strcmp(withdrawal.status, "failed") == 0)
		return OK;
	TRY(account_lock(db, withdrawal.user_id, &account));
	TRY(ledger_find_earned(db, withdrawal.user_id, reason_for(db, "withdrawal", id), &earned));
	TRY(ledger_post(db, id_new(), reason_for(db, "withdrawal-reversal", id),
			LEGS(returned_leg(&account, withdrawal.amount_cents, earned),
			     system_leg(ACCOUNT_STRIPE, money_negate(withdrawal.amount_cents)))));
	db_queue(db, "UPDATE withdrawals SET status = 'failed', updated_at = NOW(3) WHERE id = ?", id);
	moneynews_tell_withdrawal(db, id);
	return OK;
}
