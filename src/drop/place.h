/*
 * What claim and submit look at: the drop, the user's own claim and submission
 * in it, and how the user has behaved, all under the locks of both.
 */
#pragma once

#include "drop/drop.h"
#include "market/standing.h"

enum claim_status { CLAIM_NONE, CLAIM_LIVE, CLAIM_SUBMITTED, CLAIM_LAPSED, CLAIM_RELEASED };

struct place {
	struct drop drop;
	struct id user;
	enum claim_status status; /* of the user's claim, at the drop's now */
	struct id claim, agent;	  /* no claim: the user never had one here */
	struct id last_request;	  /* of a submitted claim, the submission's id */
	struct instant first_claimed_at, expires_at, created_at;
	struct standing standing;	   /* the user's, also to this very drop */
	bool has_read_env_vars;		   /* the drop's, by a claim */
	bool is_new_competitor, is_frozen; /* the user; the user's wallet */
	bool is_proven;			   /* the user is known not to be new */
};

/*
 * Lock the job and the user, in that order, and read all of the above in the
 * same round trip. The user may be ID_CALLER: then the place says who that is.
 * Claims that have run out are taken first. Needs a transaction. NOT_FOUND (also for a drop that is not paid yet), OWN_DROP.
 */
enum error place_lock(struct db *, struct id job, struct id user, struct place *out) MUST_USE;

/* NOT_OPEN or WINDOW_CLOSED, if the drop takes nothing more; COOLDOWN, if it takes nothing of this user. */
enum error place_check_open(const struct place *) MUST_USE;

/*
 * Queue the user's claim as it now stands in place: its status, agent, times
 * and last request. Its first one is new, and gets the id; a later one is in
 * the same row, which remembers when the first was taken.
 */
void place_save_claim(struct db *, struct place *, struct id id_if_new);

/* Queue the job's new counts after the user's claim or submission was written. */
void place_update_job(struct db *, const struct place *, int claims_more, int submissions_more);

/* The same for a claim just taken: the commonest, and no other claim need be looked at. */
void place_add_claim(struct db *, const struct place *);
