/* Invitations: a code that the operator gives away (secret.h), good for one sign-up. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct invite {
	struct id id;
	const char *note; /* for whom; may be NULL */
	struct instant created_at, expires_at, used_at;
	struct id used_by;
};

struct invite_list {
	struct invite *invites;
	int count;
};

enum { INVITES_MOST = 1000 };

/* Keep it, for so many days. Needs a transaction. */
enum error invite_create(struct db *, struct id id, const char *code, const char *note,
			 int64_t days) MUST_USE;

/*
 * Spend it on that user; the same user again changes nothing. INVALID if it is
 * unknown, over, or another's. Locks its row. Needs a transaction.
 */
enum error invite_use(struct db *, const char *code, struct id user) MUST_USE;

/* The latest, newest first. */
enum error invite_list(struct db *, struct invite_list *out) MUST_USE;
