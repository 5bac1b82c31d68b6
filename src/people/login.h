/*
 * Signing in by address and password. Five wrong ones for an account from an
 * address within a quarter of an hour, and that address waits; from elsewhere the
 * account's owner still comes in, so nobody locks anybody out. An address waits as well that tried
 * settings' login.per_address within that time, right or wrong, at whatever accounts.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct login {
	const char *email, *password;
	struct digest address; /* where from */
};

/*
 * Whose account it is: *user is ID_NONE if address or password is wrong, and the
 * caller must COMMIT all the same, since the attempt was counted. RATE_LIMITED.
 * Locks the quotas' rows, and the user where both are right. Needs a transaction.
 */
enum error login_check(struct db *, const struct login *, struct id *user) MUST_USE;

/*
 * Is that the user's password? True for a user who has none if `password` is NULL.
 * A wrong one is counted, so the caller must COMMIT. RATE_LIMITED. Locks the quota's row.
 * Needs a transaction.
 */
enum error login_confirm(struct db *, struct id user, const char *password, bool *right) MUST_USE;

/*
 * Set the password, and the address of who has none (NULL: leave it); every other session
 * ends. INVALID for who has no address then, CONFLICT if it is another's. Locks the user.
 * Needs a transaction.
 */
enum error login_set_password(struct db *, struct id user, const char *password_hash,
			      const char *email, struct id kept_session) MUST_USE;

/* An address in lower case. INVALID, naming the field, for what cannot be one. */
enum error email_read(struct arena *, const char *field, const char *text,
		      const char **out) MUST_USE;
