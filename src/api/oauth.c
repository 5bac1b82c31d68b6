/*
 * OAuth 2.1 for programs that act for a user: tokens, devices, revocation, and what
 * this server says of itself. The pages on which a person allows them are in consent.c.
 */
#include <string.h>

#include "api/handlers.h"
#include "api/oauth.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/visitor.h"
#include "base/config.h"
#include "people/caller.h"
#include "people/device.h"
#include "people/secret.h"
#include "queue/quota.h"

#define DEVICE_GRANT "urn:ietf:params:oauth:grant-type:device_code"

enum { DEVICES_AN_HOUR = 60, HOUR = 3600 };

/* What was counted or ended before a refusal is to stand: the refusal is the answer, not a failure. */
static enum error settle(struct request *req, enum error e)
{
	if (!e || error_status(e) < 400 || error_status(e) >= 500 || e == ERR_RATE_LIMITED)
		return e;
	reply_error(req, e);
	return OK;
}

/* RFC 6749 3.2: no field twice. */
static enum error read_field(struct request *req, const char *name, const char **out)
{
	if (form_repeats(req, name))
		return failure(ERR_INVALID, "%s came twice", name);
	*out = form_find(req, name);
	return *out && **out ? OK : failure(ERR_INVALID, "%s is missing", name);
}

enum error oauth_read_scope(const char *words, int *out)
{
	int scopes = 0;

	if (words && scope_read("scope", words, &scopes))
		return failure(ERR_INVALID_SCOPE, "a scope is read, compete, spend or wallet");
	*out = scopes ? scopes : SCOPE_READ;
	return OK;
}

static enum error reply_tokens(struct request *req, const struct issue *issue)
{
	const char *access = req->secret, *refresh = req->second_secret;

	return reply(req, 200,
		     js_object(req->arena, "access_token", access, "token_type", "Bearer",
			       "expires_in", ACCESS_SECONDS, "refresh_token", refresh, "scope",
			       scope_words(req->arena, issue->scopes)));
}

static enum error by_code(struct request *req, struct exchange *exchange, struct issue *out)
{
	const char *code;

	TRY(read_field(req, "code", &code));
	TRY(read_field(req, "redirect_uri", &exchange->redirect_uri));
	TRY(read_field(req, "code_verifier", &exchange->verifier));
	return grant_take_code(req->db, code, exchange, out);
}

static enum error by_refresh(struct request *req, struct exchange *exchange, struct issue *out)
{
	const char *refresh;

	TRY(read_field(req, "refresh_token", &refresh));
	if (form_find(req, "scope"))
		TRY(oauth_read_scope(form_find(req, "scope"), &exchange->scopes));
	return grant_refresh(req->db, refresh, exchange, out);
}

static enum error by_device(struct request *req, struct exchange *exchange, struct issue *out)
{
	const char *device;
	struct id grant = ID_NONE;

	TRY(read_field(req, "device_code", &device));
	TRY(device_poll(req->db, device, exchange->client_id, exchange->request, &grant));
	return grant_issue(req->db, grant, exchange, out);
}

static const struct {
	const char *name;
	enum error (*take)(struct request *, struct exchange *, struct issue *);
} ways[] = {
	{ "authorization_code", by_code },
	{ "refresh_token", by_refresh },
	{ DEVICE_GRANT, by_device },
};

static enum error exchange_tokens(struct request *req)
{
	struct exchange exchange = { .request = req->draws[DRAW_REQUEST] };
	struct client client;
	struct issue issue = { .scopes = 0 };
	const char *grant_type;

	if (!*req->secret) {
		secret_draw(SECRET_ACCESS, req->secret);
		secret_draw(SECRET_REFRESH, req->second_secret);
	}
	exchange.access = req->secret;
	exchange.refresh = req->second_secret;
	TRY(read_field(req, "grant_type", &grant_type));
	TRY(read_field(req, "client_id", &exchange.client_id));
	TRY(client_find(req->db, exchange.client_id, &client));
	for (int i = 0; i < COUNT(ways); i++) {
		if (strcmp(ways[i].name, grant_type) != 0)
			continue;
		TRY(ways[i].take(req, &exchange, &issue));
		return reply_tokens(req, &issue);
	}
	return failure(ERR_UNSUPPORTED_GRANT_TYPE, "grant_type is not one of this server's");
}

enum error api_oauth_token(struct request *req)
{
	return settle(req, exchange_tokens(req));
}

static enum error start_device(struct request *req)
{
	const struct quota quota = { "device", visitor_address(req), DEVICES_AN_HOUR, HOUR, false };
	struct device device = { .id = req->draws[DRAW_REQUEST] };
	struct client client;
	const char *client_id, *code, *url = settings()->public_url;

	TRY(read_field(req, "client_id", &client_id));
	TRY(oauth_read_scope(form_find(req, "scope"), &device.scopes));
	TRY(quota_take(req->db, &quota));
	TRY(client_find(req->db, client_id, &client));
	device.client_id = client.id;
	device.client_name = client.name;
	if (!*req->secret) {
		secret_draw(SECRET_DEVICE, req->secret);
		device_draw_code(req->second_secret);
	}
	memcpy(device.user_code, req->second_secret, sizeof(device.user_code));
	TRY(device_create(req->db, &device, req->secret));
	code = arena_printf(req->arena, "%.4s-%s", device.user_code, device.user_code + 4);

	const char *secret = req->secret;

	return reply(req, 200,
		     js_object(req->arena, "device_code", secret, "user_code", code,
			       "verification_uri", arena_printf(req->arena, "%s/device", url),
			       "verification_uri_complete",
			       arena_printf(req->arena, "%s/device?user_code=%s", url, code),
			       "expires_in", DEVICE_SECONDS, "interval", DEVICE_WAIT));
}

enum error api_oauth_device(struct request *req)
{
	return settle(req, start_device(req));
}

static enum error revoke(struct request *req)
{
	const char *token, *client_id;

	TRY(read_field(req, "token", &token));
	TRY(read_field(req, "client_id", &client_id));
	TRY(grant_revoke(req->db, token, client_id));
	return reply(req, 200, js_raw("{}"));
}

enum error api_oauth_revoke(struct request *req)
{
	return settle(req, revoke(req));
}

/* RFC 8414. */
enum error api_oauth_server(struct request *req)
{
	const char *url = settings()->public_url;

	return reply(
		req, 200,
		js_object(req->arena, "issuer", url, "authorization_endpoint",
			       arena_printf(req->arena, "%s/oauth/authorize", url), "token_endpoint",
			       arena_printf(req->arena, "%s/oauth/token", url),
			       "device_authorization_endpoint",
			       arena_printf(req->arena, "%s/oauth/device", url), "revocation_endpoint",
			       arena_printf(req->arena, "%s/oauth/revoke", url),
			       "response_types_supported", js_raw("[\"code\"]"),
			       "grant_types_supported",
			       js_raw("[\"authorization_code\",\"refresh_token\",\"" DEVICE_GRANT "\"]"),
			       "code_challenge_methods_supported", js_raw("[\"S256\"]"),
			       "token_endpoint_auth_methods_supported", js_raw("[\"none\"]"),
			       "revocation_endpoint_auth_methods_supported", js_raw("[\"none\"]"),
			       "scopes_supported", scope_json(req->arena, SCOPE_ALL),
			       "client_id_metadata_document_supported", (bool)true,
			       "authorization_response_iss_parameter_supported", (bool)true));
}

/* RFC 9728. The resource is the address that was asked about. */
enum error api_oauth_resource(struct request *req)
{
	const char *url = settings()->public_url;
	const char *part = strstr(req->path, "/mcp") ? "/mcp" : "";

	return reply(req, 200,
		     js_object(req->arena, "resource", arena_printf(req->arena, "%s%s", url, part),
			       "authorization_servers",
			       js_array(req->arena, (struct json[]){ js_string(req->arena, url) }, 1),
			       "scopes_supported", scope_json(req->arena, SCOPE_ALL),
			       "bearer_methods_supported", js_raw("[\"header\"]")));
}

enum error api_grant_list(struct request *req)
{
	struct grant_list list = { .count = 0 };

	TRY(grant_list(req->db, req->user, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++) {
		const struct grant *grant = &list.grants[i];

		items[i] = js_object(req->arena, "id", grant->id, "client_id", grant->client_id,
				     "client_name", grant->client_name, "scopes",
				     scope_json(req->arena, grant->scopes), "created_at",
				     grant->created_at, "last_used_at", grant->last_used_at);
	}
	return reply_list(req, "grants", js_array(req->arena, items, list.count), NULL);
}

enum error api_grant_end(struct request *req)
{
	TRY(grant_end(req->db, req->path_id, req->user));
	return reply(req, 200, js_object(req->arena, "id", req->path_id, "ended", (bool)true));
}
