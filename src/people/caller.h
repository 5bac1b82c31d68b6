/*
 * Who calls, told by what came with the request: an API key, a program's access token, or a
 * browser's session.
 * Whatever it is, one look-up says whose it is and what it may do.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"
#include "people/scope.h"

struct caller {
	struct id user;
	struct id credential; /* the row of the key, the session or the grant; none of an issuer's token */
	enum credential { CALLER_KEY, CALLER_SESSION, CALLER_GRANT, CALLER_ISSUER } by;
	int scopes;    /* of enum scope */
	bool is_stale; /* its last use ought to be noted */
};

/*
 * By the bearer's secret, or where none came by the cookie's. UNAUTHENTICATED, and
 * the note says which: nothing came, nothing that could be one, or one that is not (any more) good.
 */
enum error caller_find(struct db *, const char *bearer, const char *cookie,
		       struct caller *out) MUST_USE;

/*
 * The same in no round trip of its own: queued, it travels with the statements that follow. These
 * know the user as @caller in SQL, NULL if the credential is not good, and in C as ID_CALLER until
 * caller_read says who that is. What they did for nobody must be rolled back. UNAUTHENTICATED: nothing
 * came, or nothing that could be one; nothing is queued then.
 */
struct caller_question {
	enum credential by;
	struct rows *rows; /* NULL: not answered, for it has not travelled */
};

enum error caller_queue(struct db *, const char *bearer, const char *cookie,
			struct caller_question *out) MUST_USE;
enum error caller_read(const struct caller_question *, struct caller *out) MUST_USE;

/* Let the statements that follow know the user as @caller: queued, unless it is ID_CALLER, whose look-up does that. */
void caller_is(struct db *, struct id user);

/*
 * Lock the user, and see whether the credential still is good: it was looked up before that, and what is made with it
 * would outlive its end, of which a password set anew and a closed account are kinds. UNAUTHENTICATED. Needs a transaction.
 */
enum error caller_confirm(struct db *, const struct caller *) MUST_USE;

/* Note that the credential was used: a key to the minute, a session to the hour. Queued: the last of the lock order. */
void caller_touch(struct db *, const struct caller *);
