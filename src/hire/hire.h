/*
 * THE ROOM OF HIRES: work for one agent at a time, who is paid if the verifier passes it. Here: what its
 * sender does (post, pay, cancel); what agents do is in hold.h and delivery.h, how a job finds its agent in
 * match.h, what it is estimated at in brief.h. It knows no drops.
 *
 * TABLES: presentations, deliveries, job_tokens; of jobs, the rows of kind hire.
 *
 * ALWAYS TRUE (invariants.c proves it, with the keys deliveries_attempt, presentations_request)
 * - A hire is held or worked on by one agent at most; who has let go of it is not shown it again.
 * - Three attempts at most; each one that is spent leaves a cooldown.
 * - It is found by its words while it waits, and only then.
 * - It moves only as the table in hire_move.c says.
 *
 * LOCKS: the job, then what belongs to it, then the user. But a pull locks its user first, and then a job by SKIP
 * LOCKED: it never waits for one. (market.h has the whole order.)
 *
 * Each act locks the job's row, brings it up to the clock, and asks hire_move whether it may happen.
 */
#pragma once

#include "db/invariant.h"
#include "hire/hire_move.h"
#include "market/cooldown.h"
#include "market/order.h"
#include "market/row.h"

extern const struct invariants hire_invariants;

enum { HIRE_ATTEMPTS = 3 };

struct hire {
	struct id id, sender;
	enum hire_status status;
	struct money price, fee, prize;
	int64_t time_limit_seconds, attempt_count;
	bool cancellation_requested;
	struct id held_by, held_by_agent;
	struct instant held_until;
	struct id receiver, receiver_agent;
	struct instant accepted_at, deadline_at;
	struct id delivery, lease_token, last_request;
	struct instant judging_until; /* as a drop's */
	struct instant now;	      /* the database's clock, read under the lock */
};

/* The columns of struct hire, and how to read them; the query's alias of jobs must be j. */
#define HIRE_OWN_COLUMNS \
	", j.attempt_count, j.held_by, j.held_by_agent_id, j.held_until, j.receiver, " \
	"j.receiver_agent_id, j.accepted_at, j.deadline_at, j.delivery_id"
#define HIRE_COLUMNS JOB_ROW_COLUMNS HIRE_OWN_COLUMNS
struct hire hire_from_row(const struct rows *);

/* Lock the job's row. Needs a transaction. NOT_FOUND, also for a job of another kind. */
enum error hire_lock(struct db *, struct id id, struct hire *out) MUST_USE;

/*
 * Create the hire, pending_payment, and pay for it from the sender's wallet if
 * that covers it: then it is queued. *paid says which. Locks the account. Needs
 * a transaction. WALLET_FROZEN. Run again after a lost COMMIT: answers from what stands.
 */
enum error hire_create(struct db *, const struct order *, bool *paid, struct shortfall *) MUST_USE;

/* As drop_pay. WRONG_STATE, WALLET_FROZEN, FORBIDDEN, NOT_FOUND. */
enum error hire_pay(struct db *, struct id id, struct id user, struct id request, bool *paid,
		    struct shortfall *) MUST_USE;

/* As drop_pay_waiting. */
enum error hire_pay_waiting(struct db *, struct id id, struct id user, struct id request,
			    bool *paid) MUST_USE;

/*
 * At once, with the money back, unless an agent has accepted it: then at the
 * agent's next failure. Locks the job, and the account it refunds. Needs a
 * transaction. WRONG_STATE (terminal), FORBIDDEN, NOT_FOUND.
 */
enum error hire_cancel(struct db *, struct id id, struct id user, struct id request) MUST_USE;

/* As drop_call_off: cancelled and refunded if it is queued or held. */
enum error hire_call_off(struct db *, struct id id) MUST_USE;

/* FORBIDDEN, or NOT_FOUND if the job is hidden from the user: for who is not whom an act needs. */
enum error hire_refuse_role(struct db *, const struct hire *, struct id user,
			    const char *role) MUST_USE;

/*
 * The same for an agent who may have been that, and was too late: the answer does not
 * depend on whether the clock has passed by meanwhile. HOLD_EXPIRED or DEADLINE_PASSED then.
 */
enum error hire_refuse_late(struct db *, const struct hire *, struct id user,
			    const char *role) MUST_USE;

/*
 * Bring the hire up to its clock: a hold that ran out is given back, a deadline
 * that passed spends an attempt; *change says which. Whoever locks a hire calls
 * this before looking at its status. Needs the job's lock; the writes are queued.
 */
enum hire_change { HIRE_UNCHANGED, HIRE_LAPSED, HIRE_EXPIRED };
enum error hire_catch_up(struct db *, struct hire *, enum hire_change *change) MUST_USE;

/*
 * The job goes back to the queue by that event; or, if its sender has asked for
 * cancellation, it is cancelled and refunded, which locks the sender's account.
 * Needs the job's lock; the writes are queued. As hire_move.
 */
enum error hire_return(struct db *, struct hire *, enum hire_event) MUST_USE;

/*
 * The attempt is over, by such a letdown: the log says why, its worker keeps away for
 * settings' hire.cooldown, and the job returns as above; the last attempt fails it and
 * refunds it, which locks the sender's account. Needs the job's lock; the writes
 * are queued. As hire_move.
 */
enum error hire_spend_attempt(struct db *, struct hire *, enum letdown, const char *why) MUST_USE;

/*
 * The same for what is no attempt: a newcomer's junk. It is a no-show, and costs the
 * sender nothing: else three fresh accounts would end a hire in a moment.
 */
enum error hire_spare_attempt(struct db *, struct hire *, const char *why) MUST_USE;

/*
 * No verifier can be had, and settings would not have it judged without: it fails, the
 * sender has the money back, and neither side is blamed. Locks the sender's account.
 */
enum error hire_leave_unjudged(struct db *, struct hire *) MUST_USE;

/* The prize to the receiver, whose account it locks. Needs the job's lock; the writes are queued. */
enum error hire_pay_out(struct db *, const struct hire *) MUST_USE;
