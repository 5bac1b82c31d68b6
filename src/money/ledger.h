/*
 * The ledger: the only writer of transfers, entries and balances. A mistake is
 * corrected by another transfer, never by an edit.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/* A user's account, locked. */
struct account {
	struct id id;
	struct money balance;
	int64_t last_seq;
	bool frozen;	    /* a shortage is open: no spending */
	struct instant now; /* the database's clock, read under the lock */
};

/* The system's own accounts, which keep no balance; the texts are for SQL that names one. */
#define ACCOUNT_ESCROW_UUID "00000000-0000-7000-8000-000000000001"
#define ACCOUNT_FEES_UUID "00000000-0000-7000-8000-000000000002"
#define ACCOUNT_GRANTS_UUID "00000000-0000-7000-8000-000000000003"
#define ACCOUNT_STRIPE_UUID "00000000-0000-7000-8000-000000000004"
#define ACCOUNT_SHORTAGE_UUID "00000000-0000-7000-8000-000000000005"
extern const struct id ACCOUNT_ESCROW, ACCOUNT_FEES, ACCOUNT_GRANTS, ACCOUNT_STRIPE,
	ACCOUNT_SHORTAGE;

/* What a transfer adds to one account; legs of zero are left out. */
struct leg {
	struct account *wallet; /* NULL: one of the system's */
	struct id system;
	struct money delta;
};
struct leg wallet_leg(struct account *, struct money delta);
struct leg system_leg(struct id account, struct money delta);

/* Lock a user's account. Needs a transaction. NOT_FOUND. */
enum error account_lock(struct db *, struct id user, struct account *out) MUST_USE;

/*
 * Book a transfer: its legs sum to zero, its reason is booked once for all
 * time (DUPLICATE at the next flush), its time is the first wallet's. Wallets
 * must be locked and are brought up to date; what they owe and the jobs that
 * wait for the money are seen to (outbox_wake). PAYMENT_REQUIRED, and nothing
 * booked, if one would fall below zero. Needs a transaction; the writes are queued.
 */
enum error ledger_post(struct db *, struct id transfer, const char *reason, const struct leg *legs,
		       int count) MUST_USE;
#define LEGS(...) \
	((const struct leg[]){ __VA_ARGS__ }), COUNT(((const struct leg[]){ __VA_ARGS__ }))

/* "payout:<id>" */
const char *reason_for(struct db *, const char *what, struct id id);

/* Is a transfer booked under that id? */
enum error ledger_has(struct db *, struct id transfer, bool *out) MUST_USE;

/* Give a user money out of nothing but the grants account. Locks the account. Needs a transaction. */
enum error ledger_grant(struct db *, struct id grant, struct id user, struct money amount,
			struct money *balance) MUST_USE;

/* The database answers, and has the accounts. */
enum error ledger_check_ready(struct db *) MUST_USE;
