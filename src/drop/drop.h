/*
 * THE ROOM OF DROPS: paid contests, in which many answer and the best one is paid. Here: the state
 * machine; places and claims, submissions, ranking, packs, and the public board beside it. It knows no hires.
 *
 * TABLES: claims, submissions, hours; of jobs, the rows of kind drop.
 *
 * ALWAYS TRUE (invariants.c proves it, with the keys claims_place and submissions_one)
 * - Never more claims than places; one claim and one submission a user. What repeats an earlier text comes last.
 * - Ranks are 1 to n, and no grade is better than a higher rank's.
 * - Deadlines hold in the claim and submit transactions themselves, whether or not cron runs.
 *
 * LOCKS: the job, then the user's claim and submission in it, then the user. (market.h has the whole order.)
 *
 * What the rules look at is struct drop, read under the job's lock with the clock of that moment.
 *
 *	pending_payment -> open -> ranking -> completed
 *	pending_payment, open -> cancelled;  open, ranking -> failed
 *
 * No other move exists, and terminal rows never change.
 */
#pragma once

#include "db/invariant.h"
#include "market/order.h"
#include "market/row.h"

extern const struct invariants drop_invariants;

enum drop_status {
	DROP_PENDING_PAYMENT,
	DROP_OPEN,
	DROP_RANKING,
	DROP_COMPLETED,
	DROP_CANCELLED,
	DROP_FAILED,
	DROP_STATUSES
};

struct drop {
	struct id id, sender;
	enum drop_status status;
	struct money price, fee, prize;
	int64_t time_limit_seconds, max_claims, claims_count, submissions_count;
	bool cancellation_requested;
	struct instant window_closes_at, next_lapse_at;
	struct id lease_token, last_request;
	struct instant judging_until; /* by jurors; none: the built-in judge decides at once */
	struct instant now;	      /* the database's clock, read under the lock */
};

/* The columns of struct drop, and how to read them; the query's alias of jobs must be j. */
#define DROP_OWN_COLUMNS \
	", j.max_claims, j.claims_count, j.submissions_count, j.window_closes_at, j.next_lapse_at"
#define DROP_COLUMNS JOB_ROW_COLUMNS DROP_OWN_COLUMNS
struct drop drop_from_row(const struct rows *);

const char *drop_status_name(enum drop_status);
enum drop_status drop_status_named(const char *); /* aborts at a name that is none */
bool drop_is_terminal(enum drop_status);

/* Lock the job's row. Needs a transaction. NOT_FOUND, also for a job of another kind. */
enum error drop_lock(struct db *, struct id id, struct drop *out) MUST_USE;

/*
 * Create the drop, pending_payment, and pay for it from the sender's wallet if
 * that covers it: then it is open. *paid says which. Locks the account. Needs a
 * transaction. WALLET_FROZEN. Run again after a lost COMMIT: answers from what stands.
 */
enum error drop_create(struct db *, const struct order *, bool *paid, struct shortfall *) MUST_USE;

/*
 * Pay for a pending drop; *paid is false, and the shortfall says why, if the
 * wallet does not cover it. Locks the job and the sender's account. Needs a
 * transaction. WRONG_STATE if it is not pending, WALLET_FROZEN, FORBIDDEN, NOT_FOUND.
 */
enum error drop_pay(struct db *, struct id id, struct id user, struct id request, bool *paid,
		    struct shortfall *) MUST_USE;

/* The same for one that waits for money, when some has come: no automatic top-up is started. */
enum error drop_pay_waiting(struct db *, struct id id, struct id user, struct id request,
			    bool *paid) MUST_USE;

/*
 * Cancel as the sender may: at once if nobody competes, else by request, which
 * closes the drop to new claims. Locks the job, and the account it refunds.
 * Needs a transaction. RANKING, WRONG_STATE (terminal), FORBIDDEN, NOT_FOUND.
 */
enum error drop_cancel(struct db *, struct id id, struct id user, struct id request) MUST_USE;

/*
 * The house calls it off, because what paid for it is disputed: cancelled and refunded if it
 * is open and nothing was handed in, whoever holds a place; else nothing changes. Locks the job,
 * and the account it refunds. Needs a transaction. NOT_FOUND.
 */
enum error drop_call_off(struct db *, struct id id) MUST_USE;

/*
 * Take the places of claims that have run out, and put their users on
 * cooldown. Needs the job's lock; brings the drop up to date, queues its writes.
 */
enum error drop_lapse(struct db *, struct drop *) MUST_USE;

/*
 * The moves, each under the job's lock: they queue their writes. drop_rank
 * opens the judging: for jurors, by their names; or, where there are none (NULL), it
 * gives it to the holder of the token at once.
 */
int64_t drop_lease_ms(const struct drop *); /* how long a judge may take over it */
void drop_rank(struct db *, const struct drop *, const char *jurors, struct id token);
enum error drop_refund(struct db *, const struct drop *, enum drop_status,
		       const char *failure_reason) MUST_USE;
/* The prize to the winner of a drop that is ranking. */
enum error drop_pay_out(struct db *, const struct drop *, struct id winner) MUST_USE;
