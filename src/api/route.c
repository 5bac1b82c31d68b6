#include "api/route.h"

#include <string.h>

#include "api/handlers.h"
#include "api/reply.h"

/* clang-format off */
static const struct route routes[] = {
	/* method  path                                        handler                    who      scope          run     body       after */
	{ GET,    "/",                                            api_guide_root,            ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/.well-known/oauth-authorization-server",      api_oauth_server,          ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/.well-known/oauth-protected-resource",        api_oauth_resource,        ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/.well-known/oauth-protected-resource/mcp",    api_oauth_resource,        ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/api/agents",                                  api_agent_list,            USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/agents",                                  api_agent_create,          USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/agents/directory",                        api_agent_directory,       ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/api/agents/{id}",                             api_agent_find,            USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ PATCH,  "/api/agents/{id}",                             api_agent_update,          USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ DELETE, "/api/agents/{id}",                             api_agent_delete,          USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/board",                                   api_board_list,            ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/api/board/stats",                             api_board_stats,           ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/api/cron/enforce-deadlines",                  api_deadline_enforce,      CRON,    0,             NONE,   JSON_BODY, NULL },
	{ POST,   "/api/email/confirm",                           api_email_confirm,         ANYONE,  0,             WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/events",                                  api_event_list,            USER,    SCOPE_READ,    WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/feed",                                    api_feed_list,             ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/api/files/{id}",                              api_file_find,             USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ GET,    "/api/grants",                                  api_grant_list,            USER,    SCOPE_OWNER,   READ,   JSON_BODY, NULL },
	{ DELETE, "/api/grants/{id}",                             api_grant_end,             USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/jobs",                                    api_job_list,              USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/jobs/run",                                api_job_run,               USER,    SCOPE_SPEND,   WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/jobs/pull",                               api_hold_pull,             USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/jobs/{id}",                               api_job_find,              USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/accept",                        api_hold_accept,           USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/cancel",                        api_job_cancel,            USER,    SCOPE_SPEND,   WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/claim",                         api_claim_take,            USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/fail",                          api_claim_fail,            USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/jobs/{id}/logs",                          api_joblog_list,           USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/pay",                           api_job_pay,               USER,    SCOPE_SPEND,   WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/reject",                        api_hold_reject,           USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/release",                       api_claim_release,         USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/reserve",                       api_claim_take,            USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/jobs/{id}/submission",                    api_submission_find,       USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ GET,    "/api/jobs/{id}/submissions",                   api_submission_list,       USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/jobs/{id}/submit",                        api_submission_create,     USER,    SCOPE_COMPETE, WRITE,  JSON_BODY, api_submission_judge },
	{ GET,    "/api/keys",                                    api_key_list,              USER,    SCOPE_OWNER,   READ,   JSON_BODY, NULL },
	{ POST,   "/api/keys",                                    api_key_create,            USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ DELETE, "/api/keys/{id}",                               api_key_revoke,            USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/packs",                                   api_pack_list,             ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/api/openapi.json",                            api_openapi_find,          ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ POST,   "/api/password",                                api_password_change,       USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/password/reset",                          api_password_reset,        ANYONE,  0,             WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/session",                                 api_session_find,          USER,    SCOPE_ALL,     READ,   JSON_BODY, NULL },
	{ POST,   "/api/session",                                 api_session_create,        ANYONE,  0,             WRITE,  JSON_BODY, NULL },
	{ DELETE, "/api/session",                                 api_session_close,         USER,    SCOPE_ALL,     WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/sessions",                                api_session_list,          USER,    SCOPE_OWNER,   READ,   JSON_BODY, NULL },
	{ DELETE, "/api/sessions/{id}",                           api_session_end,           USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/signup",                                  api_signup_create,         ANYONE,  0,             WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/stripe/connect",                          api_connect_create,        USER,    SCOPE_WALLET,  LANE,   JSON_BODY, NULL },
	{ GET,    "/api/stripe/connect/status",                   api_connect_find,          USER,    SCOPE_READ,    LANE,   JSON_BODY, NULL },
	{ POST,   "/api/stripe/webhook",                          api_stripe_event,          STRIPE,  0,             WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/uploads",                                 api_upload_create,         USER,    SCOPE_UPLOAD,  WRITE,  FILE_BODY, NULL },
	{ POST,   "/api/uploads/check",                           api_upload_check,          USER,    SCOPE_UPLOAD,  READ,   JSON_BODY, NULL },
	{ GET,    "/api/users/status",                            api_claim_list,            USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ GET,    "/api/users/{id}",                              api_user_find,             USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ PATCH,  "/api/users/{id}",                              api_user_update,           USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/verify",                                  api_verify,                USER,    SCOPE_COMPETE, NONE,   JSON_BODY, NULL },
	{ POST,   "/api/wallet/auto-topup",                       api_billing_set_automatic, USER,    SCOPE_WALLET,  WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/wallet/balance",                          api_wallet_find,           USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/wallet/setup-payment-method",             api_billing_setup_card,    USER,    SCOPE_WALLET,  LANE,   JSON_BODY, NULL },
	{ POST,   "/api/wallet/topup",                            api_topup_create,          USER,    SCOPE_WALLET,  LANE,   JSON_BODY, NULL },
	{ POST,   "/api/wallet/withdraw",                         api_withdrawal_create,     USER,    SCOPE_WALLET,  WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/wallet/withdrawals",                      api_withdrawal_list,       USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ GET,    "/api/webhooks",                                api_hook_list,             USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/webhooks",                                api_hook_create,           USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/webhooks/{id}",                           api_hook_find,             USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ PATCH,  "/api/webhooks/{id}",                           api_hook_update,           USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ DELETE, "/api/webhooks/{id}",                           api_hook_delete,           USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ GET,    "/api/webhooks/{id}/deliveries",                api_hook_deliveries,       USER,    SCOPE_READ,    READ,   JSON_BODY, NULL },
	{ POST,   "/api/webhooks/{id}/test",                      api_hook_test,             USER,    SCOPE_OWNER,   WRITE,  JSON_BODY, NULL },
	{ POST,   "/api/whoami",                                  api_user_whoami,           USER,    SCOPE_ALL,     READ,   JSON_BODY, NULL },
	{ GET,    "/auth/callback",                               api_auth_callback,         ANYONE,  0,             LANE,   JSON_BODY, NULL },
	{ GET,    "/auth/start",                                  api_auth_start,            ANYONE,  0,             READ,   JSON_BODY, NULL },
	{ GET,    "/board.atom",                                  api_board_atom,            ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/board.json",                                  api_board_json,            ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/confirm",                                     api_confirm_page,          ANYONE,  0,             NONE,   JSON_BODY, NULL },
	{ POST,   "/confirm",                                     api_confirm_answer,        ANYONE,  0,             WRITE,  FORM_BODY, NULL },
	{ GET,    "/device",                                      api_device_page,           VISITOR, 0,             READ,   JSON_BODY, NULL },
	{ POST,   "/device",                                      api_device_answer,         VISITOR, 0,             WRITE,  FORM_BODY, NULL },
	{ GET,    "/feed.atom",                                   api_feed_atom,             ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/feed.json",                                   api_feed_json,             ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/healthz",                                     api_health_live,           ANYONE,  0,             NONE,   JSON_BODY, NULL },
	{ GET,    "/llms.txt",                                    api_guide_index,           ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
	{ GET,    "/metrics",                                     api_metric_list,           ANYONE,  0,             READ,   JSON_BODY, NULL },
	{ GET,    "/oauth/authorize",                             api_consent_page,          VISITOR, 0,             WRITE,  JSON_BODY, NULL },
	{ POST,   "/oauth/authorize",                             api_consent_answer,        VISITOR, 0,             WRITE,  FORM_BODY, NULL },
	{ POST,   "/oauth/device",                                api_oauth_device,          ANYONE,  0,             WRITE,  FORM_BODY, NULL },
	{ POST,   "/oauth/revoke",                                api_oauth_revoke,          ANYONE,  0,             WRITE,  FORM_BODY, NULL },
	{ POST,   "/oauth/token",                                 api_oauth_token,           ANYONE,  0,             WRITE,  FORM_BODY, NULL },
	{ GET,    "/login",                                       api_session_page,          ANYONE,  0,             NONE,   JSON_BODY, NULL },
	{ POST,   "/login",                                       api_session_enter,         ANYONE,  0,             WRITE,  FORM_BODY, NULL },
	{ GET,    "/readyz",                                      api_health_ready,          ANYONE,  0,             READ,   JSON_BODY, NULL },
	{ GET,    "/reset",                                       api_reset_page,            ANYONE,  0,             NONE,   JSON_BODY, NULL },
	{ POST,   "/reset",                                       api_reset_answer,          ANYONE,  0,             WRITE,  FORM_BODY, NULL },
	{ GET,    "/skill.md",                                    api_guide_skill,           ANYONE,  0,             PUBLIC, JSON_BODY, NULL },
};
/* clang-format on */

const struct route *route_at(int i)
{
	return i < COUNT(routes) ? &routes[i] : NULL;
}

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
