/*
 * Grants: what a user allowed a program, and the tokens that stand for it. A grant
 * ends when its user says so, or when a token of it is used that should have been
 * gone (RFC 9700 4.14.2): then all its tokens end with it.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"
#include "people/client.h"

enum {
	CODE_SECONDS = 60, /* RFC 6749 4.1.2: ten minutes at most */
	ACCESS_SECONDS = 3600,
	REFRESH_SECONDS = 90 * 86400, /* from its last use */
	LEEWAY_SECONDS = 20 /* in which a client whose answer was lost may refresh again */
};

struct grant {
	struct id id, user;
	const char *client_id, *client_name;
	int scopes;
	struct instant created_at, last_used_at;
};

struct grant_list {
	struct grant *grants;
	int count;
};

/* Keep it. Again, with the same id: nothing changes. Locks the user: NOT_FOUND. Needs a transaction. */
enum error grant_create(struct db *, const struct grant *) MUST_USE;

enum error grant_list(struct db *, struct id user, struct grant_list *out) MUST_USE;

/* The user ends it. NOT_FOUND if it is none of the user's. Needs a transaction. */
enum error grant_end(struct db *, struct id id, struct id user) MUST_USE;

/* What a token request hands over, and what it is to get. */
struct exchange {
	const char *client_id;
	const char *redirect_uri, *verifier; /* of a code */
	int scopes;			     /* that a refresh asks for; 0: what was allowed */
	struct id request;		     /* so that a repetition knows its own work */
	const char *access, *refresh;	     /* fresh secrets */
};

struct issue {
	struct id grant, user;
	int scopes;
};

/* Keep a fresh code for the grant. Needs a transaction. */
enum error grant_give_code(struct db *, struct id grant, const char *code, const char *redirect_uri,
			   const char *challenge, struct id request) MUST_USE;

/*
 * Tokens for a code or a refresh token. INVALID_GRANT if it is unknown, over, used or
 * another client's; one that was used before ends the grant, so COMMIT all the same.
 * INVALID_SCOPE if a refresh asks for more than was allowed (RFC 6749 6): the token stays good.
 * Locks the token's and the grant's row. Needs a transaction.
 */
enum error grant_take_code(struct db *, const char *code, const struct exchange *,
			   struct issue *out) MUST_USE;
enum error grant_refresh(struct db *, const char *refresh, const struct exchange *,
			 struct issue *out) MUST_USE;

/* Tokens for a grant that was just given: a device's. */
enum error grant_issue(struct db *, struct id grant, const struct exchange *,
		       struct issue *out) MUST_USE;

/* RFC 7009: the grant of an access or refresh token ends; an unknown token is no error. */
enum error grant_revoke(struct db *, const char *token, const char *client_id) MUST_USE;

/* Remove tokens that are over, at most so many. */
enum error grant_sweep(struct db *, int most) MUST_USE;
