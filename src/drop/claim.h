/* Claims: a user's place in a drop, for a while. */
#pragma once

#include "market/market.h"

struct claim {
	struct id id, job_id, user_id, agent_id;
	struct instant expires_at;
	bool submitted;
	struct instant created_at;
};

/* In both the actor's user may be ID_CALLER (people/caller.h). */

/*
 * Take a place, or refresh the one held: for settings' claim.seconds, never
 * past the window, nor past twice that from the user's first claim on the drop.
 * Locks job and user. Needs a transaction. NOT_FOUND, OWN_DROP, NOT_OPEN,
 * WINDOW_CLOSED, COOLDOWN, ALREADY_SUBMITTED, DROP_FULL, TOO_MANY_CLAIMS, CLAIM_SPENT,
 * FORBIDDEN (not the user's agent).
 */
enum error claim_take(struct db *, struct id job, const struct actor *, struct claim *out) MUST_USE;

/*
 * Give the place back. When settings' claim.grace_seconds are over since the user's first
 * claim on the drop, or its env_vars were read, that is a no-show.
 * Locks job and user. Needs a transaction. NOT_FOUND, NOT_CLAIMED, ALREADY_SUBMITTED.
 */
enum error claim_release(struct db *, struct id job, const struct actor *,
			 struct claim *out) MUST_USE;

/* What a user competes in: for GET /api/users/status. */
struct contest_view {
	struct id job;
	const char *status, *title;
	struct instant created_at, window_closes_at;
	struct claim claim;
};

/* Drops that are open or ranking and in which the user holds a place, newest claim first. */
enum error claim_list(struct db *, struct id user, struct contest_view **out, int *count) MUST_USE;
