#include "issuer/provider.h"

#include <string.h>

#include "json/read.h"
#include "web/http.h"

enum { CONNECT_MS = 3000, TOTAL_MS = 8000, ANSWER_BYTES = 256 * 1024 };

static const char github[] = "https://github.com";

static bool is_github(const struct issuer_settings *issuer)
{
	return strcmp(issuer->kind, "github") == 0;
}

/* The same scheme, host and port. */
static bool is_within(const char *url, const char *base)
{
	const char *host = strstr(base, "://");
	size_t length = host ? (size_t)(host - base) + 3 + strcspn(host + 3, "/") : strlen(base);

	return strlen(url) >= length && memcmp(url, base, length) == 0 && strchr("/?", url[length]);
}

/* What the operator wrote is trusted, and so is the issuer's own address; what that names elsewhere is a stranger's. */
static bool is_strangers(const struct issuer_settings *issuer, const char *url)
{
	return !is_within(url, issuer->url) && strcmp(url, issuer->keys) != 0;
}

static enum error ask(struct arena *arena, const struct issuer_settings *issuer,
		      struct http_request *request, struct http_response *response)
{
	request->headers[request->header_count++] = (struct http_header){ "Accept",
									  "application/json" };
	request->headers[request->header_count++] = (struct http_header){ "User-Agent", "clorp" };
	request->connect_ms = CONNECT_MS;
	request->total_ms = TOTAL_MS;
	request->bytes_most = ANSWER_BYTES;
	request->is_strangers = is_strangers(issuer, request->url);
	return http_send(arena, request, response);
}

static enum error get(struct arena *arena, const struct issuer_settings *issuer, const char *url,
		      struct js_node **out)
{
	struct http_request request = { .method = "GET", .url = url };
	struct http_response response;

	TRY(ask(arena, issuer, &request, &response));
	if (response.status != 200)
		return failure(ERR_UPSTREAM, "%s answers %d", url, response.status);
	return js_parse(arena, response.body, response.length, out);
}

/* ------------------------------------------------------------ keys */

struct jwk {
	const char *kid, *kty, *crv, *alg, *use, *x, *y, *n, *e;
};

#define PART(member) FIELD(jwk, member, js_loose_text, .max = 2000)

static const struct js_field jwk_fields[] = {
	FIELD(jwk, kid, js_loose_text, .max = 200),
	PART(kty),
	PART(crv),
	PART(alg),
	PART(use),
	PART(x),
	PART(y),
	PART(n),
	PART(e),
};

/* A key that says what it is for is for nothing else. */
static struct jws_key key_of(const struct jwk *jwk)
{
	if (strcmp(jwk->kty, "EC") == 0 && strcmp(jwk->crv, "P-256") == 0)
		return (struct jws_key){ JWS_ES256, jwk->kid, jwk->x, jwk->y };
	if (strcmp(jwk->kty, "RSA") == 0)
		return (struct jws_key){ JWS_RS256, jwk->kid, jwk->n, jwk->e };
	return (struct jws_key){ .algorithm = JWS_UNKNOWN };
}

static void take_key(struct arena *arena, const struct js_node *node, struct provider *out)
{
	struct jwk jwk = { "", "", "", "", "", "", "", "", "" };

	if (!node || out->key_count == PROVIDER_KEYS_MOST || js_read(arena, node, jwk_fields, &jwk))
		return;

	struct jws_key key = key_of(&jwk);
	bool other = (*jwk.use && strcmp(jwk.use, "sig") != 0) ||
		     (*jwk.alg && strcmp(jwk.alg, jws_algorithm_name(key.algorithm)) != 0);

	if (key.algorithm != JWS_UNKNOWN && !other && *key.id && jws_key_is_good(arena, &key))
		out->keys[out->key_count++] = key;
}

struct key_set {
	struct js_nodes keys;
};

static const struct js_field key_set_fields[] = {
	FIELD(key_set, keys, js_children, .required = true),
};

static enum error fetch_keys(struct arena *arena, const struct issuer_settings *issuer,
			     const char *url, struct provider *out)
{
	struct key_set set = { { NULL, 0 } };
	struct js_node *node;

	TRY(get(arena, issuer, url, &node));
	TRY(js_read(arena, node, key_set_fields, &set));
	for (int i = 0; i < set.keys.count; i++)
		take_key(arena, set.keys.list[i], out);
	return OK;
}

/* ------------------------------------------------------------ discovery */

struct discovery {
	const char *issuer, *authorization_endpoint, *token_endpoint, *jwks_uri;
	struct js_texts token_endpoint_auth_methods_supported;
};

static const struct js_field discovery_fields[] = {
	FIELD(discovery, issuer, js_text, .required = true, .max = PROVIDER_URL_MOST),
	FIELD(discovery, authorization_endpoint, js_text, .max = PROVIDER_URL_MOST),
	FIELD(discovery, token_endpoint, js_text, .max = PROVIDER_URL_MOST),
	FIELD(discovery, jwks_uri, js_text, .required = true, .max = PROVIDER_URL_MOST),
	FIELD(discovery, token_endpoint_auth_methods_supported, js_loose_texts, .max = 100),
};

static bool has(const struct js_texts *texts, const char *wanted)
{
	for (int i = 0; i < texts->count; i++)
		if (strcmp(texts->list[i], wanted) == 0)
			return true;
	return false;
}

/* The document must be the issuer's own (4.3), or it could speak for another. */
static enum error discover(struct arena *arena, const struct issuer_settings *issuer,
			   struct provider *out, const char **keys)
{
	struct discovery found = { .issuer = "" };
	size_t length = strlen(issuer->url);
	const char *slash = length && issuer->url[length - 1] == '/' ? "" : "/";
	struct js_node *node;

	TRY(get(arena, issuer,
		arena_printf(arena, "%s%s.well-known/openid-configuration", issuer->url, slash),
		&node));
	TRY(js_read(arena, node, discovery_fields, &found));
	if (strcmp(found.issuer, issuer->url) != 0)
		return failure(ERR_INVALID, "its document is of another issuer");
	out->authorization_url = found.authorization_endpoint;
	out->token_url = found.token_endpoint;
	/* Without a list it is the header (3). */
	out->wants_post = found.token_endpoint_auth_methods_supported.count > 0 &&
			  !has(&found.token_endpoint_auth_methods_supported, "client_secret_basic");
	*keys = found.jwks_uri;
	return OK;
}

static enum error fetch_github(struct arena *arena, const struct issuer_settings *issuer,
			       struct provider *out)
{
	out->authorization_url = arena_printf(arena, "%s/login/oauth/authorize", issuer->url);
	out->token_url = arena_printf(arena, "%s/login/oauth/access_token", issuer->url);
	out->wants_post = true;
	return OK;
}

enum error provider_fetch(struct arena *arena, const struct issuer_settings *issuer,
			  struct provider *out)
{
	struct provider provider = { .authorization_url = NULL };
	const char *keys = issuer->keys;

	if (is_github(issuer))
		TRY(fetch_github(arena, issuer, &provider));
	else if (!*keys || *issuer->client_id)
		TRY(discover(arena, issuer, &provider, &keys));
	if (*issuer->keys)
		keys = issuer->keys;
	if (*keys)
		TRY(fetch_keys(arena, issuer, keys, &provider));
	*out = provider;
	return OK;
}

/* ------------------------------------------------------------ codes */

/* RFC 6749 2.3.1: both parts are escaped first. */
static const char *basic(struct arena *arena, const struct issuer_settings *issuer)
{
	const char *pair = arena_printf(arena, "%s:%s", http_escape(arena, issuer->client_id),
					http_escape(arena, issuer->client_secret));

	return arena_printf(arena, "Basic %s", base64_write(arena, pair));
}

static const char *form(struct arena *arena, const struct issuer_settings *issuer,
			const struct code *code)
{
	return arena_printf(arena,
			    "grant_type=authorization_code&code=%s&redirect_uri=%s&code_verifier=%s"
			    "&client_id=%s",
			    http_escape(arena, code->code), http_escape(arena, code->redirect_uri),
			    http_escape(arena, code->verifier),
			    http_escape(arena, issuer->client_id));
}

struct answer {
	const char *id_token, *access_token, *error;
};

/* GitHub says with a 200 that it refuses. */
static const struct js_field answer_fields[] = {
	FIELD(answer, id_token, js_loose_text, .max = JWS_MOST),
	FIELD(answer, access_token, js_loose_text, .max = JWS_MOST),
	FIELD(answer, error, js_loose_text, .max = 200),
};

static enum error read_answer(struct arena *arena, const struct issuer_settings *issuer,
			      const struct http_response *response, const char **token)
{
	struct answer answer = { NULL, NULL, NULL };
	struct js_node *node;

	if (response->status >= 500 || js_parse(arena, response->body, response->length, &node) ||
	    js_read(arena, node, answer_fields, &answer))
		return failure(ERR_UPSTREAM, "the issuer answers %d", response->status);
	*token = is_github(issuer) ? answer.access_token : answer.id_token;
	if (response->status == 200 && *token && !answer.error)
		return OK;
	return failure(ERR_INVALID, "the issuer refuses the code: %s",
		       answer.error ? answer.error : "it gives no token");
}

enum error provider_exchange(struct arena *arena, const struct issuer_settings *issuer,
			     const struct provider *provider, const struct code *code,
			     const char **token)
{
	bool has_secret = *issuer->client_secret;
	struct http_request request = {
		.method = "POST",
		.url = provider->token_url,
		.headers = { { "Content-Type", "application/x-www-form-urlencoded" } },
		.header_count = 1,
		.body = form(arena, issuer, code),
	};
	struct http_response response;

	if (has_secret && provider->wants_post)
		request.body = arena_printf(arena, "%s&client_secret=%s", request.body,
					    http_escape(arena, issuer->client_secret));
	else if (has_secret)
		request.headers[request.header_count++] =
			(struct http_header){ "Authorization", basic(arena, issuer) };
	TRY(ask(arena, issuer, &request, &response));
	return read_answer(arena, issuer, &response, token);
}

struct account {
	struct maybe id;
	const char *login, *name;
};

static const struct js_field account_fields[] = {
	FIELD(account, id, js_int, .required = true),
	FIELD(account, login, js_loose_text, .max = 200),
	FIELD(account, name, js_loose_text, .max = 200),
};

/* GitHub's own has a host for that, one in a company has a path. */
static const char *account_url(struct arena *arena, const struct issuer_settings *issuer)
{
	if (strcmp(issuer->url, github) == 0)
		return "https://api.github.com/user";
	return arena_printf(arena, "%s/api/v3/user", issuer->url);
}

enum error provider_who(struct arena *arena, const struct issuer_settings *issuer,
			const char *token, const char **subject, const char **name)
{
	struct http_request request = {
		.method = "GET",
		.url = account_url(arena, issuer),
		.headers = { { "Authorization", arena_printf(arena, "Bearer %s", token) } },
		.header_count = 1,
	};
	struct account account = { .login = "" };
	struct http_response response;
	struct js_node *node;

	TRY(ask(arena, issuer, &request, &response));
	if (response.status != 200)
		return failure(ERR_UPSTREAM, "%s answers %d", request.url, response.status);
	TRY(js_parse(arena, response.body, response.length, &node));
	TRY(js_read(arena, node, account_fields, &account));
	*subject = arena_printf(arena, "%lld", (long long)account.id.number);
	*name = account.name && *account.name ? account.name : account.login;
	return OK;
}
