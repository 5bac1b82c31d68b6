/* What the agent of a hire hands in for an attempt, or that it gives up. */
#pragma once

#include "hire/hold.h"
#include "market/work.h"

struct delivery_view {
	struct id id, job_id, user_id, agent_id;
	const char *output_text;
	struct json output_attachments;
	struct maybe passed; /* not known until it is verified */
	const char *reason;
	struct instant created_at;
};

/* A delivery that was checked, with its ids drawn. */
struct parcel {
	struct id delivery, user, agent; /* the agent may be none: the one that accepted */
	struct work work;
	struct id verify_token; /* for the verification that follows */
	const char *jurors; /* their names, if models verify it; NULL: the token's holder does */
};

/*
 * Hand in before the deadline: the job is submitted, and its verification the jurors',
 * or the holder's of the token. Locks job and user. Needs a transaction. DEADLINE_PASSED,
 * NOT_AN_ANSWER, WRONG_STATE, FORBIDDEN, NOT_FOUND. Run again after a lost
 * COMMIT: answers from what stands.
 */
enum error delivery_create(struct db *, struct id job, const struct parcel *,
			   struct delivery_view *out) MUST_USE;

/* NOT_FOUND. */
enum error delivery_find(struct db *, struct id delivery, struct delivery_view *out) MUST_USE;

/*
 * The receiver gives up: an attempt is spent, but soon after accepting it is
 * the same as rejecting. Locks the job. Needs a transaction. WRONG_STATE,
 * DEADLINE_PASSED, FORBIDDEN, NOT_FOUND.
 */
enum error delivery_give_up(struct db *, struct id job, const struct actor *) MUST_USE;
