/*
 * Judging a drop: lease, judge, settle. The lease is a token with an end on the
 * job's row; a judge whose lease was taken over changes nothing. No transaction
 * is open while the judge thinks. Of each text it reads no more than ENTRY_BYTES,
 * and the log says so. What repeats an earlier answer to the letter it does not
 * get to see: that is ranked last here, and graded F, whoever judges.
 */
#pragma once

#include "base/contest.h"
#include "drop/drop.h"

/* What judges are posed of a drop, whatever its state: to look at it again. It lives in the connection's arena. */
enum error ranking_contest(struct db *, struct id job, struct contest *out) MUST_USE;

/*
 * Judge a drop that is ranking under this token, and settle it: payout to rank
 * 1, or a refund if the best grade is F. Not inside a transaction: it runs its
 * own. CONFLICT if the lease is another's by now, or the drop is over.
 */
enum error ranking_run(struct db *, struct id job, struct id token, judge_fn *) MUST_USE;

/*
 * Close a drop that is open and settle it in the transaction at hand, under its lock: by a judge
 * that takes no time to speak of. *settled is false, and nothing is written, if that
 * judge could not decide: then it is for drop_rank and ranking_run.
 */
enum error ranking_close(struct db *, const struct drop *, judge_fn *, bool *settled) MUST_USE;

/* The same by a judge that takes its time: so many milliseconds at most, and the log says how many. */
enum error ranking_run_within(struct db *, struct id job, struct id token, judge_fn *,
			      int64_t ms) MUST_USE;
