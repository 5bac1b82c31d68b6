#include "people/session.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "api/session.h"
#include "api/visitor.h"
#include "people/caller.h"
#include "people/login.h"
#include "people/secret.h"

static struct json session_json(struct arena *arena, const struct session *session, struct id own)
{
	return js_object(arena,
		"id", session->id,
		"opened_by", session->opened_by,
		"user_agent", session->user_agent,
		"created_at", session->created_at,
		"last_used_at", session->last_used_at,
		"expires_at", session->expires_at,
		"current", (bool)id_equal(session->id, own));
}

static const struct js_field session_fields[] = {
	FIELD(session_body, email, js_text, .max = 254),
	FIELD(session_body, password, js_text, .max = 200),
	FIELD(session_body, key, js_text, .max = 100),
};
BODY(body_session, session_fields);

/* The secret is drawn once a request: after a lost COMMIT its hash stands already. */
static const char *token_of(struct request *req)
{
	if (!*req->secret)
		secret_draw(SECRET_SESSION, req->secret);
	return req->secret;
}

static enum error open_for(struct request *req, struct id user, const char *opened_by)
{
	const struct session session = {
		.id = req->draws[DRAW_REQUEST],
		.user = user,
		.opened_by = opened_by,
		.user_agent = *req->user_agent ? req->user_agent : NULL,
	};
	const char *token = token_of(req);

	TRY(session_open(req->db, &session, token));
	visitor_keep_token(req, token);
	req->user = user;
	return OK;
}

static enum error enter_by_password(struct request *req, const struct session_body *body)
{
	struct login login = { .password = body->password, .address = visitor_address(req) };
	struct id user = ID_NONE;

	if (!body->email || !body->password)
		return failure(ERR_INVALID, "An address and a password are needed, or a key");
	TRY(email_read(req->arena, "email", body->email, &login.email));
	TRY(login_check(req->db, &login, &user));
	if (id_is_none(user))
		return failure(ERR_UNAUTHENTICATED, "Wrong address or password");
	return open_for(req, user, "password");
}

/* A session may do all: only a key that may do all opens one. */
static enum error enter_by_key(struct request *req, const char *key)
{
	struct caller caller;

	TRY(caller_find(req->db, key, "", &caller));
	if (!(caller.scopes & SCOPE_OWNER))
		return failure(ERR_INSUFFICIENT_SCOPE, "this key may not do all that a session may");
	TRY(caller_confirm(req->db, &caller));
	return open_for(req, caller.user, "key");
}

enum error session_enter(struct request *req, const struct session_body *body)
{
	return body->key ? enter_by_key(req, body->key) : enter_by_password(req, body);
}

enum error api_session_create(struct request *req)
{
	struct session_body body = { .key = NULL };

	/* A page elsewhere could sign its visitor in to an account of its own. */
	if (*req->origin)
		TRY(visitor_check_origin(req));
	TRY(body_read_fields(req, session_fields, &body));

	enum error e = session_enter(req, &body);

	if (e == ERR_UNAUTHENTICATED) { /* it was counted, and is to be remembered */
		reply_error(req, e);
		return OK;
	}
	TRY(e);
	return reply(req, 201,
		     js_object(req->arena, "session",
			       js_object(req->arena, "id", req->draws[DRAW_REQUEST], "opened_by",
					 body.key ? "key" : "password"),
			       "user", js_object(req->arena, "id", req->user)));
}

/* Who is signed in, how, and since when; by a key there is no session to show. */
enum error api_session_find(struct request *req)
{
	struct session session;
	static const char *const names[] = {
		[CALLER_KEY] = "key", [CALLER_SESSION] = "session", [CALLER_GRANT] = "program", [CALLER_ISSUER] = "issuer"
	};
	const char *by = names[req->caller.by];
	struct json shown = js_raw("null");

	if (req->caller.by == CALLER_SESSION) {
		TRY(session_find(req->db, req->caller.credential, req->user, &session));
		shown = session_json(req->arena, &session, session.id);
	}
	return reply(req, 200,
		     js_object(req->arena, "user", js_object(req->arena, "id", req->user), "by", by,
			       "scopes", scope_json(req->arena, req->caller.scopes), "session", shown));
}

enum error api_session_close(struct request *req)
{
	if (req->caller.by != CALLER_SESSION)
		return failure(
			ERR_INVALID,
			"a key is not a session: it is ended at /api/keys, a program at /api/grants");
	TRY(session_end(req->db, req->caller.credential, req->user));
	TRY(reply(req, 200,
		  js_object(req->arena, "id", req->caller.credential, "ended", (bool)true)));
	visitor_keep_token(req, NULL);
	return OK;
}

enum error api_session_list(struct request *req)
{
	struct session_list list = { .count = 0 };

	TRY(session_list(req->db, req->user, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = session_json(req->arena, &list.sessions[i], req->caller.credential);
	return reply_list(req, "sessions", js_array(req->arena, items, list.count), NULL);
}

enum error api_session_end(struct request *req)
{
	TRY(session_end(req->db, req->path_id, req->user));
	return reply(req, 200, js_object(req->arena, "id", req->path_id, "ended", (bool)true));
}
