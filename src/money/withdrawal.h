/* Withdrawals: money on its way to a bank. Debited at once, pending until the transfer is known. */
#pragma once

#include "base/error.h"
#include "base/page.h"
#include "base/value.h"
#include "db/db.h"

struct withdrawal {
	struct id id, user_id;
	struct money amount_cents;
	const char *stripe_transfer_id, *status;
	/*
	 * While it is pending, and when it is tried next: awaiting_funds (ours at Stripe),
	 * awaiting_stripe, or on_hold_dispute (the wallet is frozen: nothing is sent before it thaws).
	 */
	const char *pending_reason;
	struct instant next_try_at;
	struct instant created_at;
};

struct withdrawal_list {
	struct withdrawal *withdrawals;
	int count;
	bool more;
};

/*
 * Debit the wallet and put the transfer into the outbox. Locks the account.
 * Needs a transaction. CONNECT_INACTIVE, PAYMENT_REQUIRED (more than is
 * withdrawable: *available says how much is), WALLET_FROZEN.
 */
enum error withdrawal_create(struct db *, struct id id, struct id user, struct money amount,
			     struct withdrawal *out, struct money *available) MUST_USE;

/* NOT_FOUND. */
enum error withdrawal_find(struct db *, struct id id, struct withdrawal *out) MUST_USE;

/* Newest first. */
enum error withdrawal_list(struct db *, struct id user, const struct page *,
			   struct withdrawal_list *out) MUST_USE;

/* The transfer stands: pending becomes completed; anything else stays. Locks the row. Needs a transaction. */
enum error withdrawal_complete(struct db *, struct id id, const char *transfer) MUST_USE;

/*
 * The transfer was refused for good, or was reversed as a whole: book the money back, once.
 * Locks the row and the account. Needs a transaction.
 */
enum error withdrawal_reverse(struct db *, struct id id) MUST_USE;
