/*
 * Sessions of browsers: a cookie's secret, of which the hash is kept. Each use
 * moves its end on, to so many days from then (settings' session.days).
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct session {
	struct id id, user;
	const char *opened_by;	/* password, key, signup, or the name of who vouched for the user */
	const char *user_agent; /* as the browser told it, shortened; may be NULL */
	struct instant created_at, last_used_at, expires_at;
};

struct session_list {
	struct session *sessions;
	int count;
};

enum { SESSIONS_MOST = 50, USER_AGENT_CHARACTERS = 200 };

/*
 * Open it for that token. The oldest beyond SESSIONS_MOST end. Locks the user:
 * NOT_FOUND. Needs a transaction. Run again after a lost COMMIT: what stands stays.
 */
enum error session_open(struct db *, const struct session *, const char *token) MUST_USE;

/* One of the user's that is alive. NOT_FOUND. */
enum error session_find(struct db *, struct id id, struct id user, struct session *out) MUST_USE;

/* The user's, last used first. */
enum error session_list(struct db *, struct id user, struct session_list *out) MUST_USE;

/* NOT_FOUND if it is none of the user's. */
enum error session_end(struct db *, struct id id, struct id user) MUST_USE;

/* All of the user's but one (ID_NONE: all); queued. */
void session_end_others(struct db *, struct id user, struct id kept);

/* Remove those that are over, at most so many. */
enum error session_sweep(struct db *, int most) MUST_USE;
