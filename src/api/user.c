#include "people/user.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "market/standing.h"
#include "people/name.h"

/* What the caller may hold, and holds. */
static struct json limits_json(struct arena *arena, const struct standing *standing)
{
	struct limits limits = limits_of(standing);

	return js_object(arena,
		"claims", limits.claims,
		"claims_held", standing->claims,
		"hires", limits.hires,
		"hires_held", standing->hires,
		"why", limits.why);
}

static struct json user_json(struct arena *arena, const struct user *user,
			     const struct standing *standing)
{
	const char *none = NULL;

	return js_object(arena,
		"id", user->id,
		"balance_cents", user->balance_cents,
		"credits", 0,
		"name", user->name,
		"avatar_url", user->avatar_url,
		"personality", none,
		"stripe_customer_id", user->stripe_customer_id,
		"stripe_account_id", user->stripe_account_id,
		"stripe_account_status", user->stripe_account_status,
		"auto_topup_enabled", user->auto_topup_enabled,
		"auto_topup_amount_cents", user->auto_topup_amount_cents,
		"auto_topup_threshold_cents", user->auto_topup_threshold_cents,
		"has_payment_method", user->has_payment_method,
		"limits", limits_json(arena, standing),
		"created_at", user->created_at);
}

static enum error check_own(const struct request *req)
{
	if (id_equal(req->path_id, req->user))
		return OK;
	return failure(ERR_FORBIDDEN, "a user's profile is for that user alone");
}

static enum error reply_user(struct request *req)
{
	struct user user;
	struct standing standing;

	TRY(user_find(req->db, req->user, &user));
	TRY(standing_find(req->db, req->user, &standing));
	return reply(req, 200, user_json(req->arena, &user, &standing));
}

enum error api_user_find(struct request *req)
{
	TRY(check_own(req));
	return reply_user(req);
}

struct user_body {
	const char *name, *avatar_url;
};

static const struct js_field user_fields[] = {
	FIELD(user_body, name, js_text, .min = 1, .max = 60),
	FIELD(user_body, avatar_url, js_text, .max = 500),
};
BODY(body_user, user_fields);

enum error api_user_update(struct request *req)
{
	struct user_body body = { .name = NULL };

	TRY(check_own(req));
	TRY(body_read_fields(req, user_fields, &body));
	if (body.name)
		TRY(name_check(body.name));
	if (body.avatar_url && strncmp(body.avatar_url, "https://", strlen("https://")) != 0)
		return failure_in("avatar_url", "avatar_url must begin with https://");
	TRY(user_update(req->db, req->user, body.name, body.avatar_url));
	return reply_user(req);
}

enum error api_user_whoami(struct request *req)
{
	struct user user;

	TRY(user_find(req->db, req->user, &user));
	return reply(req, 200,
		     js_object(req->arena,
		"user", js_object(req->arena,
			"id", user.id,
			"balance_cents", user.balance_cents,
			"name", user.name)));
}
