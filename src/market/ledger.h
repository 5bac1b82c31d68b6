/*
 * The ledger: the only writer of transfers, entries and balances. A mistake is
 * corrected by another transfer, never by an edit.
 */
#pragma once

#include "market/market.h"

/* A user's account, locked; or one of the system's own, which keep no balance. */
struct account {
	struct id id;
	bool is_user;
	struct money balance;
	int64_t last_seq;
	bool frozen;		/* a shortage is open: no spending */
};

extern const struct account ACCOUNT_ESCROW, ACCOUNT_FEES, ACCOUNT_GRANTS, ACCOUNT_STRIPE,
	ACCOUNT_SHORTAGE;

struct leg {
	struct account *account;	/* a system account's is not changed */
	struct money delta;		/* legs of zero are left out */
};

/* Lock a user's account. Needs a transaction. NOT_FOUND. */
enum error account_lock(struct db *, struct id user, struct account *out) MUST_USE;

/*
 * Book a transfer: its legs sum to zero, its reason is booked once for all
 * time (DUPLICATE at the next flush). Users' accounts must be locked and are
 * brought up to date; what wallets owe and the jobs that wait for the money are seen to (outbox_wake).
 * PAYMENT_REQUIRED, and nothing booked, if one would fall below zero. Needs a
 * transaction; the writes are queued.
 */
enum error ledger_post(struct db *, struct id transfer, const char *reason,
		       const struct leg *legs, int count, struct instant now) MUST_USE;
#define LEGS(...) ((const struct leg[]){ __VA_ARGS__ }), \
		  COUNT(((const struct leg[]){ __VA_ARGS__ }))

/* A leg of one of the system's accounts. */
struct leg system_leg(const struct account *, struct money delta);

/* "payout:<id>" */
const char *reason_for(struct db *, const char *what, struct id id);

/* Is a transfer booked under that id? */
enum error ledger_has(struct db *, struct id transfer, bool *out) MUST_USE;

/* Give a user money out of nothing but the grants account. Locks the account. Needs a transaction. */
enum error ledger_grant(struct db *, struct id grant, struct id user, struct money amount,
			struct money *balance) MUST_USE;
