#include "api/vouched.h"

#include <string.h>

#include "api/visitor.h"
#include "base/log.h"
#include "people/issuer.h"

static enum error refuse(const char *why)
{
	return failure(ERR_UNAUTHENTICATED, "Authentication required: this token %s", why);
}

bool vouched_is_welcome(const struct issuer_settings *issuer)
{
	return strcmp(issuer->signup, "always") == 0;
}

static const struct issuer_settings *issuer_of(const struct token *token)
{
	for (int i = 0; i < ISSUERS_MOST; i++) {
		const struct issuer_settings *issuer = &settings()->issuers[i];

		if (*issuer->url && *issuer->audience && strcmp(issuer->url, token->issuer) == 0)
			return issuer;
	}
	return NULL;
}

struct look {
	const struct issuer_settings *issuer;
	const struct token *token;
	struct sight sight;
};

static enum error look(struct db *db, void *arg)
{
	struct look *look = arg;

	return identity_look(db, look->issuer->url, look->token->key_id, look->token->subject,
			     &look->sight);
}

static enum error want(struct db *db, void *url)
{
	return issuer_want(db, url);
}

/* Its issuer may have a new key: clorp-cron looks, once a minute at most. */
static enum error miss_key(struct request *req, const struct issuer_settings *issuer)
{
	char *url = arena_printf(req->arena, "%s", issuer->url);

	if (db_transact(req->db, DB_AUTOCOMMIT, want, url))
		log_warning("issuer.unwanted", "issuer", url, "why", failure_note()->text);
	return refuse("is signed by a key that is not known (yet)");
}

enum error vouched_verify(struct request *req, const struct issuer_settings *issuer,
			  const struct token *token, struct sight *out)
{
	struct look found = { .issuer = issuer, .token = token };
	bool good;

	TRY(db_transact(req->db, DB_AUTOCOMMIT, look, &found));
	if (token->algorithm == JWS_HS256) {
		good = *issuer->secret && jws_verify_secret(&token->jws, issuer->secret);
	} else {
		if (found.sight.key.algorithm == JWS_UNKNOWN)
			return miss_key(req, issuer);
		good = found.sight.key.algorithm == token->algorithm &&
		       jws_verify(req->arena, &token->jws, &found.sight.key);
	}
	if (!good)
		return refuse("was not signed by its issuer");
	*out = found.sight;
	return OK;
}

struct entrance {
	struct vouched who;
	struct id user;
};

static enum error enter(struct db *db, void *arg)
{
	struct entrance *entrance = arg;

	return identity_enter(db, &entrance->who, &entrance->user);
}

static enum error meet(struct request *req, const struct issuer_settings *issuer,
		       const struct token *token, struct id *user)
{
	struct entrance entrance = { .who = { .issuer = issuer->url,
					      .subject = token->subject,
					      .name = *token->name ? token->name : token->nickname,
					      .is_welcome = vouched_is_welcome(issuer),
					      .invite = "",
					      .address = visitor_address(req) } };

	TRY(db_transact(req->db, DB_TRANSACTION, enter, &entrance));
	*user = entrance.user;
	log_info("identity.entered", "req", req->request_id, "issuer", issuer->url, "user", *user);
	return OK;
}

/* One that was given to a program (RFC 9068 2.2) manages no keys, or these would outlive it. */
static int scopes_of(const struct issuer_settings *issuer, const struct token *token)
{
	bool is_anothers = *token->party && strcmp(token->party, issuer->client_id) != 0;

	return *token->client_id || is_anothers ? SCOPE_ALL : SCOPE_ALL | SCOPE_OWNER;
}

enum error vouched_find(struct request *req, const char *bearer, struct caller *out)
{
	struct token token;
	struct sight sight;

	TRY(token_read(req->arena, bearer, &token));

	const struct issuer_settings *issuer = issuer_of(&token);

	if (!issuer)
		return refuse("is of no issuer that is known here");
	TRY(token_check(&token, &(const struct token_rule){ issuer->url, issuer->audience,
							    issuer->role, NULL }));
	TRY(vouched_verify(req, issuer, &token, &sight));
	if (id_is_none(sight.user))
		TRY(meet(req, issuer, &token, &sight.user));
	*out = (struct caller){ .user = sight.user,
				.by = CALLER_ISSUER,
				.scopes = scopes_of(issuer, &token) };
	return OK;
}
