#include "api/visitor.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "api/reply.h"
#include "base/config.h"

enum { DAY_SECONDS = 86400, HOUSEHOLD = 8, MAPPED = 12 };

struct digest visitor_address(const struct request *req)
{
	static const unsigned char mapped[MAPPED] = { [10] = 0xFF, [11] = 0xFF };
	unsigned char bytes[16];

	if (inet_pton(AF_INET6, req->address, bytes) != 1)
		return digest_of(req->address, strlen(req->address));
	if (memcmp(bytes, mapped, MAPPED) == 0)
		return digest_of(bytes, sizeof(bytes));
	return digest_of(bytes, HOUSEHOLD);
}

static bool is_https(void)
{
	return strncasecmp(settings()->public_url, "https://", strlen("https://")) == 0;
}

/* __Host- (RFC 6265bis 4.1.3.2): no other host and no plain connection can set it. */
static const char *cookie_name(struct arena *arena, const char *name)
{
	return arena_printf(arena, "%sclorp%s%s", is_https() ? "__Host-" : "", *name ? "-" : "",
			    name);
}

const char *visitor_find_cookie(const struct request *req, const char *end)
{
	const char *name = cookie_name(req->arena, end);
	size_t length = strlen(name);

	for (const char *at = req->cookie; *at; at += strspn(at, "; ")) {
		size_t part = strcspn(at, ";");

		if (part > length && strncmp(at, name, length) == 0 && at[length] == '=')
			return arena_copy(req->arena, at + length + 1, part - length - 1);
		at += part;
	}
	return "";
}

/* For whom: "; HttpOnly", or "" for scripts as well. */
static void keep(struct request *req, const char *end, const char *value, int64_t seconds,
		 const char *for_whom)
{
	reply_header(req, "Set-Cookie",
		     arena_printf(req->arena, "%s=%s; Path=/%s; SameSite=Lax; Max-Age=%lld%s",
				  cookie_name(req->arena, end), value, for_whom, (long long)seconds,
				  is_https() ? "; Secure" : ""));
}

void visitor_keep_cookie(struct request *req, const char *end, const char *value, int64_t seconds)
{
	keep(req, end, value, seconds, "; HttpOnly");
}

const char *visitor_token(const struct request *req)
{
	return visitor_find_cookie(req, "");
}

void visitor_keep_token(struct request *req, const char *token)
{
	int64_t seconds = token ? settings()->session_days * DAY_SECONDS : 0;

	visitor_keep_cookie(req, "", token ? token : "", seconds);
	keep(req, "here", token ? "1" : "", seconds, "");
}

void visitor_forget_mark(struct request *req)
{
	if (*visitor_find_cookie(req, "here"))
		keep(req, "here", "", 0, "");
}

/* Scheme, host and port of public_url, which may have a path. */
static bool is_ours(const char *origin)
{
	const char *url = settings()->public_url, *host = strstr(url, "://");
	size_t length = host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/") : strlen(url);

	return strlen(origin) == length && strncasecmp(origin, url, length) == 0;
}

enum error visitor_check_origin(const struct request *req)
{
	if (req->method == GET || strcmp(req->fetch_site, "same-origin") == 0 ||
	    is_ours(req->origin))
		return OK;
	return failure(ERR_FORBIDDEN, "this change was asked for by another site's page");
}

enum error visitor_check_page(const struct request *req)
{
	if (!*req->origin || is_ours(req->origin))
		return OK;
	return failure(ERR_FORBIDDEN, "another site's page may not ask for this");
}
