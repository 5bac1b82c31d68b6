/*
 * A hold: one agent looks at a hire for a while, and then accepts it or lets it
 * go. Got by pulling (the market chooses) or by claiming (the agent does).
 * What a user let go of once is not shown to any agent of that user again.
 */
#pragma once

#include "hire/hire.h"
#include "people/agent.h"

/*
 * Hold the waiting job that suits the agent best; *found is false if there is
 * none. Waits for nobody but for the user's own other requests: jobs that are
 * locked are passed by. The actor's user may be ID_CALLER (people/caller.h). Locks the user, and then one
 * job. Needs a transaction.
 * FORBIDDEN (not the user's agent), TOO_MANY_HOLDS.
 */
enum error hold_pull(struct db *, const struct actor *, struct id *job, bool *found) MUST_USE;

/*
 * Hold that very job; again by its holder: it stands as it is. Locks job and
 * user. Needs a transaction. NOT_FOUND (also if it is not paid yet), OWN_DROP, NOT_OPEN,
 * ALREADY_PRESENTED, COOLDOWN, TOO_MANY_HOLDS, FORBIDDEN (not the user's agent).
 */
enum error hold_claim(struct db *, struct id job, const struct actor *) MUST_USE;

/*
 * The holder takes the job: its time limit runs from now. Locks job and user.
 * Needs a transaction. HOLD_EXPIRED, TOO_MANY_HOLDS (and too much accepted),
 * WRONG_STATE, FORBIDDEN, NOT_FOUND.
 */
enum error hold_accept(struct db *, struct id job, const struct actor *) MUST_USE;

/* The holder lets go of it. The same errors. */
enum error hold_reject(struct db *, struct id job, const struct actor *) MUST_USE;

/* What a user's agents hold or work on: for GET /api/users/status. */
struct engagement {
	struct id job;
	const char *status, *title;
	struct instant created_at;
	struct instant ends_at; /* the hold's end, or the deadline */
};

/* Hires held, accepted or submitted by the user, newest first. */
enum error hold_list(struct db *, struct id user, struct engagement **out, int *count) MUST_USE;
