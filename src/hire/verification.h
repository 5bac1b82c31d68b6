/*
 * Verifying a hire: lease, verify, settle; as judging a drop. The lease is a
 * token with an end on the job's row, and no transaction is open while the
 * verifier thinks.
 */
#pragma once

#include "base/verification.h"
#include "market/market.h"

/*
 * Verify a hire that is submitted under this token: pass pays its worker, fail
 * spends the attempt. Not inside a transaction: it runs its own. CONFLICT if the
 * lease is another's by now, or another has verified the delivery.
 */
enum error verification_run(struct db *, struct id job, struct id token, verify_fn *) MUST_USE;

/* The same by a verifier that takes its time: so many milliseconds at most, and the log says how many. */
enum error verification_run_within(struct db *, struct id job, struct id token, verify_fn *,
				   int64_t ms) MUST_USE;
