/*
 * What is done because time has passed. Deadlines hold by themselves, in the
 * transactions of those who come too late; here, jobs that are due are moved:
 * claims and holds lapse, windows close, attempts end, what was handed in is
 * judged and settled. One item a transaction, found with SKIP LOCKED, so that
 * any number of crons may run at once.
 */
#pragma once

#include <signal.h>

#include "base/contest.h"
#include "base/verification.h"
#include "market/market.h"

/* What a pass has moved. */
struct moved {
	int lapsed;    /* drops in which claims ran out, and holds that did */
	int closed;    /* windows closed with something to judge */
	int expired;   /* attempts at hires that missed their deadline */
	int settled;   /* drops and deliveries judged, and paid for or not */
	int failed;    /* drops that ended without a submission */
	int cancelled; /* cancellations that took effect */
	int errors;    /* items left for the next pass */
};

/* Called for each item that failed: the pass goes on with the next. */
typedef void deadline_complaint(struct id job, enum error);

/*
 * Who decides what is handed in: at once, a drop's submissions and a hire's delivery; and,
 * where there are jurors (their names; NULL: none), they do, in processes of their own (trial.h).
 */
struct judges {
	judge_fn *rank;
	verify_fn *verify;
	const char *jurors;
	judge_fn *jurors_rank;
	verify_fn *jurors_verify;
	bool takes_no_time; /* rank is fast enough for a transaction to stay open meanwhile */
};

/* The complaint of programs: a line in the log. */
deadline_complaint deadline_log;

/* How far a pass may go. */
struct deadline_limits {
	int items;
	int64_t ms;
	const volatile sig_atomic_t *stop; /* a signal's flag, looked at between items; may be NULL */
};

/*
 * Move what is due, oldest first, until nothing is, or a limit is met. Not
 * inside a transaction. An error only if the database is away.
 */
enum error deadline_enforce(struct db *, const struct judges *, const struct deadline_limits *,
			    deadline_complaint *, struct moved *out) MUST_USE;

/* Are at least so many due now? */
enum error deadline_is_much(struct db *, int how_many, bool *out) MUST_USE;

/* Milliseconds until something is due: 0 if something is; at most `most`. */
enum error deadline_wait(struct db *, int64_t most, int64_t *ms) MUST_USE;

/*
 * Forget answers kept for an Idempotency-Key longer than settings say (*swept), quotas,
 * sessions and tokens that are over, events of a month ago; at most a thousand of each a call. And
 * count the hours that are over (drop/hours.h).
 */
enum error deadline_sweep(struct db *, int *swept) MUST_USE;
