/*
 * API keys, of which the database keeps a hash: the key itself (secret.h) is seen
 * once, when it is made. Whose a key is that came with a request is asked of caller.h.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

enum { KEYS_MOST = 100 };

struct key {
	struct id id, user_id;
	const char *name, *last_four;
	const char *scopes; /* with commas between */
	struct instant created_at, last_used_at, expires_at, revoked_at;
};

struct key_list {
	struct key *keys;
	int count;
};

/* A key to be kept. */
struct new_key {
	struct id id, user;
	const char *name, *secret;
	int scopes;	    /* 0: all */
	struct maybe lives; /* in seconds; not known: for ever */
};

/* Keep it. CONFLICT if the user has KEYS_MOST. Locks the user: NOT_FOUND. Needs a transaction. */
enum error key_create(struct db *, const struct new_key *, struct key *out) MUST_USE;

/* The user's keys that are not revoked, oldest first. */
enum error key_list(struct db *, struct id user, struct key_list *out) MUST_USE;

/* All of the user's; *count says how many were good until now. */
enum error key_revoke_all(struct db *, struct id user, int64_t *count) MUST_USE;

/* NOT_FOUND if it is none of the user's; again: nothing changes. */
enum error key_revoke(struct db *, struct id id, struct id user) MUST_USE;
