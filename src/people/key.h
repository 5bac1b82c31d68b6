/*
 * API keys: clorp_<secret><checksum>. The database keeps a hash; the key itself
 * is seen once, when it is made. The checksum tells a mistyped key from a
 * revoked one without a look-up, and lets scanners recognise a leaked one.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

enum { KEY_TEXT = 48, KEYS_MOST = 100 };

struct key {
	struct id id, user_id;
	const char *name, *last_four;
	struct instant created_at, last_used_at, revoked_at;
};

struct key_list {
	struct key *keys;
	int count;
};

/* A fresh key in text. */
void key_draw(char out[KEY_TEXT]);

/* Is it a key by its form and checksum? */
bool key_is_well_formed(const char *);

/* Keep it. CONFLICT if the user has KEYS_MOST. Locks the user: NOT_FOUND. Needs a transaction. */
enum error key_create(struct db *, struct id id, struct id user, const char *name, const char *key,
		      struct key *out) MUST_USE;

/* Whose it is: user, and whether its last use ought to be noted. UNAUTHENTICATED. */
enum error key_find_user(struct db *, const char *key, struct id *user, struct id *id,
			 bool *stale) MUST_USE;

/* Note that the key was used; to the minute. Queued: the last of the lock order. */
void key_touch(struct db *, struct id id);

/* The user's keys that are not revoked, oldest first. */
enum error key_list(struct db *, struct id user, struct key_list *out) MUST_USE;

/* NOT_FOUND if it is none of the user's; again: nothing changes. */
enum error key_revoke(struct db *, struct id id, struct id user) MUST_USE;
