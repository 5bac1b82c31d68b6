/* Whom issuers know: which user somebody is for whom one of them vouches. */
#pragma once

#include "base/error.h"
#include "base/jws.h"
#include "base/value.h"
#include "db/db.h"

/* Somebody, as an issuer's verified word has it. */
struct vouched {
	const char *issuer, *subject; /* the subject stays the same for good */
	const char *name;	      /* what they are called there; "" if it does not say */
	bool is_welcome;    /* a first sign-in makes an account, whatever settings' signup says */
	const char *invite; /* "" if none came */
	struct digest address; /* where from */
};

/* What a token is held against, in one look-up. */
struct sight {
	struct jws_key key; /* its algorithm is UNKNOWN if there is no such key */
	struct id user;	    /* ID_NONE if the subject was never seen */
};
enum error identity_look(struct db *, const char *issuer, const char *key_id, const char *subject,
			 struct sight *out) MUST_USE;

/*
 * The user that this is; at first sight a new one, as settings' signup allows (signup_open). A
 * subject that is a UUID becomes the user's id unless there is such a user already; any other gets an id
 * of ours. SIGNUP_CLOSED, INVALID, RATE_LIMITED. Locks quota and invitation, and inserts the user.
 * Needs a transaction. Two at once, or run again after a lost COMMIT: one user.
 */
enum error identity_enter(struct db *, const struct vouched *, struct id *user) MUST_USE;

/* The user is nobody's any more; queued. */
void identity_forget(struct db *, struct id user);
