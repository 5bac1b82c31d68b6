#include "money/billing.h"

#include <string.h>

#include "money/topup.h"

static const char *const names[] = {
	[CONNECT_NONE] = "not_connected",
	[CONNECT_PENDING] = "pending",
	[CONNECT_ACTIVE] = "active",
	[CONNECT_LOST] = "not_connected",
};

/* As the column has it. */
static const char *const standings[] = {
	[CONNECT_PENDING] = "pending",
	[CONNECT_ACTIVE] = "active",
	[CONNECT_LOST] = "lost",
};

const char *connect_status_name(enum connect_status status)
{
	return names[status];
}

static enum connect_status connect_of(const char *account, const char *status)
{
	if (!account)
		return CONNECT_NONE;
	for (int i = CONNECT_PENDING; i < COUNT(standings); i++)
		if (status && strcmp(status, standings[i]) == 0)
			return (enum connect_status)i;
	return CONNECT_PENDING;
}

enum error billing_find(struct db *db, struct id user, struct billing *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "user",
		"SELECT name, stripe_customer_id, stripe_account_id, stripe_account_status, "
		"stripe_account_words, has_payment_method, auto_topup_enabled, auto_topup_amount_cents, "
		"auto_topup_threshold_cents FROM users WHERE id = ?", user));

	const char *account = row_text(rows, "stripe_account_id");

	*out = (struct billing){
		.user = user,
		.name = row_text(rows, "name"),
		.customer = row_text(rows, "stripe_customer_id"),
		.account = account,
		.connect = connect_of(account, row_text(rows, "stripe_account_status")),
		.words = row_int(rows, "stripe_account_words"),
		.has_card = row_bool(rows, "has_payment_method"),
		.auto_enabled = row_bool(rows, "auto_topup_enabled"),
		.auto_amount = row_maybe(rows, "auto_topup_amount_cents"),
		.auto_threshold = row_maybe(rows, "auto_topup_threshold_cents"),
	};
	return OK;
}

enum error billing_set_customer(struct db *db, struct id user, const char *customer)
{
	return db_exec(db, "UPDATE users SET stripe_customer_id = ? WHERE id = ? "
			   "AND stripe_customer_id IS NULL", customer, user);
}

enum error billing_set_account(struct db *db, struct id user, const char *account)
{
	return db_exec(db, "UPDATE users SET stripe_account_id = ?, stripe_account_status = 'pending', "
			   "stripe_account_words = stripe_account_words + 1 WHERE id = ? "
			   "AND (stripe_account_id IS NULL OR stripe_account_status = 'lost')", account, user);
}

enum error billing_set_connect(struct db *db, const char *account, enum connect_status status)
{
	return db_exec(db, "UPDATE users SET stripe_account_status = ?, "
			   "stripe_account_words = stripe_account_words + 1 "
			   "WHERE stripe_account_id = ? AND stripe_account_status <> 'lost'",
		       standings[status], account);
}

enum error billing_answer_connect(struct db *db, const char *account, enum connect_status status,
				  int64_t words)
{
	return db_exec(db, "UPDATE users SET stripe_account_status = ?, "
			   "stripe_account_words = stripe_account_words + 1 WHERE stripe_account_id = ? "
			   "AND stripe_account_status <> 'lost' AND stripe_account_words = ?",
		       standings[status], account, words);
}

enum error billing_doubt_connect(struct db *db, const char *account, bool active)
{
	return db_exec(db, "UPDATE users SET stripe_account_status = IF(?, stripe_account_status, 'pending'), "
			   "stripe_account_words = stripe_account_words + 1 "
			   "WHERE stripe_account_id = ? AND stripe_account_status <> 'lost'",
		       active, account);
}

enum error billing_save_card(struct db *db, const char *customer, const char *card)
{
	/* From left to right: what was declined is forgotten with another card alone. */
	return db_exec(db, "UPDATE users SET "
			   "auto_topup_failures = IF(payment_method <=> ?, auto_topup_failures, 0), "
			   "auto_topup_retry_at = IF(payment_method <=> ?, auto_topup_retry_at, NULL), "
			   "payment_method = ?, has_payment_method = TRUE WHERE stripe_customer_id = ?",
		       card, card, card, customer);
}

enum error billing_drop_card(struct db *db, const char *card)
{
	return db_exec(db, "UPDATE users SET payment_method = NULL, has_payment_method = FALSE, "
			   "auto_topup_enabled = FALSE WHERE payment_method = ?", card);
}

enum error billing_set_automatic(struct db *db, struct id user, bool enabled, struct maybe amount,
				 struct maybe threshold)
{
	TRY(db_exec(db, "UPDATE users SET auto_topup_enabled = ?, "
			"auto_topup_amount_cents = COALESCE(?, auto_topup_amount_cents), "
			"auto_topup_threshold_cents = COALESCE(?, auto_topup_threshold_cents), "
			"auto_topup_failures = IF(auto_topup_retry_at <= NOW(3) "
			"AND auto_topup_failures >= ?, 0, auto_topup_failures) WHERE id = ? AND (NOT ? OR has_payment_method)",
		    enabled, amount, threshold, TOPUP_DECLINES_MOST, user, enabled));
	if (db_affected(db) == 0)
		return failure(ERR_INVALID,
			       "save a card first: POST /api/wallet/setup-payment-method");
	return OK;
}
