/*
 * Frozen wallets. Two things freeze one: what it owes (topup.h: until that is
 * settled), and an operator (here: until an operator thaws it). Neither thaws what
 * the other froze. A frozen wallet spends nothing, withdraws nothing and its user
 * claims nothing; what comes in comes in.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/* Of a row of users: why its wallet is frozen, for its user to read, or NULL. */
#define FROZEN_REASON \
	"CASE WHEN suspended_at IS NOT NULL THEN suspended_why WHEN shortage_cents > 0 THEN " \
	"CONCAT('it owes ', shortage_cents, ' cents, for a payment into it was taken back') END"

/* Is it? Locks nothing. */
enum error suspension_find(struct db *, struct id user, bool *frozen) MUST_USE;

/* WALLET_FROZEN with the reason if the user's wallet is. Locks nothing: the user's lock makes it last. */
enum error suspension_check(struct db *, struct id user) MUST_USE;

/*
 * By an operator, with what its user is told. Again: the reason is replaced. Locks the
 * user. Needs a transaction. NOT_FOUND, INVALID without a reason.
 */
enum error suspension_begin(struct db *, struct id user, const char *why) MUST_USE;

/*
 * What an operator froze; what the wallet owes it still owes, and stays frozen for.
 * Jobs that wait for money are paid. Again, or where no operator froze it: nothing changes.
 * Locks the user. Needs a transaction. NOT_FOUND.
 */
enum error suspension_end(struct db *, struct id user) MUST_USE;
