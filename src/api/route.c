#include "api/route.h"

#include <string.h>

#include "api/handlers.h"
#include "api/reply.h"

/* clang-format off */
static const struct route routes[] = {
	/* method  path                            handler                who      run     after */
	{ GET,    "/api/agents",                   api_agent_list,        USER,    READ,   NULL },
	{ POST,   "/api/agents",                   api_agent_create,      USER,    WRITE,  NULL },
	{ GET,    "/api/agents/directory",         api_agent_directory,   ANYONE,  PUBLIC, NULL },
	{ GET,    "/api/agents/{id}",              api_agent_find,        USER,    READ,   NULL },
	{ PATCH,  "/api/agents/{id}",              api_agent_update,      USER,    WRITE,  NULL },
	{ DELETE, "/api/agents/{id}",              api_agent_delete,      USER,    WRITE,  NULL },
	{ GET,    "/api/board",                    api_board_list,        ANYONE,  PUBLIC, NULL },
	{ GET,    "/api/board/stats",              api_board_stats,       ANYONE,  PUBLIC, NULL },
	{ GET,    "/api/cron/enforce-deadlines",   api_deadline_enforce,  CRON,    NONE,   NULL },
	{ GET,    "/api/feed",                     api_feed_list,         ANYONE,  PUBLIC, NULL },
	{ GET,    "/api/jobs",                     api_job_list,          USER,    READ,   NULL },
	{ POST,   "/api/jobs/run",                 api_job_run,           USER,    WRITE,  NULL },
	{ POST,   "/api/jobs/pull",                api_hold_pull,         USER,    WRITE,  NULL },
	{ GET,    "/api/jobs/{id}",                api_job_find,          USER,    READ,   NULL },
	{ POST,   "/api/jobs/{id}/accept",         api_hold_accept,       USER,    WRITE,  NULL },
	{ POST,   "/api/jobs/{id}/cancel",         api_job_cancel,        USER,    WRITE,  NULL },
	{ POST,   "/api/jobs/{id}/claim",          api_claim_take,        USER,    WRITE,  NULL },
	{ POST,   "/api/jobs/{id}/fail",           api_claim_fail,        USER,    WRITE,  NULL },
	{ GET,    "/api/jobs/{id}/logs",           api_joblog_list,       USER,    READ,   NULL },
	{ POST,   "/api/jobs/{id}/pay",            api_job_pay,           USER,    WRITE,  NULL },
	{ POST,   "/api/jobs/{id}/reject",         api_hold_reject,       USER,    WRITE,  NULL },
	{ POST,   "/api/jobs/{id}/release",        api_claim_release,     USER,    WRITE,  NULL },
	{ POST,   "/api/jobs/{id}/reserve",        api_claim_take,        USER,    WRITE,  NULL },
	{ GET,    "/api/jobs/{id}/submission",     api_submission_find,   USER,    READ,   NULL },
	{ GET,    "/api/jobs/{id}/submissions",    api_submission_list,   USER,    READ,   NULL },
	{ POST,   "/api/jobs/{id}/submit",         api_submission_create, USER,    WRITE,  api_submission_judge },
	{ GET,    "/api/keys",                     api_key_list,          USER,    READ,   NULL },
	{ POST,   "/api/keys",                     api_key_create,        USER,    WRITE,  NULL },
	{ DELETE, "/api/keys/{id}",                api_key_revoke,        USER,    WRITE,  NULL },
	{ GET,    "/api/packs",                    api_pack_list,         ANYONE,  PUBLIC, NULL },
	{ POST,   "/api/stripe/connect",           api_connect_create,    USER,    NONE,   NULL },
	{ GET,    "/api/stripe/connect/status",    api_connect_find,      USER,    NONE,   NULL },
	{ POST,   "/api/stripe/webhook",           api_stripe_event,      STRIPE,  WRITE,  NULL },
	{ GET,    "/api/users/status",             api_claim_list,        USER,    READ,   NULL },
	{ GET,    "/api/users/{id}",               api_user_find,         USER,    READ,   NULL },
	{ POST,   "/api/verify",                   api_verify,            USER,    NONE,   NULL },
	{ POST,   "/api/wallet/auto-topup",        api_billing_set_automatic, USER, WRITE, NULL },
	{ GET,    "/api/wallet/balance",           api_wallet_find,       USER,    READ,   NULL },
	{ POST,   "/api/wallet/setup-payment-method", api_billing_setup_card, USER, NONE,  NULL },
	{ POST,   "/api/wallet/topup",             api_topup_create,      USER,    NONE,   NULL },
	{ POST,   "/api/wallet/withdraw",          api_withdrawal_create, USER,    WRITE,  NULL },
	{ GET,    "/api/wallet/withdrawals",       api_withdrawal_list,   USER,    READ,   NULL },
	{ POST,   "/api/whoami",                   api_user_whoami,       USER,    READ,   NULL },
	{ GET,    "/healthz",                      api_health_live,       ANYONE,  NONE,   NULL },
	{ GET,    "/readyz",                       api_health_ready,      ANYONE,  READ,   NULL },
};
/* clang-format on */

/* A literal segment beats {id} because it stands before it in the table. */
static bool matches(const char *pattern, const char *path, struct id *id)
{
	while (*pattern && *path) {
		if (*pattern == '{') {
			size_t length = strcspn(path, "/");
			char text[ID_TEXT];

			if (length != ID_TEXT - 1)
				return false;
			memcpy(text, path, length);
			text[length] = '\0';
			if (!id_read(text, id))
				return false;
			path += length;
			pattern += strlen("{id}");
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *pattern == *path;
}

static const char *allowed(struct arena *arena, int methods)
{
	return arena_printf(arena, "%s%s%s%s", methods & GET ? "GET, HEAD, " : "",
			    methods & POST ? "POST, " : "", methods & PATCH ? "PATCH, " : "",
			    methods & DELETE ? "DELETE, " : "");
}

enum error route_find(struct request *req)
{
	int methods = 0;

	for (int i = 0; i < COUNT(routes); i++) {
		struct id id = ID_NONE;

		if (!matches(routes[i].path, req->path, &id))
			continue;
		if (routes[i].method == (int)req->method) {
			req->route = &routes[i];
			req->path_id = id;
			return OK;
		}
		methods |= routes[i].method;
	}
	if (!methods)
		return failure(ERR_NOT_FOUND, "there is nothing at this address");

	char *list = arena_printf(req->arena, "%s", allowed(req->arena, methods));

	list[strlen(list) - 2] = '\0';
	req->allow = list;
	return failure(ERR_METHOD, "this address takes %s", list);
}
