/*
 * The pages on which a person allows a program to act: for one that sent the browser here
 * (authorization code, RFC 6749 4.1 with PKCE), and for one without a browser (RFC 8628).
 */
#include <string.h>

#include "api/handlers.h"
#include "api/oauth.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/signin.h"
#include "base/config.h"
#include "page/shell.h"
#include "people/device.h"
#include "people/secret.h"
#include "queue/quota.h"

enum {
	CHALLENGE = 43,
	GUESSES_AN_HOUR = 50,
	DOCUMENTS_AN_HOUR = 20,
	HOUR = 3600,
	STATE_MOST = 2000
};

/* What a program asks the person for. */
struct wish {
	struct client client;
	const char *redirect_uri, *state, *challenge, *scope;
	int scopes;
};

typedef const char *find_fn(struct request *, const char *name);

static const char *find_or(struct request *req, find_fn *find, const char *name,
			   const char *otherwise)
{
	const char *value = find(req, name);

	return value ? value : otherwise;
}

static enum error page(struct request *req, int status, const char *title, struct markup body)
{
	return reply_page(req, status, "", shell_titled(req->arena, title, body));
}

/* What a scope lets a program do, in plain words. */
static struct markup scope_list(struct arena *arena, int scopes)
{
	static const struct {
		enum scope scope;
		struct markup words;
	} rows[] = {
		{ SCOPE_READ, MARKUP_INIT("<li>see your jobs, your work and your wallet</li>\n") },
		{ SCOPE_COMPETE,
		  MARKUP_INIT(
			  "<li>claim places, submit answers and work on hires in your name</li>\n") },
		{ SCOPE_SPEND,
		  MARKUP_INIT(
			  "<li><strong>spend your money</strong>: post, pay and cancel jobs</li>\n") },
		{ SCOPE_WALLET,
		  MARKUP_INIT("<li><strong>move your money</strong>: top up and withdraw</li>\n") },
	};
	struct markup list = MARKUP("<ul>\n");

	for (int i = 0; i < COUNT(rows); i++)
		if (scopes & (int)rows[i].scope)
			list = markup(arena, list, rows[i].words);
	return markup(arena, list, MARKUP("</ul>\n"));
}

static struct markup hidden(struct arena *arena, const char *name, const char *value)
{
	return markup(arena, MARKUP("<input type=\"hidden\" name=\""), name, MARKUP("\" value=\""),
		      value, MARKUP("\">"));
}

static const struct markup choice = MARKUP_INIT(
	"<p class=\"actions\"><button name=\"answer\" value=\"allow\">Allow</button> "
	"<button name=\"answer\" value=\"deny\">Deny</button></p>\n</form>\n");

/* ------------------------------------------------------------ programs that sent the browser */

/* Back to the program: with a code, or with what went wrong (RFC 6749 4.1.2, RFC 9207). */
static enum error send_back(struct request *req, const struct wish *wish, const char *name,
			    const char *value)
{
	const char *join = strchr(wish->redirect_uri, '?') ? "&" : "?";
	const char *url = arena_printf(req->arena, "%s%s%s=%s&iss=%s", wish->redirect_uri, join,
				       name, value,
				       query_escape(req->arena, settings()->public_url));

	if (*wish->state)
		url = arena_printf(req->arena, "%s&state=%s", url,
				   query_escape(req->arena, wish->state));
	return reply_redirect(req, url);
}

static bool is_ours(const char *resource)
{
	const char *url = settings()->public_url;
	size_t length = strlen(url);

	return strncmp(resource, url, length) == 0 &&
	       (!resource[length] || strcmp(resource + length, "/") == 0 ||
		strcmp(resource + length, "/mcp") == 0);
}

/* Who asks, and where it may be answered: else nobody is told anything but the person here. */
static enum error find_client(struct request *req, const char *id, struct client *out)
{
	const struct quota quota = { "document", digest_of(req->user.text, strlen(req->user.text)),
				     DOCUMENTS_AN_HOUR, HOUR, false };
	enum error e = client_find(req->db, id, out);

	/* Who is not signed in makes this server ask nobody anything. */
	if (e != ERR_UNKNOWN_CLIENT || id_is_none(req->user) || !client_is_document(id))
		return e;
	TRY(quota_take(req->db, &quota));
	return client_want(req->db, id, out);
}

static enum error read_client(struct request *req, find_fn *find, struct wish *wish)
{
	TRY(find_client(req, find_or(req, find, "client_id", ""), &wish->client));
	wish->redirect_uri = find_or(req, find, "redirect_uri", "");
	wish->state = find_or(req, find, "state", "");
	if (query_repeats(req, "client_id") || query_repeats(req, "redirect_uri"))
		return failure(ERR_INVALID,
			       "it says twice who it is, or where it is to be answered");
	if (strlen(wish->state) > STATE_MOST || strpbrk(wish->redirect_uri, "\r\n# "))
		return failure(ERR_INVALID, "the address to answer to is no good");
	if (wish->client.is_waiting ||
	    client_may_redirect(req->arena, &wish->client, wish->redirect_uri))
		return OK;
	return failure(ERR_INVALID, "this program is not known to answer at that address");
}

/* RFC 6749 3.1: no parameter twice. */
static enum error check_once(const struct request *req)
{
	static const char *const names[] = { "client_id",     "redirect_uri",
					     "response_type", "scope",
					     "state",	      "code_challenge",
					     "resource",      "code_challenge_method" };

	for (int i = 0; i < COUNT(names); i++)
		if (query_repeats(req, names[i]) || form_repeats(req, names[i]))
			return failure(ERR_INVALID, "%s came twice", names[i]);
	return OK;
}

static enum error read_wish(struct request *req, find_fn *find, struct wish *wish)
{
	const char *resource = find(req, "resource");

	TRY(check_once(req));

	if (strcmp(find_or(req, find, "response_type", ""), "code") != 0)
		return failure(ERR_UNSUPPORTED_RESPONSE_TYPE, "response_type must be code");
	wish->challenge = find_or(req, find, "code_challenge", "");
	if (strcmp(find_or(req, find, "code_challenge_method", ""), "S256") != 0 ||
	    strlen(wish->challenge) != CHALLENGE)
		return failure(ERR_INVALID, "a code_challenge by S256 is needed");
	if (resource && !is_ours(resource))
		return failure(ERR_INVALID_TARGET, "resource is not this server");
	wish->scope = find_or(req, find, "scope", "");
	return oauth_read_scope(wish->scope, &wish->scopes);
}

static enum error show_refusal(struct request *req)
{
	const char *why = failure_note()->text;

	return page(req, 400, "This cannot be allowed",
		    markup(req->arena, MARKUP("<h1>This cannot be allowed</h1>\n<p class=\"lead\">"),
			   why, MARKUP(".</p>\n<p>Go back to the program and begin again.</p>\n")));
}

/* Where its document is fetched, the page asks again by itself. */
static enum error show_waiting(struct request *req, const struct wish *wish)
{
	TRY(page(req, 200, "A moment",
		 markup(req->arena,
			MARKUP("<h1>A moment</h1>\n<p class=\"lead\" role=\"status\">We are looking up who <strong>"),
			wish->client.id, MARKUP("</strong> is.</p>\n"))));
	reply_header(req, "Refresh", "1");
	return OK;
}

/* Scheme, host and port of where the answer goes: where the form's redirect may lead. */
static const char *origin_of(struct arena *arena, const char *uri)
{
	const char *host = strstr(uri, "://");

	if (!host)
		return arena_copy(arena, uri, strcspn(uri, ":") + 1);
	return arena_copy(arena, uri, (size_t)(host - uri) + 3 + strcspn(host + 3, "/?#;, "));
}

static enum error show_wish(struct request *req, const struct wish *wish)
{
	struct arena *arena = req->arena;
	struct markup fields = markup(
		arena, hidden(arena, "client_id", wish->client.id),
		hidden(arena, "redirect_uri", wish->redirect_uri),
		hidden(arena, "state", wish->state), hidden(arena, "scope", wish->scope),
		hidden(arena, "code_challenge", wish->challenge),
		MARKUP("<input type=\"hidden\" name=\"response_type\" value=\"code\">"
		       "<input type=\"hidden\" name=\"code_challenge_method\" value=\"S256\">"));
	struct markup body = markup(
		arena, MARKUP("<h1>Allow "), wish->client.name,
		MARKUP("?</h1>\n<p class=\"lead\">A program calls itself <strong>"),
		wish->client.id, MARKUP("</strong>, and will be answered at <strong>"),
		origin_of(arena, wish->redirect_uri), MARKUP("</strong>. It wants to:</p>\n"),
		scope_list(arena, wish->scopes),
		MARKUP("<p>You can end this at any time, in <a href=\"/account\">your account</a>.</p>\n"
		       "<form class=\"stack\" method=\"post\" action=\"/oauth/authorize\">\n"),
		fields, choice);

	return reply_page(req, 200, origin_of(arena, wish->redirect_uri),
			  shell_titled(arena, "Allow a program?", body));
}

enum error api_consent_page(struct request *req)
{
	const char *here = arena_printf(req->arena, "%s?%s", req->path, req->query);
	struct wish wish = { .scopes = 0 };

	if (id_is_none(req->user) && client_is_document(find_or(req, query_find, "client_id", "")))
		return signin_page(req, 200, here);

	enum error e = read_client(req, query_find, &wish);

	if (e && error_status(e) < 500 && e != ERR_RATE_LIMITED)
		return show_refusal(req);
	TRY(e);
	if (wish.client.is_waiting)
		return show_waiting(req, &wish);
	e = read_wish(req, query_find, &wish);
	/* Who names itself could else lead a browser from here to wherever it likes (RFC 9700 4.11.2). */
	if (e && client_is_document(wish.client.id))
		return show_refusal(req);
	if (e)
		return send_back(req, &wish, "error", error_code(e));
	return id_is_none(req->user) ? signin_page(req, 200, here) : show_wish(req, &wish);
}

static enum error allow(struct request *req, const struct wish *wish)
{
	const struct grant grant = { .id = req->draws[DRAW_REQUEST],
				     .user = req->user,
				     .client_id = wish->client.id,
				     .client_name = wish->client.name,
				     .scopes = wish->scopes };
	const char *code = req->secret;

	if (!*req->secret)
		secret_draw(SECRET_CODE, req->secret);
	TRY(grant_create(req->db, &grant));
	TRY(grant_give_code(req->db, grant.id, code, wish->redirect_uri, wish->challenge, grant.id));
	return send_back(req, wish, "code", code);
}

enum error api_consent_answer(struct request *req)
{
	struct wish wish = { .scopes = 0 };
	enum error e = read_client(req, form_find, &wish);

	if (!e && wish.client.is_waiting) /* where it may be answered is not known yet */
		e = failure(ERR_INVALID, "this program is being looked up: ask again");
	if (e && error_status(e) < 500)
		return show_refusal(req);
	TRY(e);
	e = read_wish(req, form_find, &wish);
	if (e)
		return send_back(req, &wish, "error", error_code(e));
	if (id_is_none(req->user))
		return failure(ERR_UNAUTHENTICATED, "the session is over: sign in and begin again");
	if (strcmp(find_or(req, form_find, "answer", ""), "allow") != 0)
		return send_back(req, &wish, "error", "access_denied");
	return allow(req, &wish);
}

/* ------------------------------------------------------------ programs without a browser */

static enum error ask_for_code(struct request *req, int status, const char *complaint)
{
	return page(
		req, status, "Connect a program",
		markup(req->arena, MARKUP("<h1>Connect a program</h1>\n"),
		       shell_complaint(req->arena, complaint),
		       MARKUP("<form class=\"stack\" action=\"/device\">\n<p><label>The code that it shows "
			      "<input name=\"user_code\" autocomplete=\"off\" autofocus required "
			      "maxlength=\"20\"></label></p>\n<p><button>Continue</button></p>\n</form>\n")));
}

/* An answer, not a failure: what was counted of it is to be remembered. */
static enum error ask_again(struct request *req)
{
	return ask_for_code(req, 404,
			    "No program waits with this code. It may be mistyped, or over.");
}

static enum error show_device(struct request *req, const struct device *device)
{
	struct arena *arena = req->arena;
	const char *code = arena_printf(arena, "%.4s-%s", device->user_code, device->user_code + 4);

	return page(
		req, 200, "Connect a program",
		markup(arena, MARKUP("<h1>Allow "), device->client_name,
		       MARKUP("?</h1>\n<p class=\"lead\">A program that calls itself <strong>"),
		       device->client_id, MARKUP("</strong> shows the code <strong>"), code,
		       MARKUP("</strong>. Allow it only if you started it yourself. It wants to:</p>\n"),
		       scope_list(arena, device->scopes),
		       MARKUP("<p>You can end this at any time, in <a href=\"/account\">your account</a>.</p>\n"
			      "<form class=\"stack\" method=\"post\" action=\"/device\">\n"),
		       hidden(arena, "user_code", code), choice));
}

/* Codes are short: who guesses is stopped, whatever comes of it. */
static enum error take_guess(struct request *req)
{
	const struct quota quota = { "user_code", digest_of(req->user.text, strlen(req->user.text)),
				     GUESSES_AN_HOUR, HOUR, false };

	return quota_take(req->db, &quota);
}

enum error api_device_page(struct request *req)
{
	const char *code = query_find(req, "user_code");
	struct device device;

	if (id_is_none(req->user))
		return signin_page(req, 200,
				   code ? arena_printf(req->arena, "/device?user_code=%s",
						       query_escape(req->arena, code))
					: "/device");
	if (!code)
		return ask_for_code(req, 200, "");
	TRY(take_guess(req));

	enum error e = device_find(req->db, code, &device);

	if (e == ERR_NOT_FOUND)
		return ask_again(req);
	TRY(e);
	return show_device(req, &device);
}

static enum error allow_device(struct request *req, const struct device *device)
{
	const struct grant grant = { .id = req->draws[DRAW_REQUEST],
				     .user = req->user,
				     .client_id = device->client_id,
				     .client_name = device->client_name,
				     .scopes = device->scopes };

	TRY(grant_create(req->db, &grant));
	return device_answer(req->db, device->id, grant.id);
}

enum error api_device_answer(struct request *req)
{
	const char *code = find_or(req, form_find, "user_code", "");
	bool allowed = strcmp(find_or(req, form_find, "answer", ""), "allow") == 0;
	struct device device;

	if (id_is_none(req->user))
		return failure(ERR_UNAUTHENTICATED, "the session is over: sign in and begin again");
	TRY(take_guess(req));

	enum error e = device_find(req->db, code, &device);

	if (e == ERR_NOT_FOUND)
		return ask_again(req);
	TRY(e);
	TRY(allowed ? allow_device(req, &device) : device_answer(req->db, device.id, ID_NONE));
	return page(
		req, 200, allowed ? "Connected" : "Refused",
		allowed ? MARKUP("<h1>Connected</h1>\n<p class=\"lead\">You can go back to the program.</p>\n")
			: MARKUP("<h1>Refused</h1>\n<p class=\"lead\">The program was told so.</p>\n"));
}
