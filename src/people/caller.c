#include "people/caller.h"

#include "base/config.h"
#include "people/secret.h"

/* One moment of refusal for all: which kind of credential it was is the caller's own affair. */
static enum error refuse(void)
{
	return failure(ERR_UNAUTHENTICATED,
		       "Authentication required: this key or session is unknown, "
		       "expired or revoked");
}

static enum error find_key(struct db *db, const char *key, struct caller *out)
{
	struct caller caller = { .by = CALLER_KEY };
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, user_id, scopes, COALESCE(last_used_at < NOW(3) - INTERVAL 1 MINUTE, TRUE) "
		"AS stale FROM api_keys WHERE key_hash = ? AND revoked_at IS NULL "
		"AND (expires_at IS NULL OR expires_at > NOW(3))", secret_hash(key)));
	if (!rows_next(rows))
		return refuse();
	caller.scopes = scope_of_set(row_text(rows, "scopes"));
	if (caller.scopes == SCOPE_ALL)
		caller.scopes |= SCOPE_OWNER;
	caller.user = row_id(rows, "user_id");
	caller.credential = row_id(rows, "id");
	caller.is_stale = row_bool(rows, "stale");
	*out = caller;
	return OK;
}

/* A program's token may never do what only the user may: keys and sessions would outlive its grant. */
static enum error find_grant(struct db *db, const char *token, struct caller *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT g.id, g.user_id, g.scopes, "
		"COALESCE(g.last_used_at < NOW(3) - INTERVAL 1 MINUTE, TRUE) AS stale FROM oauth_tokens t "
		"STRAIGHT_JOIN oauth_grants g ON g.id = t.grant_id WHERE t.token_hash = ? "
		"AND t.kind = 'access' AND t.expires_at > NOW(3) AND g.ended_at IS NULL",
		secret_hash(token)));
	if (!rows_next(rows))
		return refuse();
	*out = (struct caller){
		.user = row_id(rows, "user_id"),
		.credential = row_id(rows, "id"),
		.by = CALLER_GRANT,
		.scopes = scope_of_set(row_text(rows, "scopes")),
		.is_stale = row_bool(rows, "stale"),
	};
	return OK;
}

static enum error find_session(struct db *db, const char *token, struct caller *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, user_id, last_used_at < NOW(3) - INTERVAL 1 HOUR AS stale FROM sessions "
		"WHERE token_hash = ? AND expires_at > NOW(3)", secret_hash(token)));
	if (!rows_next(rows))
		return refuse();
	*out = (struct caller){
		.user = row_id(rows, "user_id"),
		.credential = row_id(rows, "id"),
		.by = CALLER_SESSION,
		.scopes = SCOPE_ALL | SCOPE_OWNER,
		.is_stale = row_bool(rows, "stale"),
	};
	return OK;
}

enum error caller_find(struct db *db, const char *bearer, const char *cookie, struct caller *out)
{
	if (secret_is(SECRET_KEY, bearer))
		return find_key(db, bearer, out);
	if (secret_is(SECRET_ACCESS, bearer))
		return find_grant(db, bearer, out);
	if (*bearer)
		return failure(ERR_UNAUTHENTICATED,
			       "Authentication required: what came as a key is none");
	if (secret_is(SECRET_SESSION, cookie))
		return find_session(db, cookie, out);
	return failure(ERR_UNAUTHENTICATED, "Authentication required: send an API key as "
					    "\"Authorization: Bearer clorp_...\"");
}

void caller_touch(struct db *db, const struct caller *caller)
{
	switch (caller->by) {
	case CALLER_KEY:
		db_queue(db, "UPDATE api_keys SET last_used_at = NOW(3) WHERE id = ?",
			 caller->credential);
		return;
	case CALLER_GRANT:
		db_queue(db, "UPDATE oauth_grants SET last_used_at = NOW(3) WHERE id = ?",
			 caller->credential);
		return;
	case CALLER_SESSION:
		db_queue(db, "UPDATE sessions SET last_used_at = NOW(3), "
			     "expires_at = NOW(3) + INTERVAL ? DAY WHERE id = ?",
			 settings()->session_days, caller->credential);
		return;
	case CALLER_ISSUER: return; /* nothing of it is kept */
	}
}
