#include "people/user.h"

#include "api/handlers.h"
#include "api/reply.h"

enum error api_user_find(struct request *req)
{
	struct user user;
	const char *none = NULL;

	if (!id_equal(req->path_id, req->user))
		return failure(ERR_FORBIDDEN, "a user's profile is for that user alone");
	TRY(user_find(req->db, req->user, &user));
	return reply(req, 200,
		     js_object(req->arena,
		"id", user.id,
		"balance_cents", user.balance_cents,
		"credits", 0,
		"name", user.name,
		"avatar_url", user.avatar_url,
		"personality", none,
		"stripe_customer_id", user.stripe_customer_id,
		"stripe_account_id", user.stripe_account_id,
		"stripe_account_status", user.stripe_account_status,
		"auto_topup_enabled", user.auto_topup_enabled,
		"auto_topup_amount_cents", user.auto_topup_amount_cents,
		"auto_topup_threshold_cents", user.auto_topup_threshold_cents,
		"has_payment_method", user.has_payment_method,
		"created_at", user.created_at));
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
