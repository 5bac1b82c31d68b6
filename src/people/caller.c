#include "people/caller.h"

#include "base/config.h"
#include "people/secret.h"
#include "people/user.h"

/* One moment of refusal for all: which kind of credential it was is the caller's own affair. */
static enum error refuse(void)
{
	return failure(ERR_UNAUTHENTICATED,
		       "Authentication required: this key or session is unknown, "
		       "expired or revoked");
}

/* The columns of all three; who it is stays behind for the statements that travel with it. */
#define WHO(id, user) id " AS id, @caller := " user " AS user_id, "
#define STALE_AFTER(interval) \
	"COALESCE(last_used_at < NOW(3) - INTERVAL " interval ", TRUE) AS stale "

static void queue_key(struct db *db, const char *key, struct rows **rows)
{
	db_queue_query(db, rows,
		"SELECT " WHO("id", "user_id") "scopes, " STALE_AFTER("1 MINUTE")
		"FROM api_keys WHERE key_hash = ? AND revoked_at IS NULL "
		"AND (expires_at IS NULL OR expires_at > NOW(3))", secret_hash(key));
}

static void queue_grant(struct db *db, const char *token, struct rows **rows)
{
	db_queue_query(db, rows,
		"SELECT " WHO("g.id", "g.user_id") "g.scopes, " STALE_AFTER("1 MINUTE")
		"FROM oauth_tokens t STRAIGHT_JOIN oauth_grants g ON g.id = t.grant_id "
		"WHERE t.token_hash = ? AND t.kind = 'access' AND t.expires_at > NOW(3) "
		"AND g.ended_at IS NULL", secret_hash(token));
}

static void queue_session(struct db *db, const char *token, struct rows **rows)
{
	db_queue_query(db, rows,
		"SELECT " WHO("id", "user_id") "NULL AS scopes, " STALE_AFTER("1 HOUR")
		"FROM sessions WHERE token_hash = ? AND expires_at > NOW(3)", secret_hash(token));
}

/* By what came, or by nothing that could be a credential. */
static enum error kind_of(const char *bearer, const char *cookie, enum credential *out)
{
	if (secret_is(SECRET_KEY, bearer))
		*out = CALLER_KEY;
	else if (secret_is(SECRET_ACCESS, bearer))
		*out = CALLER_GRANT;
	else if (*bearer)
		return failure(ERR_UNAUTHENTICATED,
			       "Authentication required: what came as a key is none");
	else if (secret_is(SECRET_SESSION, cookie))
		*out = CALLER_SESSION;
	else
		return failure(ERR_UNAUTHENTICATED, "Authentication required: send an API key as "
						    "\"Authorization: Bearer clorp_...\"");
	return OK;
}

static void queue_question(struct db *db, const char *bearer, const char *cookie,
			   struct caller_question *question)
{
	switch (question->by) {
	case CALLER_KEY: queue_key(db, bearer, &question->rows); return;
	case CALLER_GRANT: queue_grant(db, bearer, &question->rows); return;
	case CALLER_SESSION: queue_session(db, cookie, &question->rows); return;
	case CALLER_ISSUER: return; /* of whom nothing is kept: see vouched.h */
	}
}

/* A program's token may never do what only the user may: keys and sessions would outlive its grant. */
static int scopes_of(enum credential by, const char *set)
{
	int scopes = by == CALLER_SESSION ? SCOPE_ALL : scope_of_set(set);

	return by != CALLER_GRANT && scopes == SCOPE_ALL ? SCOPE_ALL | SCOPE_OWNER : scopes;
}

enum error caller_queue(struct db *db, const char *bearer, const char *cookie,
			struct caller_question *out)
{
	TRY(kind_of(bearer, cookie, &out->by));
	out->rows = NULL;
	/* A connection remembers its last caller, and a query that finds none sets none. */
	db_queue(db, "SET @caller = NULL");
	queue_question(db, bearer, cookie, out);
	return OK;
}

void caller_is(struct db *db, struct id user)
{
	if (!id_equal(user, ID_CALLER))
		db_queue(db, "SET @caller = ?", user);
}

enum error caller_read(const struct caller_question *question, struct caller *out)
{
	struct rows *rows = question->rows;

	if (!rows)
		return failure(ERR_BROKEN, "who calls was not looked up");
	if (!rows_next(rows))
		return refuse();
	*out = (struct caller){
		.user = row_id(rows, "user_id"),
		.credential = row_id(rows, "id"),
		.by = question->by,
		.scopes = scopes_of(question->by, row_text(rows, "scopes")),
		.is_stale = row_bool(rows, "stale"),
	};
	return OK;
}

enum error caller_find(struct db *db, const char *bearer, const char *cookie, struct caller *out)
{
	struct caller_question question = { .rows = NULL };

	TRY(kind_of(bearer, cookie, &question.by));
	queue_question(db, bearer, cookie, &question);
	TRY(db_flush(db));
	return caller_read(&question, out);
}

/* Of an issuer's token nothing is kept but whose it is. */
static enum error look_again(struct db *db, const struct caller *caller, struct rows **rows)
{
	switch (caller->by) {
	case CALLER_KEY:
		return db_query(db, rows, "SELECT id FROM api_keys WHERE id = ? AND revoked_at IS NULL",
				caller->credential);
	case CALLER_GRANT:
		return db_query(db, rows, "SELECT id FROM oauth_grants WHERE id = ? AND ended_at IS NULL",
				caller->credential);
	case CALLER_SESSION:
		return db_query(db, rows, "SELECT id FROM sessions WHERE id = ?",
				caller->credential);
	case CALLER_ISSUER:
		return db_query(db, rows, "SELECT user_id FROM identities WHERE user_id = ? LIMIT 1",
				caller->user);
	}
	return ERR_BROKEN;
}

enum error caller_confirm(struct db *db, const struct caller *caller)
{
	struct rows *rows = NULL;

	TRY(user_lock(db, caller->user));
	TRY(look_again(db, caller, &rows));
	return rows_count(rows) > 0 ? OK : refuse();
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
