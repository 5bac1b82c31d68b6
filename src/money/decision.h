/*
 * What an operator decides on a prize that disputed money paid for: to claw it back, or
 * to let it go. Nothing is taken from a winner by itself.
 *
 * Once a dispute and payout, whoever is first: the primary key of dispute_decisions is
 * the slot, under the lock of the dispute's user, whose shortage a claw-back makes smaller.
 * Dies here: nothing is decided. Twice: the request knows its own decision. Two at once:
 * the second is told what the first decided.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct decision {
	struct id request; /* drawn before; a claw-back's transfer too */
	const char *dispute;
	struct id job; /* whose payout it is */
	/* what came of it */
	struct id winner;
	struct money taken; /* 0 of what was let go */
	struct money owed;  /* by the dispute's user, afterwards */
};

/*
 * From the winner's wallet into what the dispute's user owes, under clawback:<dispute>:<job>:
 * the prize, or as much of it as is owed and the wallet holds; earned money first. Locks
 * the dispute's user, then the winner's account. Needs a transaction. NOT_FOUND: no such dispute, or no payout
 * out of its user's escrow. WRONG_STATE: it is not lost, holds that payout no more, or the payout was
 * decided on already. PAYMENT_REQUIRED: the wallet is empty.
 */
enum error decision_claw_back(struct db *, struct decision *) MUST_USE;

/* The payout's usual hold is all that is left of it, for this dispute. As above; the dispute may be open. */
enum error decision_release(struct db *, struct decision *) MUST_USE;
