/*
 * Signing in elsewhere: the browser goes to an issuer of identities, and comes back with a code
 * (OpenID Connect Core 3.1, GitHub; PKCE, state and nonce). What is to be remembered meanwhile is kept by the browser
 * itself, in a cookie that scripts cannot read: a secret, from which state, nonce and verifier are derived, so
 * that none of them tells another.
 */
#include <string.h>

#include "api/handlers.h"
#include "api/lane.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/signin.h"
#include "api/visitor.h"
#include "api/vouched.h"
#include "base/config.h"
#include "base/log.h"
#include "issuer/provider.h"
#include "page/shell.h"
#include "people/caller.h"
#include "people/issuer.h"
#include "people/secret.h"
#include "people/session.h"
#include "queue/quota.h"

enum { TRIP_SECONDS = 600, DAY_SECONDS = 86400 };

#define COOKIE "auth"

/* One sign-in under way. */
struct journey {
	const struct issuer_settings *issuer;
	const char *secret, *invite, *next;
};

static const char *derive(struct arena *arena, const struct journey *journey, const char *what)
{
	struct digest digest = digest_keyed(journey->secret, what, strlen(what));

	return arena_printf(arena, "%s", digest_base64url(digest).text);
}

static const char *challenge_of(struct arena *arena, const char *verifier)
{
	struct digest digest = digest_of(verifier, strlen(verifier));

	return arena_printf(arena, "%s", digest_base64url(digest).text);
}

static const struct issuer_settings *issuer_named(const char *name)
{
	for (int i = 0; i < ISSUERS_MOST; i++) {
		const struct issuer_settings *issuer = &settings()->issuers[i];

		if (*issuer->url && *issuer->client_id && strcmp(issuer->name, name) == 0)
			return issuer;
	}
	return NULL;
}

static bool is_github(const struct issuer_settings *issuer)
{
	return strcmp(issuer->kind, "github") == 0;
}

static const char *callback_url(struct arena *arena)
{
	return arena_printf(arena, "%s/auth/callback", settings()->public_url);
}

/* ------------------------------------------------------------ going */

/* Name, invitation and path are escaped, so that what parts them is in none of them. */
static void keep(struct request *req, const struct journey *journey)
{
	struct arena *arena = req->arena;

	visitor_keep_cookie(req, COOKIE,
			    arena_printf(arena, "%s|%s|%s|%s", journey->secret,
					 query_escape(arena, journey->issuer->name),
					 query_escape(arena, journey->invite),
					 query_escape(arena, journey->next)),
			    TRIP_SECONDS);
}

static const char *way_there(struct request *req, const struct journey *journey, const char *url)
{
	struct arena *arena = req->arena;
	bool github = is_github(journey->issuer);

	return arena_printf(
		arena,
		"%s%sresponse_type=code&client_id=%s&redirect_uri=%s&scope=%s&state=%s&nonce=%s"
		"&code_challenge_method=S256&code_challenge=%s",
		url, strchr(url, '?') ? "&" : "?", query_escape(arena, journey->issuer->client_id),
		query_escape(arena, callback_url(arena)), github ? "read:user" : "openid%20profile",
		derive(arena, journey, "state"), derive(arena, journey, "nonce"),
		challenge_of(arena, derive(arena, journey, "verifier")));
}

enum error api_auth_start(struct request *req)
{
	const char *name = query_find(req, "with"), *invite = query_find(req, "invite");
	struct journey journey = { .issuer = issuer_named(name ? name : ""),
				   .invite = invite && strlen(invite) < SECRET_TEXT ? invite : "",
				   .next = signin_next(query_find(req, "next")) };
	struct issuer known;
	char secret[SECRET_TEXT];

	if (!journey.issuer)
		return failure(ERR_NOT_FOUND, "nobody signs in here with that");

	enum error e = issuer_find(req->db, journey.issuer->url, &known);

	if (e == ERR_NOT_FOUND || (!e && !known.authorization_url))
		return failure(ERR_UPSTREAM, "%s was not looked up yet", journey.issuer->url);
	TRY(e);
	secret_draw(SECRET_SESSION, secret);
	journey.secret = secret;
	TRY(reply_redirect(req, way_there(req, &journey, known.authorization_url)));
	keep(req, &journey);
	return OK;
}

/* ------------------------------------------------------------ coming back */

/* The next part of the cookie, decoded; "" if there is none. */
static const char *take_part(struct arena *arena, const char **rest)
{
	size_t length = strcspn(*rest, "|");
	const char *part = query_decode(arena, arena_copy(arena, *rest, length));

	*rest += length + ((*rest)[length] == '|');
	return part;
}

static enum error recall(struct request *req, struct journey *out)
{
	const char *rest = visitor_find_cookie(req, COOKIE);
	const char *state = query_find(req, "state"), *issuer = query_find(req, "iss");
	struct journey journey;

	journey.secret = take_part(req->arena, &rest);
	journey.issuer = issuer_named(take_part(req->arena, &rest));
	journey.invite = take_part(req->arena, &rest);
	journey.next = signin_next(take_part(req->arena, &rest));
	if (!journey.issuer || !secret_is(SECRET_SESSION, journey.secret) || !state ||
	    !secret_equal(state, derive(req->arena, &journey, "state")))
		return failure(ERR_FORBIDDEN,
			       "this browser did not begin this sign-in, or too long ago");
	/* Else one issuer could be answered with what another gave (RFC 9207); GitHub gives a name that is not its address. */
	if (issuer && !is_github(journey.issuer) && strcmp(issuer, journey.issuer->url) != 0)
		return failure(ERR_FORBIDDEN, "this answer is another issuer's");
	*out = journey;
	return OK;
}

struct arrival {
	struct request *req;
	struct issuer known;
	struct vouched who;
	const char *token, *opened_by; /* of the session */
	struct id session, user;
};

static enum error find_issuer(struct db *db, void *arg)
{
	struct arrival *arrival = arg;

	return issuer_find(db, arrival->who.issuer, &arrival->known);
}

static enum error exchange(struct request *req, const struct journey *journey,
			   const struct issuer *known, const char **token)
{
	const struct provider provider = { .authorization_url = known->authorization_url,
					   .token_url = known->token_url,
					   .wants_post = known->wants_post };
	const struct code code = { query_find(req, "code"), derive(req->arena, journey, "verifier"),
				   callback_url(req->arena) };

	if (!known->token_url)
		return failure(ERR_UPSTREAM, "%s was not looked up yet", journey->issuer->url);
	return provider_exchange(req->arena, journey->issuer, &provider, &code, token);
}

static enum error read_id_token(struct request *req, const struct journey *journey,
				const char *text, struct vouched *who)
{
	const struct token_rule rule = { journey->issuer->url, journey->issuer->client_id, "",
					 derive(req->arena, journey, "nonce") };
	struct token token;
	struct sight sight;

	TRY(token_read(req->arena, text, &token));
	TRY(token_check(&token, &rule));
	TRY(vouched_verify(req, journey->issuer, &token, &sight));
	who->subject = token.subject;
	who->name = *token.name ? token.name : token.nickname;
	return OK;
}

static enum error identify(struct request *req, const struct journey *journey,
			   struct arrival *arrival)
{
	const char *token = NULL;

	TRY(db_transact(req->db, DB_AUTOCOMMIT, find_issuer, arrival));
	TRY(exchange(req, journey, &arrival->known, &token));
	if (is_github(journey->issuer))
		return provider_who(req->arena, journey->issuer, token, &arrival->who.subject,
				    &arrival->who.name);
	return read_id_token(req, journey, token, &arrival->who);
}

static enum error arrive(struct db *db, void *arg)
{
	struct arrival *arrival = arg;
	const char *agent = arrival->req->user_agent;
	struct caller caller = { .by = CALLER_ISSUER };

	TRY(identity_enter(db, &arrival->who, &arrival->user));
	caller.user = arrival->user;
	TRY(caller_confirm(db, &caller));
	return session_open(db,
			    &(const struct session){ .id = arrival->session,
						     .user = arrival->user,
						     .opened_by = arrival->opened_by,
						     .user_agent = *agent ? agent : NULL },
			    arrival->token);
}

/* A state is good for one answer: else a browser could have the issuer asked as often as it likes. */
static enum error spend(struct db *db, void *arg)
{
	const struct journey *journey = arg;
	const struct quota once = { "signin.state", secret_hash(journey->secret), 1, DAY_SECONDS,
				    true };
	enum error e = quota_take(db, &once);

	return e == ERR_RATE_LIMITED
		       ? failure(ERR_FORBIDDEN, "this answer of the issuer was used already")
		       : e;
}

static enum error come_back(struct request *req, struct journey *journey)
{
	struct arrival arrival = { .req = req, .session = id_new(), .user = ID_NONE };

	TRY(db_transact(req->db, DB_TRANSACTION, spend, journey));
	arrival.who = (struct vouched){ .issuer = journey->issuer->url,
					.is_welcome = vouched_is_welcome(journey->issuer),
					.invite = journey->invite,
					.address = visitor_address(req) };
	TRY(identify(req, journey, &arrival));
	secret_draw(SECRET_SESSION, req->secret);
	arrival.token = req->secret;
	arrival.opened_by = journey->issuer->name;
	TRY(db_transact(req->db, DB_TRANSACTION, arrive, &arrival));
	req->user = arrival.user;
	visitor_keep_token(req, req->secret);
	return OK;
}

/* A person looks at it: so what went wrong is a page, and the way back is one link. */
static enum error show(struct request *req, enum error e)
{
	int status = error_status(e) >= 500 ? 503 : error_status(e);
	const char *why = status == 503 ? "the issuer, or this server, does not answer as it should"
					: failure_note()->text;

	log_info("signin.failed", "req", req->request_id, "error", error_name(e), "why",
		 failure_note()->text);
	return reply_page(
		req, status, "",
		shell_titled(
			req->arena, "Not signed in",
			markup(req->arena, MARKUP("<h1>Not signed in</h1>\n<p class=\"lead\">"), why,
			       MARKUP(".</p>\n<p><a class=\"button\" href=\"/login\">Try again</a></p>\n"))));
}

/* What can be told without asking the issuer. */
static enum error check_answer(struct request *req, struct journey *journey)
{
	TRY(recall(req, journey));
	if (query_find(req, "error"))
		return failure(ERR_FORBIDDEN, "the issuer did not let you in");
	return query_find(req, "code") ? OK : failure(ERR_FORBIDDEN, "the issuer sent no code");
}

static enum error come_back_in(struct request *req, struct journey *journey, struct lane_place place)
{
	enum error e = come_back(req, journey);
	struct failure note = *failure_note();

	lane_leave(req, place);
	failure_recall(&note);
	return e;
}

/* The browser keeps what it has, and comes again by itself. */
static enum error wait(struct request *req, enum error e)
{
	int seconds = failure_note()->retry_after;

	TRY(show(req, e));
	reply_header(req, "Refresh", arena_printf(req->arena, "%d", seconds));
	reply_header(req, "Retry-After", arena_printf(req->arena, "%d", seconds));
	return OK;
}

enum error api_auth_callback(struct request *req)
{
	struct journey journey;
	struct lane_place place;
	enum error e = check_answer(req, &journey);

	if (!e) {
		e = lane_enter_signin(req, &place);
		if (e == ERR_RATE_LIMITED)
			return wait(req, e);
	}
	if (!e)
		e = come_back_in(req, &journey, place);
	if (e)
		TRY(show(req, e));
	else
		TRY(reply_redirect(req, journey.next));
	visitor_keep_cookie(req, COOKIE, "", 0);
	return OK;
}
