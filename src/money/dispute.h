/*
 * Disputed money: a payment into a wallet that its cardholder's bank calls back, and a
 * refund by the payment service that went beyond the wallet (it is lost from the start).
 * What the ledger books of it is in topup.h; here is how it stands, and what of the prizes that
 * its sender paid it holds back (hold.h) or has been taken back (decision.h).
 *
 * Events tell of it in any order and any number: open, lost, won is a ladder, and what
 * is told last changes nothing below what was told first. All of a user's disputes are written
 * under the user's lock.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

enum dispute_status { DISPUTE_OPEN, DISPUTE_LOST, DISPUTE_WON };
const char *dispute_status_name(enum dispute_status);

struct dispute {
	const char *id; /* the outside's */
	struct id user;
	struct money amount;
	enum dispute_status status;
	struct instant created_at, closed_at;
};

/*
 * Write down how it stands; at first sight also queue an item that calls the sender's
 * jobs off (outbox.h). Queued. Needs a transaction and the user's lock.
 */
void dispute_note(struct db *, const struct dispute *);

/* The money has come back after all; nothing where nothing was written down. Queued, under the same lock. */
void dispute_win(struct db *, const char *id);

/* NOT_FOUND. */
enum error dispute_find(struct db *, const char *id, struct dispute *out) MUST_USE;

/* Is its money still disputed, or lost and not made up for? False also if there is no such dispute. */
enum error dispute_stands(struct db *, const char *id, bool *out) MUST_USE;

struct dispute_list {
	struct dispute *disputes;
	struct money *owed; /* by each one's wallet, by now */
	int64_t *held;	    /* how many payouts each still holds */
	int count;
};

/* Those that are open, and those that were lost and still hold a payout; `all`: every one. Newest first, a thousand at most. */
enum error dispute_list(struct db *, bool all, struct dispute_list *out) MUST_USE;

/* A prize out of the escrow of the dispute's sender. */
struct disputed_payout {
	struct id job, winner;
	struct money cents, taken;
	const char *state; /* held, clawed-back or released */
	struct instant paid_at, withdrawable_at;
	struct money balance; /* of the winner's wallet, by now */
};
struct disputed_payouts {
	struct disputed_payout *list;
	int count;
};

/* Those that it holds, and those that were decided on; oldest first, a thousand at most. */
enum error dispute_payouts(struct db *, const char *id, struct disputed_payouts *out) MUST_USE;
