#include "api/reply.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/page.h"
#include "api/route.h"
#include "base/config.h"
#include "page/page.h"

enum error reply(struct request *req, int status, struct json body)
{
	req->reply.status = status;
	req->reply.content_type = "application/json";
	req->reply.body = body;
	return OK;
}

void reply_header(struct request *req, const char *name, const char *value)
{
	struct reply *out = &req->reply;

	if (out->header_count == HEADERS_MOST)
		abort();
	out->headers[out->header_count++] = (struct header){ name, value };
}

enum error reply_page(struct request *req, int status, const char *forms_to, struct markup page)
{
	req->reply.status = status;
	req->reply.content_type = "text/html; charset=utf-8";
	req->reply.body = (struct json){ page.text, page.length };
	req->reply.keep = KEEP_NOTHING;
	reply_header(req, "Content-Security-Policy", shell_policy(req->arena, forms_to));
	return OK;
}

enum error reply_redirect(struct request *req, const char *url)
{
	req->reply.status = 303;
	req->reply.content_type = "text/plain";
	req->reply.body = (struct json){ "", 0 };
	reply_header(req, "Location", url);
	return OK;
}

enum error reply_list(struct request *req, const char *name, struct json items, const char *cursor)
{
	return reply(req, 200, js_object(req->arena, name, items, "next_cursor", cursor));
}

/* What a person reads. A 5xx says nothing of what broke: that is for the log. */
static const char *sentence(struct request *req, enum error e)
{
	int status = error_status(e);

	if (e == ERR_MAIL_NOT_CONFIGURED)
		return "This server sends no mail: its operator has set no mail server.";
	if (e == ERR_STRIPE_NOT_CONFIGURED)
		return "This server takes and pays no money yet: its operator has set no Stripe key.";
	if (e == ERR_STORAGE_FULL)
		return "This server has no room for files at the moment. Nothing was kept.";
	if (status == 503)
		return "The service is busy. Try again in a moment.";
	if (status >= 500)
		return "Something went wrong here. It has been noted.";

	char *text = arena_printf(req->arena, "%s", failure_note()->text);

	/* A sentence begins with a capital, but a field keeps its name. */
	if (!*failure_note()->field)
		*text = (char)toupper((unsigned char)*text);
	return text;
}

static int retry_after(enum error e)
{
	if (error_status(e) == 503)
		return (int)settings()->retry_after_seconds;
	return failure_note()->retry_after;
}

static struct json error_body(struct request *req, enum error e)
{
	struct arena *arena = req->arena;
	const char *field = failure_note()->field;

	if (req->route && req->route->form)
		return js_object(arena, "error", error_code(e), "error_description", sentence(req, e));

	struct json body = js_members(arena, "error", sentence(req, e), "code", error_code(e),
				      "request_id", req->request_id);
	struct json more = req->error_members;

	if (error_status(e) == 400 && *field)
		more = js_members(arena, "field", field);
	return js_merge(arena, body, more);
}

/* What a token would have to be given. (A session's alone can be asked for by nobody.) */
static const char *scope_asked(struct request *req)
{
	int scopes = req->route->scope & SCOPE_ALL;

	return scopes ? arena_printf(req->arena, ", scope=\"%s\"", scope_words(req->arena, scopes))
		      : "";
}

/* Where a program learns how to get a token (RFC 9728 5.1), and what is wrong with the one that it has (RFC 6750 3). */
static const char *challenge(struct request *req, enum error e)
{
	bool is_mcp = req->mcp_resource;
	const char *where = arena_printf(
		req->arena,
		"Bearer resource_metadata=\"%s/.well-known/oauth-protected-resource%s\"%s",
		settings()->public_url, is_mcp ? "/mcp" : "",
		is_mcp && e != ERR_INSUFFICIENT_SCOPE ? ", scope=\"read compete spend\"" : "");

	if (e == ERR_INSUFFICIENT_SCOPE)
		return arena_printf(req->arena, "%s, error=\"insufficient_scope\"%s", where,
				    scope_asked(req));
	return *req->authorization ? arena_printf(req->arena, "%s, error=\"invalid_token\"", where)
				   : where;
}

/* A whole sentence, and the number by which it is found again. */
static enum error reply_trouble(struct request *req, int status, enum error e)
{
	char *why = arena_printf(req->arena, "%s", sentence(req, e));
	size_t length = strlen(why);

	*why = (char)toupper((unsigned char)*why);
	if (length && !strchr(".!?", why[length - 1]))
		why = arena_printf(req->arena, "%s.", why);
	return reply_page(req, status, "", trouble_page(req->arena, status, why, req->request_id));
}

void reply_error(struct request *req, enum error e)
{
	int seconds = retry_after(e), status = error_status(e);

	req->reply = (struct reply){ .keep = req->reply.keep };
	if (page_is_for_trouble(req) ? reply_trouble(req, status, e)
				     : reply(req, status, error_body(req, e)))
		abort();
	if (seconds > 0 && (status == 429 || status == 503))
		reply_header(req, "Retry-After", arena_printf(req->arena, "%d", seconds));
	if (status == 405)
		reply_header(req, "Allow", req->allow);
	if (status == 416 && req->content_range)
		reply_header(req, "Content-Range", req->content_range);
	if (req->wants_refusal)
		reply_header(req, "X-Clorp-Refusal", req->reply.body.text);
	if (status == 401 || e == ERR_INSUFFICIENT_SCOPE)
		reply_header(req, "WWW-Authenticate", challenge(req, e));
}
