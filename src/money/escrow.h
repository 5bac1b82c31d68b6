/*
 * A job's price, whatever its kind: into escrow when the job is paid for, and
 * out of it once, as payout or refund. The job's one row in settlements is the
 * slot that both use.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"
#include "money/ledger.h"

struct stake {
	struct id job, sender;
	struct money price, fee, prize;
	struct instant now;
};

/* The answer when a wallet does not cover a price. */
struct shortfall {
	struct money required, available;
	bool topup_started;
};

/* On whose act a job is paid for: its sender's, or that of money which came in by itself. */
enum payer { PAYER_SENDER, PAYER_FUNDS };

/*
 * Pay the price from the sender's wallet; *funded is false, and the shortfall
 * says why, if that does not cover it. An act of the sender may start an automatic
 * top-up; money that came in starts none, or one job would charge a card for as long as
 * its price is not reached. Locks the
 * account. Needs a transaction, and the job's lock. WALLET_FROZEN.
 */
enum error escrow_fund(struct db *, const struct stake *, enum payer, struct id transfer,
		       bool *funded, struct shortfall *) MUST_USE;

/* The shortfall as it stands now, for an answer that is given again. Locks the account. */
enum error escrow_find_shortfall(struct db *, const struct stake *, struct shortfall *) MUST_USE;

/* The prize to whom it is due, the fee to the house. Locks the account. */
enum error escrow_pay_out(struct db *, const struct stake *, struct id winner) MUST_USE;

/* All of it back to the sender. Locks the account. */
enum error escrow_refund(struct db *, const struct stake *) MUST_USE;
