#include "money/topup.h"

#include <string.h>

#include "base/config.h"
#include "money/dispute.h"
#include "money/moneynews.h"
#include "queue/outbox.h"

/*
 * A payment may thaw a wallet, a refund freeze it: the user's row is locked too, and
 * first. Whoever books such a reason holds that lock, so whether it is booked
 * already is asked under it, in the same round trip.
 */
static enum error wallet_lock(struct db *db, struct id user, const char *reason,
			      struct account *out, bool *booked)
{
	struct rows *rows;

	db_queue(db, "SELECT id INTO @locked FROM users WHERE id = ? FOR UPDATE", user);
	db_queue_query(db, &rows, "SELECT id FROM transfers WHERE reason = ?", reason);
	TRY(account_lock(db, user, out));
	*booked = rows_count(rows) > 0;
	return OK;
}

static const char *kind_of(const struct payment *payment)
{
	return payment->automatic ? "automatic" : "checkout";
}

static enum error refuse_other(const struct payment *payment)
{
	return failure(ERR_DUPLICATE, "payment %s of %s is another top-up already",
		       payment->payment_intent ? payment->payment_intent : "", payment->id);
}

/* A row in the way is this very payment's, begun before; or another's that names the same intent. */
enum error topup_begin(struct db *db, const struct payment *payment)
{
	struct rows *rows;
	enum error e = db_exec(db,
		"INSERT INTO topups (id, user_id, kind, amount_cents, payment_intent, "
		"status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'open', NOW(3), NOW(3))",
		payment->id, payment->user, kind_of(payment), payment->amount,
		payment->payment_intent);

	if (e != ERR_DUPLICATE)
		return e;
	TRY(db_query(db, &rows, "SELECT id FROM topups WHERE id = ?", payment->id));
	return rows_count(rows) > 0 ? OK : refuse_other(payment);
}

/* The payment is this top-up's from here on: before anything is booked for it. */
static enum error take_payment(struct db *db, const struct payment *payment)
{
	TRY(topup_begin(db, payment));

	enum error e = db_exec(db,
		"UPDATE topups SET status = 'credited', payment_intent = COALESCE(?, payment_intent), "
		"updated_at = NOW(3) WHERE id = ?", payment->payment_intent, payment->id);

	return e == ERR_DUPLICATE ? refuse_other(payment) : e;
}

static const char *reason_of(struct db *db, const struct payment *payment)
{
	return arena_printf(db_arena(db), "%s:%s", payment->automatic ? "autotopup" : "topup",
			    payment->id);
}

static const char *shortage_reason(struct db *db, const char *source)
{
	return arena_printf(db_arena(db), "shortage:%s", source);
}

/* As much as the balance holds, under a reason of its own; with the last of it the wallet thaws. */
static enum error settle(struct db *db, struct account *account, const char *source)
{
	struct rows *rows;

	if (!account->owes)
		return OK;
	TRY(db_find(db, &rows, "user", "SELECT shortage_cents FROM users WHERE id = ?", account->id));

	struct money owed = row_money(rows, "shortage_cents");
	struct money part = money_below(account->balance, owed) ? account->balance : owed;

	if (part.cents == 0)
		return OK;
	db_queue(db, "UPDATE users SET shortage_cents = shortage_cents - ?, "
		     "frozen_at = IF(shortage_cents > 0, frozen_at, NULL) WHERE id = ?", part,
		 account->id);
	moneynews_tell_thawed(db, account->id);
	return ledger_post(db, id_new(), shortage_reason(db, source),
			   LEGS(wallet_leg(account, money_negate(part)),
				system_leg(ACCOUNT_SHORTAGE, part)));
}

enum error topup_credit(struct db *db, const struct payment *payment, bool *news)
{
	struct account account;
	const char *reason = reason_of(db, payment);
	bool done = false;

	TRY(wallet_lock(db, payment->user, reason, &account, &done));
	*news = !done;
	if (done)
		return OK;
	TRY(take_payment(db, payment));
	TRY(ledger_post(db, id_new(), reason,
			LEGS(wallet_leg(&account, payment->amount),
			     system_leg(ACCOUNT_STRIPE, money_negate(payment->amount)))));
	TRY(settle(db, &account, payment->id));
	moneynews_tell_topup(db, payment->id);
	if (payment->automatic)
		db_queue(db, "UPDATE users SET auto_topup_failures = 0, auto_topup_retry_at = NULL "
			     "WHERE id = ?", payment->user);
	return OK;
}

enum error topup_settle(struct db *db, struct id user, const char *source)
{
	struct account account;
	bool done = false;

	TRY(wallet_lock(db, user, shortage_reason(db, source), &account, &done));
	return done ? OK : settle(db, &account, source);
}

void topup_close(struct db *db, const char *id)
{
	db_queue(db, "UPDATE topups SET status = 'closed', updated_at = NOW(3) "
		     "WHERE id = ? AND status = 'open'", id);
}

enum error topup_find_user(struct db *db, const char *payment_intent, struct id *user)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT user_id FROM topups WHERE payment_intent = ? "
				"AND status = 'credited' FOR UPDATE", payment_intent));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "the payment is not known");
	*user = row_id(rows, "user_id");
	return OK;
}

static const struct {
	const char *taken, *given; /* the first words of the reasons */
} recall_words[] = {
	[RECALL_REFUND] = { "topup-refund", "topup-refund-failed" },
	[RECALL_DISPUTE] = { "dispute", "dispute-won" },
};

static const char *taken_reason(struct db *db, const struct recall *recall)
{
	return arena_printf(db_arena(db), "%s:%s", recall_words[recall->kind].taken, recall->id);
}

static const char *given_reason(struct db *db, const struct recall *recall)
{
	return arena_printf(db_arena(db), "%s:%s", recall_words[recall->kind].given, recall->id);
}

static void note(struct db *db, const struct recall *recall)
{
	bool lost = recall->lost || recall->kind == RECALL_REFUND;

	dispute_note(db, &(const struct dispute){ .id = recall->id,
						  .user = recall->user,
						  .amount = recall->amount,
						  .status = lost ? DISPUTE_LOST : DISPUTE_OPEN });
}

static enum error take(struct db *db, const struct recall *recall, const char *reason,
		       struct account *account, struct money *rest)
{
	struct money part = money_below(account->balance, recall->amount) ? account->balance
									  : recall->amount;

	*rest = money_minus(recall->amount, part);
	TRY(ledger_post(db, id_new(), reason,
			LEGS(wallet_leg(account, money_negate(part)),
			     system_leg(ACCOUNT_SHORTAGE, money_negate(*rest)),
			     system_leg(ACCOUNT_STRIPE, recall->amount))));
	if (rest->cents == 0)
		return OK;
	moneynews_tell_frozen(db, recall->user,
			      "money that was taken back by the card's bank is missing");
	db_queue(db, "UPDATE users SET frozen_at = COALESCE(frozen_at, NOW(3)), "
		     "shortage_cents = shortage_cents + ? WHERE id = ?", *rest, recall->user);
	return OK;
}

enum error topup_take_back(struct db *db, const struct recall *recall)
{
	struct account account;
	struct money rest = { 0 };
	const char *reason = taken_reason(db, recall);
	bool done = false;

	TRY(wallet_lock(db, recall->user, reason, &account, &done));
	if (!done)
		TRY(take(db, recall, reason, &account, &rest));
	if (recall->kind == RECALL_DISPUTE || rest.cents > 0)
		note(db, recall);
	return OK;
}

static enum error find_taken(struct db *db, const char *reason, struct money *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT COALESCE(SUM(delta), 0) AS taken FROM entries WHERE account_id = ? "
		"AND transfer_id = (SELECT id FROM transfers WHERE reason = ?)",
		ACCOUNT_STRIPE, reason));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a sum has no row");
	*out = row_money(rows, "taken");
	return OK;
}

/*
 * Not the same legs the other way: what was short may have been settled since,
 * and something else be short. So all of it comes in, and pays what is owed now.
 */
enum error topup_give_again(struct db *db, const struct recall *recall)
{
	struct account account;
	struct money taken = { 0 }, earned = { 0 };
	const char *reason = given_reason(db, recall), *before = taken_reason(db, recall);
	bool done = false;

	TRY(wallet_lock(db, recall->user, reason, &account, &done));
	if (done)
		return OK;
	TRY(find_taken(db, before, &taken));
	if (taken.cents <= 0)
		return failure(ERR_NOT_FOUND, "nothing was taken under %s", before);
	TRY(ledger_find_earned(db, recall->user, before, &earned));
	TRY(ledger_post(db, id_new(), reason,
			LEGS(returned_leg(&account, taken, earned),
			     system_leg(ACCOUNT_STRIPE, money_negate(taken)))));
	dispute_win(db, recall->id);
	return settle(db, &account, recall->id);
}

struct wish {
	bool wanted;
	struct money amount;
	const char *customer, *card;
};

/* All in one look: the wish, the card, what is in flight, what the last day cost. */
static enum error find_wish(struct db *db, const struct account *account, bool short_of,
			    struct wish *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT auto_topup_amount_cents AS amount, stripe_customer_id, payment_method, "
		"(SELECT COALESCE(SUM(amount_cents), 0) FROM outbox o WHERE o.user_id = u.id "
		"AND o.kind = 'automatic' AND o.status IN ('waiting', 'done') "
		"AND o.created_at > NOW(3) - INTERVAL 1 DAY) AS today FROM users u WHERE u.id = ? "
		"AND u.auto_topup_enabled AND u.has_payment_method AND u.payment_method IS NOT NULL "
		"AND u.stripe_customer_id IS NOT NULL AND u.auto_topup_failures < ? "
		"AND (u.auto_topup_retry_at IS NULL OR u.auto_topup_retry_at <= NOW(3)) "
		"AND (? OR u.auto_topup_threshold_cents > ?) "
		"AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.in_flight = u.id)",
		account->id, TOPUP_DECLINES_MOST, short_of, account->balance));
	*out = (struct wish){ .wanted = false };
	if (!rows_next(rows))
		return OK;
	out->amount = row_money(rows, "amount");
	out->customer = row_text(rows, "stripe_customer_id");
	out->card = row_text(rows, "payment_method");
	out->wanted = out->amount.cents > 0 &&
		      money_plus(row_money(rows, "today"), out->amount).cents <=
			      settings()->auto_topup_daily_cents;
	return OK;
}

enum error topup_start_automatic(struct db *db, const struct account *account, bool short_of,
				 bool *started)
{
	struct wish wish = { .wanted = false };
	struct id id = id_new();

	*started = false;
	if (!*settings()->stripe_key)
		return OK;
	TRY(find_wish(db, account, short_of, &wish));
	if (!wish.wanted)
		return OK;
	outbox_add(db,
		   &(const struct outbox_item){ .id = id,
						.user = account->id,
						.kind = OUTBOX_AUTOMATIC,
						.subject = arena_printf(db_arena(db), "%s", id.text),
						.target = wish.customer,
						.source = wish.card,
						.amount = wish.amount });
	*started = true;
	return OK;
}

/*
 * A bank that wants its customer present will want it each time: no more by
 * themselves. Another refusal may pass: a day's rest, three times at most. A
 * card that is gone is gone.
 */
void topup_declined(struct db *db, struct id user, enum decline decline)
{
	static const char *const reasons[] = {
		[DECLINE_AUTHENTICATION] = "authentication_required",
		[DECLINE_GONE] = "card_gone",
		[DECLINE_LATER] = "declined",
	};

	moneynews_tell_decline(db, user, reasons[decline]);
	switch (decline) {
	case DECLINE_AUTHENTICATION:
		db_queue(db, "UPDATE users SET auto_topup_enabled = FALSE WHERE id = ?", user);
		return;
	case DECLINE_GONE:
		db_queue(db, "UPDATE users SET has_payment_method = FALSE, payment_method = NULL, "
			     "auto_topup_enabled = FALSE WHERE id = ?", user);
		return;
	case DECLINE_LATER:
		db_queue(db, "UPDATE users SET auto_topup_failures = auto_topup_failures + 1, "
			     "auto_topup_retry_at = NOW(3) + INTERVAL 1 DAY WHERE id = ?", user);
		return;
	}
}
