#include "people/signup.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "api/visitor.h"
#include "base/config.h"
#include "base/password.h"
#include "people/login.h"
#include "people/mail.h"
#include "people/name.h"
#include "people/secret.h"
#include "queue/quota.h"

enum { ADDRESSES_AN_HOUR = 10 };

struct signup_body {
	const char *name, *email, *password, *invite;
};

static const struct js_field signup_fields[] = {
	FIELD(signup_body, name, js_text, .required = true, .min = 1, .max = 60),
	FIELD(signup_body, email, js_text, .max = 254),
	FIELD(signup_body, password, js_text, .min = 8, .max = 200),
	FIELD(signup_body, invite, js_text, .max = 100),
};
BODY(body_signup, signup_fields);

static enum error read_newcomer(struct request *req, const struct signup_body *body,
				struct newcomer *who)
{
	TRY(name_check(body->name));
	if (body->password && !body->email)
		return failure_in("email", "a password needs an e-mail address to sign in with");
	if (body->email)
		TRY(email_read(req->arena, "email", body->email, &who->email));
	who->name = body->name;
	return OK;
}

/* It was counted, and is to be remembered: the refusal is the answer, not a failure. */
static enum error refuse(struct request *req, enum error e)
{
	reply_error(req, e);
	return OK;
}

/* The password is hashed before anything is locked, and of nobody who may not come in. */
enum error api_signup_create(struct request *req)
{
	struct signup_body body = { .invite = "" };
	struct signup signup = { .who = { .user = req->draws[DRAW_REQUEST] },
				 .address = visitor_address(req) };
	struct key key;

	TRY(body_read_fields(req, signup_fields, &body));
	TRY(read_newcomer(req, &body, &signup.who));
	TRY(signup_look(req->db, signup.address));
	if (!*req->secret)
		secret_draw(SECRET_KEY, req->secret);
	if (body.password)
		signup.who.password_hash = password_hash(req->arena, body.password);
	signup.invite = body.invite;
	signup.key = (struct new_key){ .id = req->draws[DRAW_BESIDE],
				       .user = signup.who.user,
				       .name = "first",
				       .secret = req->secret };

	enum error e = signup_take(req->db, &signup, &key);

	if (e == ERR_CONFLICT)
		return refuse(req, e);
	TRY(e);
	mail_ask_confirm(req->db, req->draws[DRAW_REQUEST], signup.who.user);

	const char *secret = req->secret;

	return reply(req, 201,
		     js_object(req->arena, "user", js_object(req->arena, "id", signup.who.user, "name",
							     signup.who.name),
			       "key", secret));
}

/* What a page for newcomers has to know before it asks them for anything. */
enum error api_signup_find(struct request *req)
{
	struct json issuers[ISSUERS_MOST];
	int count = 0;

	for (int i = 0; i < ISSUERS_MOST; i++) {
		const struct issuer_settings *issuer = &settings()->issuers[i];

		if (*issuer->url && *issuer->client_id)
			issuers[count++] = js_string(req->arena, issuer->name);
	}
	return reply(req, 200,
		     js_object(req->arena, "signup", settings()->signup, "mail",
			       (bool)(*settings()->mail_url != '\0'), "issuers",
			       js_array(req->arena, issuers, count)));
}

struct password_body {
	const char *old, *new, *email;
};

static const struct js_field password_fields[] = {
	FIELD(password_body, old, js_text, .max = 200),
	FIELD(password_body, new, js_text, .required = true, .min = 8, .max = 200),
	FIELD(password_body, email, js_text, .max = 254),
};
BODY(body_password, password_fields);

/* An address that is taken is told: so who asks for several is slowed down. */
static enum error count_address(struct request *req)
{
	const struct quota quota = { "address", digest_of(req->user.text, strlen(req->user.text)),
				     ADDRESSES_AN_HOUR, 3600, false };

	return quota_take(req->db, &quota);
}

/* Who has one must know it, also with a session at hand: a browser left open is not its owner. */
enum error api_password_change(struct request *req)
{
	struct password_body body = { .old = NULL };
	bool right = false;

	TRY(body_read_fields(req, password_fields, &body));
	if (body.email)
		TRY(email_read(req->arena, "email", body.email, &body.email));
	TRY(login_confirm(req->db, req->user, body.old, &right));
	if (!right)
		return refuse(req, failure(ERR_FORBIDDEN, "the old password is wrong"));
	if (body.email)
		TRY(count_address(req));

	enum error e = login_set_password(req->db, req->user, password_hash(req->arena, body.new),
					  body.email,
					  req->caller.by == CALLER_SESSION ? req->caller.credential
									   : ID_NONE);

	if (e == ERR_CONFLICT)
		return refuse(req, e);
	TRY(e);
	if (body.email)
		mail_ask_confirm(req->db, req->draws[DRAW_REQUEST], req->user);
	return reply(req, 200, js_object(req->arena, "changed", (bool)true));
}
