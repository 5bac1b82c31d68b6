/*
 * The ledger: the only writer of transfers, entries and balances. A mistake is
 * corrected by another transfer, never by an edit.
 *
 * TWO PURSES IN ONE WALLET. A balance is card money (top-ups, grants) and earned
 * money (payouts). Each entry of a user says how much of its delta was earned:
 *
 *	topup, autotopup, grant               card money
 *	payout                                earned
 *	job, dispute, topup-refund, shortage  card money first, then earned
 *	withdrawal, clawback                  earned first
 *	refund, withdrawal-reversal,          puts back what job, withdrawal, dispute
 *	dispute-won, topup-refund-failed      or topup-refund took, from where it took it
 *
 * so that card money leaves only as work. Both purses are in the one account row: a
 * posting holds its lock, reads them and writes them with the entry, in one
 * transaction. Dies here: nothing is booked. Twice: the reason is unique. Two at
 * once: the second reads what the first left. The audit proves each entry by the
 * table above, and migration 0015 derived the older ones by it.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/* A user's account, locked. */
struct account {
	struct id id;
	struct money balance, earned; /* of the balance, what was earned */
	int64_t last_seq;
	bool owes;	    /* a shortage is open */
	bool suspended;	    /* by an operator */
	bool has_waiting;   /* jobs that are to be paid when money comes */
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
	struct money earned; /* of the delta */
};
/* Card money, in; out, card money first. */
struct leg wallet_leg(struct account *, struct money delta);
/* Earned money, in; out, earned money first. */
struct leg earned_leg(struct account *, struct money delta);
/* In: what an earlier entry took, of which `earned` (as ledger_find_earned has it) was earned. */
struct leg returned_leg(struct account *, struct money delta, struct money earned);
struct leg system_leg(struct id account, struct money delta);

/* Lock a user's account. Needs a transaction. NOT_FOUND. */
enum error account_lock(struct db *, struct id user, struct account *out) MUST_USE;

/* WALLET_FROZEN, with the reason, if it owes or an operator froze it: no spending, no withdrawal. */
enum error account_check_free(struct db *, const struct account *) MUST_USE;

/*
 * Book a transfer: its legs sum to zero, its reason is booked once for all
 * time (DUPLICATE at the next flush), its time is the first wallet's. Wallets
 * must be locked and are brought up to date; what they owe and the jobs that
 * wait for the money are seen to (outbox_wake). PAYMENT_REQUIRED, and nothing
 * booked, if one would fall below zero. Legs that are all of zero book nothing: no
 * transfer is without entries. Needs a transaction; the writes are queued.
 */
enum error ledger_post(struct db *, struct id transfer, const char *reason, const struct leg *legs,
		       int count) MUST_USE;
#define LEGS(...) \
	((const struct leg[]){ __VA_ARGS__ }), COUNT(((const struct leg[]){ __VA_ARGS__ }))

/* "payout:<id>" */
const char *reason_for(struct db *, const char *what, struct id id);

/*
 * How much earned money a user's entry of that reason took: 0 if there is none. Asked
 * for with whatever travels next, and read after that; or both at once.
 */
void ledger_queue_earned(struct db *, struct id user, const char *reason, struct rows **);
struct money ledger_read_earned(struct rows *);
enum error ledger_find_earned(struct db *, struct id user, const char *reason,
			      struct money *out) MUST_USE;

/* Is a transfer booked under that id? */
enum error ledger_has(struct db *, struct id transfer, bool *out) MUST_USE;

/* Give a user money out of nothing but the grants account. Locks the account. Needs a transaction. */
enum error ledger_grant(struct db *, struct id grant, struct id user, struct money amount,
			struct money *balance) MUST_USE;

/* The database answers, and has the accounts. */
enum error ledger_check_ready(struct db *) MUST_USE;
