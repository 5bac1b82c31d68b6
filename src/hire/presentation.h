/* That a hire was shown to an agent, by a pull or a claim, and what became of it. */
#pragma once

#include "market/market.h"

/* Queue it: the job is held for the user's agent from now on, by this request. Needs the job's lock. */
void presentation_begin(struct db *, struct id job, struct id agent, const struct actor *,
			struct instant now);

/*
 * Queue what became of it: 'accepted', 'rejected', 'lapsed', or 'expired' (it was accepted,
 * and its deadline passed). Needs the job's lock.
 */
void presentation_end(struct db *, struct id job, struct id user, const char *outcome);

/*
 * What the job's clock did to the user who was shown it last: HOLD_EXPIRED, DEADLINE_PASSED, or
 * OK if it did nothing.
 */
enum error presentation_check_late(struct db *, struct id job, struct id user) MUST_USE;

/* The job that an earlier run of this request has shown; *found is false if there is none. */
enum error presentation_find(struct db *, struct id request, struct id *job, bool *found) MUST_USE;
