#include "people/grant.h"

#include <string.h>

#include "people/scope.h"
#include "people/secret.h"
#include "people/user.h"

enum { GRANTS_MOST = 100 };

/* A token's row with its grant's, locked: the token by its key first, then the grant by its own. */
struct token {
	struct digest hash;
	struct id grant, user, request;
	const char *kind, *client_id, *redirect_uri, *challenge;
	int scopes;
	bool is_over, is_used, used_just_now;
};

static struct grant from_row(const struct rows *row)
{
	return (struct grant){
		.id = row_id(row, "id"),
		.user = row_id(row, "user_id"),
		.client_id = row_text(row, "client_id"),
		.client_name = row_text(row, "client_name"),
		.scopes = scope_of_set(row_text(row, "scopes")),
		.created_at = row_time(row, "created_at"),
		.last_used_at = row_time(row, "last_used_at"),
	};
}

static void end(struct db *db, struct id grant)
{
	db_queue(db, "UPDATE oauth_grants SET ended_at = COALESCE(ended_at, NOW(3)) WHERE id = ?",
		 grant);
	db_queue(db, "DELETE FROM oauth_tokens WHERE grant_id = ? AND kind <> 'code'", grant);
}

enum error grant_create(struct db *db, const struct grant *grant)
{
	TRY(user_lock(db, grant->user));

	enum error e = db_exec(db,
		"INSERT INTO oauth_grants (id, user_id, client_id, client_name, scopes, created_at) "
		"VALUES (?, ?, ?, ?, ?, NOW(3))",
		grant->id, grant->user, grant->client_id, grant->client_name,
		scope_set(db_arena(db), grant->scopes));

	return e == ERR_DUPLICATE ? OK : e; /* the id was drawn once: an earlier run was committed */
}

enum error grant_list(struct db *db, struct id user, struct grant_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, user_id, client_id, client_name, scopes, created_at, last_used_at "
		"FROM oauth_grants g WHERE user_id = ? AND ended_at IS NULL AND EXISTS (SELECT 1 "
		"FROM oauth_tokens t WHERE t.grant_id = g.id AND t.expires_at > NOW(3)) "
		"ORDER BY id DESC LIMIT ?", user, GRANTS_MOST));

	struct grant_list list = { ARENA_ARRAY(db_arena(db), struct grant, rows_count(rows)), 0 };

	while (rows_next(rows))
		list.grants[list.count++] = from_row(rows);
	*out = list;
	return OK;
}

enum error grant_end(struct db *db, struct id id, struct id user)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "grant",
		"SELECT id FROM oauth_grants WHERE id = ? AND user_id = ? FOR UPDATE", id, user));
	end(db, id);
	return OK;
}

static enum error insert(struct db *db, const struct token *token, int seconds, const char *secret,
			 const struct digest *parent)
{
	const struct digest none = { { 0 } };

	return db_exec(db,
		"INSERT INTO oauth_tokens (token_hash, grant_id, kind, redirect_uri, challenge, "
		"parent_hash, request, created_at, expires_at) VALUES (?, ?, ?, ?, ?, IF(?, ?, NULL), ?, "
		"NOW(3), NOW(3) + INTERVAL ? SECOND)",
		secret_hash(secret), token->grant, token->kind, token->redirect_uri,
		token->challenge, (bool)(parent != NULL), parent ? *parent : none, token->request,
		seconds);
}

enum error grant_give_code(struct db *db, struct id grant, const char *code,
			   const char *redirect_uri, const char *challenge, struct id request)
{
	struct token token = { .grant = grant,
			       .request = request,
			       .kind = "code",
			       .redirect_uri = redirect_uri,
			       .challenge = challenge };
	enum error e = insert(db, &token, CODE_SECONDS, code, NULL);

	return e == ERR_DUPLICATE ? OK : e;
}

static enum error lock(struct db *db, const char *kind, const char *secret, struct token *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT t.token_hash, t.grant_id, t.kind, t.redirect_uri, t.challenge, t.request, "
		"t.expires_at <= SYSDATE(3) OR g.ended_at IS NOT NULL AS is_over, "
		"t.used_at IS NOT NULL AS is_used, "
		"COALESCE(t.used_at > SYSDATE(3) - INTERVAL ? SECOND, FALSE) AS just_now, "
		"g.user_id, g.client_id, g.scopes FROM oauth_tokens t "
		"STRAIGHT_JOIN oauth_grants g ON g.id = t.grant_id WHERE t.token_hash = ? FOR UPDATE",
		LEEWAY_SECONDS, secret_hash(secret)));
	if (!rows_next(rows) || strcmp(row_text(rows, "kind"), kind) != 0)
		return failure(ERR_INVALID_GRANT, "this %s is unknown", kind);
	*out = (struct token){
		.hash = row_digest(rows, "token_hash"),
		.grant = row_id(rows, "grant_id"),
		.user = row_id(rows, "user_id"),
		.request = row_id(rows, "request"),
		.kind = row_text(rows, "kind"),
		.client_id = row_text(rows, "client_id"),
		.redirect_uri = row_text(rows, "redirect_uri"),
		.challenge = row_text(rows, "challenge"),
		.scopes = scope_of_set(row_text(rows, "scopes")),
		.is_over = row_bool(rows, "is_over"),
		.is_used = row_bool(rows, "is_used"),
		.used_just_now = row_bool(rows, "just_now"),
	};
	return OK;
}

/* Both tokens of the exchange; the first insert meets an earlier run of it that was committed. */
static enum error issue(struct db *db, const struct token *parent, const struct exchange *exchange,
			struct issue *out)
{
	struct token access = { .grant = parent->grant,
				.request = exchange->request,
				.kind = "access" },
		     refresh = access;
	enum error e = insert(db, &access, ACCESS_SECONDS, exchange->access, &parent->hash);

	refresh.kind = "refresh";
	if (e && e != ERR_DUPLICATE)
		return e;
	if (!e)
		TRY(insert(db, &refresh, REFRESH_SECONDS, exchange->refresh, &parent->hash));
	*out = (struct issue){ parent->grant, parent->user, parent->scopes };
	return OK;
}

static enum error spend(struct db *db, const struct token *token, const struct exchange *exchange,
			struct issue *out)
{
	db_queue(db, "UPDATE oauth_tokens SET used_at = NOW(3) WHERE token_hash = ?", token->hash);
	return issue(db, token, exchange, out);
}

/* Was it this very request that used it, and its COMMIT's answer was lost? */
static enum error is_own_work(struct db *db, const struct token *token,
			      const struct exchange *exchange, bool *own)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT 1 AS n FROM oauth_tokens WHERE token_hash = ? AND parent_hash = ?",
		     secret_hash(exchange->access), token->hash));
	*own = rows_count(rows) > 0;
	return OK;
}

static enum error check_client(const struct token *token, const struct exchange *exchange)
{
	if (exchange->client_id && strcmp(exchange->client_id, token->client_id) == 0)
		return OK;
	return failure(ERR_INVALID_GRANT, "this %s was given to another client", token->kind);
}

/* RFC 7636 4.6: the hash of what only the client knows is what it announced. */
static enum error check_code(const struct token *code, const struct exchange *exchange)
{
	if (!exchange->redirect_uri || strcmp(code->redirect_uri, exchange->redirect_uri) != 0)
		return failure(ERR_INVALID_GRANT,
			       "redirect_uri is not the one that the code was sent to");
	if (!exchange->verifier || strlen(exchange->verifier) < 43 ||
	    strlen(exchange->verifier) > 128 ||
	    strcmp(digest_base64url(digest_of(exchange->verifier, strlen(exchange->verifier))).text,
		   code->challenge) != 0)
		return failure(ERR_INVALID_GRANT, "code_verifier does not fit the code_challenge");
	return OK;
}

static enum error refuse_used(struct db *db, const struct token *token)
{
	end(db, token->grant);
	return failure(
		ERR_INVALID_GRANT,
		"this %s was used before: somebody else may have it, so all that came of it ends",
		token->kind);
}

enum error grant_take_code(struct db *db, const char *code, const struct exchange *exchange,
			   struct issue *out)
{
	struct token token = { .kind = "code" };
	bool own = false;

	TRY(lock(db, "code", code, &token));
	TRY(check_client(&token, exchange));
	if (token.is_used) {
		TRY(is_own_work(db, &token, exchange, &own));
		return own ? issue(db, &token, exchange, out) : refuse_used(db, &token);
	}
	if (token.is_over)
		return failure(ERR_INVALID_GRANT, "this code is over");
	TRY(check_code(&token, exchange));
	return spend(db, &token, exchange, out);
}

/*
 * Used before: by a thief or by a client whose answer was lost. Within the leeway, and
 * while nobody has used what came of it, it is taken for the latter: what came of it ends.
 */
static enum error refresh_again(struct db *db, const struct token *token,
				const struct exchange *exchange, struct issue *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT 1 AS n FROM oauth_tokens WHERE grant_id = ? AND parent_hash = ? "
		"AND kind = 'refresh' AND used_at IS NOT NULL", token->grant, token->hash));
	if (!token->used_just_now || rows_count(rows) > 0)
		return refuse_used(db, token);
	db_queue(db, "DELETE FROM oauth_tokens WHERE grant_id = ? AND parent_hash = ?", token->grant,
		 token->hash);
	return issue(db, token, exchange, out);
}

enum error grant_refresh(struct db *db, const char *refresh, const struct exchange *exchange,
			 struct issue *out)
{
	struct token token = { .kind = "refresh" };
	bool own = false;

	TRY(lock(db, "refresh", refresh, &token));
	TRY(check_client(&token, exchange));
	if (token.is_over)
		return failure(ERR_INVALID_GRANT, "this refresh token is over");
	if (!token.is_used && (exchange->scopes & ~token.scopes))
		return failure(ERR_INVALID_SCOPE, "this is more than was allowed");
	if (!token.is_used)
		return spend(db, &token, exchange, out);
	TRY(is_own_work(db, &token, exchange, &own));
	return own ? issue(db, &token, exchange, out) : refresh_again(db, &token, exchange, out);
}

enum error grant_issue(struct db *db, struct id grant, const struct exchange *exchange,
		       struct issue *out)
{
	struct token parent = { .grant = grant };
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT user_id, scopes FROM oauth_grants WHERE id = ? AND ended_at IS NULL", grant));
	if (!rows_next(rows))
		return failure(ERR_INVALID_GRANT, "what was allowed has been ended");
	parent.user = row_id(rows, "user_id");
	parent.scopes = scope_of_set(row_text(rows, "scopes"));
	return issue(db, &parent, exchange, out);
}

enum error grant_revoke(struct db *db, const char *token, const char *client_id)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT g.id FROM oauth_tokens t STRAIGHT_JOIN oauth_grants g ON g.id = t.grant_id "
		"WHERE t.token_hash = ? AND t.kind <> 'code' AND g.client_id = ? FOR UPDATE",
		secret_hash(token), client_id));
	if (rows_next(rows))
		end(db, row_id(rows, "id"));
	return OK;
}

enum error grant_sweep(struct db *db, int most)
{
	return db_exec(db, "DELETE FROM oauth_tokens WHERE expires_at < NOW(3) - INTERVAL 1 DAY LIMIT ?",
		       most);
}
