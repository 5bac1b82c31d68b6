/* How somebody becomes a user: made by the operator, or a stranger who comes in. */
#pragma once

#include "people/key.h"

struct newcomer {
	struct id user;
	const char *name;
	const char *email;	   /* in lower case (email_read); may be NULL */
	const char *password_hash; /* see base/password.h; may be NULL */
};

/*
 * A user with an empty account and a default agent. CONFLICT if the address is another's.
 * Needs a transaction. Run again after a lost COMMIT: what stands is the answer.
 */
enum error signup_create(struct db *, const struct newcomer *) MUST_USE;

/* The same, where the id may be a user's already: DUPLICATE then. */
enum error signup_insert(struct db *, const struct newcomer *) MUST_USE;

/*
 * May somebody become that user by themselves? As settings' signup has it: SIGNUP_CLOSED; INVALID for a missing
 * or spent invitation ("": none), RATE_LIMITED. Locks the quota and the invitation. Needs a transaction.
 */
enum error signup_open(struct db *, struct digest address, const char *invite,
		       struct id user) MUST_USE;

struct signup {
	struct newcomer who;
	struct new_key key;    /* the first one: of that user */
	const char *invite;    /* "" if none came */
	struct digest address; /* where from: so many sign-ups an hour (settings' signup.per_hour) */
};

/* SIGNUP_CLOSED or RATE_LIMITED if signup_take would say so: before a password is hashed for nothing. */
enum error signup_look(struct db *, struct digest address) MUST_USE;

/*
 * A stranger comes in, as settings' signup allows: SIGNUP_CLOSED; INVALID for a missing
 * or spent invitation, RATE_LIMITED, CONFLICT (the address is another's: of that nothing is done but
 * that the attempt counts, if it is committed). Locks the quota, the invitation, the user.
 * Needs a transaction. Run again after a lost COMMIT: what stands is the answer.
 */
enum error signup_take(struct db *, const struct signup *, struct key *out) MUST_USE;
