/*
 * A trial: a job that jurors decide. They take their time, so their processes hold one each:
 * lease, judge without a transaction, settle; and nothing else waits for them. Where
 * they fail they try again while judge.budget_seconds (or judge.wait_hours) last, and then
 * settings' judge.fallback says what happens. Whoever is first to see that the time is
 * over ends the trial: the process that holds it, or the walk of deadline.h, which is never
 * more than the lease's two seconds later.
 *
 * Dies here: its lease runs out, or whoever started it lets go (trial_abandon). Twice, or two at
 * once: a settlement checks the lease's token under the job's lock, so there is one.
 */
#pragma once

#include "clock/deadline.h"
#include "drop/drop.h"
#include "hire/hire.h"

/*
 * Hold the trial that waits longest, under that token, which is not used again. Not inside a
 * transaction. *held is false if none waits. A trial that goes wrong is logged and ended as
 * settings say: an error only if the database is away, or nobody at all could decide.
 */
enum error trial_hold(struct db *, const struct judges *, struct id token, bool *held) MUST_USE;

/* Milliseconds until a trial waits: 0 if one does; at most `most`. */
enum error trial_wait(struct db *, int64_t most, int64_t *ms) MUST_USE;

/* Whoever held it under that token is dead: it waits again, unless it is another's or over. */
enum error trial_abandon(struct db *, struct id job, struct id token) MUST_USE;

/*
 * The jurors have failed, or are late: they try again, or the sender has the money back, or the
 * built-in judge decides, for whom that token has the lease then. Needs the job's
 * lock; locks the account that it refunds.
 */
enum trial_end { TRIAL_AGAIN, TRIAL_REFUNDED, TRIAL_BUILT_IN };
enum error trial_end_drop(struct db *, const struct drop *, struct id token,
			  enum trial_end *) MUST_USE;
enum error trial_end_hire(struct db *, struct hire *, struct id token, enum trial_end *) MUST_USE;
