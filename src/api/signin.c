#include "api/signin.h"

#include <string.h>

#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/session.h"
#include "api/visitor.h"
#include "base/config.h"
#include "page/shell.h"

/* A way to each issuer of identities where people sign in. */
static struct markup issuer_links(struct arena *arena, const char *next)
{
	struct markup links = MARKUP("");

	for (int i = 0; i < ISSUERS_MOST; i++) {
		const struct issuer_settings *issuer = &settings()->issuers[i];

		if (*issuer->url && *issuer->client_id)
			links = markup(arena, links,
				       MARKUP("<p><a class=\"button plain\" href=\"/auth/start?with="),
				       query_escape(arena, issuer->name), MARKUP("&amp;next="),
				       query_escape(arena, next), MARKUP("\">Sign in with "),
				       issuer->name, MARKUP("</a></p>\n"));
	}
	return links;
}

static enum error show(struct request *req, int status, const char *complaint, const char *next,
		       const char *email)
{
	struct arena *arena = req->arena;
	struct markup body = markup(
		arena, MARKUP("<h1>Sign in</h1>\n"), shell_complaint(arena, complaint),
		issuer_links(arena, next),
		MARKUP("<form class=\"stack\" method=\"post\" action=\"/login\">\n"
		       "<input type=\"hidden\" name=\"next\" value=\""),
		next,
		MARKUP("\">\n<p><label>E-mail <input name=\"email\" type=\"email\" "
		       "autocomplete=\"username\" maxlength=\"254\" value=\""),
		email,
		MARKUP("\"></label></p>\n"
		       "<p><label>Password <input name=\"password\" type=\"password\" "
		       "autocomplete=\"current-password\" maxlength=\"200\"></label></p>\n"
		       "<p class=\"or\">or</p>\n"
		       "<p><label>API key <input name=\"key\" type=\"password\" "
		       "autocomplete=\"off\"></label></p>\n<p><button>Sign in</button></p>\n</form>\n"
		       "<p>New here? <a href=\"/signup\">Make an account</a>. Forgot the password? "
		       "<a href=\"/reset\">Have a new one set</a>.</p>\n"));

	return reply_page(req, status, "", shell_titled(arena, "Sign in", body));
}

enum error signin_page(struct request *req, int status, const char *next)
{
	return show(req, status, "", next, "");
}

/* A path of ours: "//host" and "/\host" lead elsewhere, and so does what becomes them: browsers leave tabs out. */
const char *signin_next(const char *next)
{
	if (!next || next[0] != '/' || next[1] == '/' || next[1] == '\\')
		return "/";
	for (const char *at = next; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7F)
			return "/";
	return next;
}

enum error api_session_page(struct request *req)
{
	return show(req, 200, "", signin_next(query_find(req, "next")), "");
}

enum error api_session_enter(struct request *req)
{
	const char *key = form_find(req, "key");
	struct session_body body = { form_find(req, "email"), form_find(req, "password"),
				     key && *key ? key : NULL };

	TRY(visitor_check_origin(req));

	enum error e = session_enter(req, &body);

	/* A wrong password was counted, and is to be remembered: the page is the answer. */
	if (e && error_status(e) < 500 && e != ERR_RATE_LIMITED)
		return show(req, 401, arena_printf(req->arena, "%s.", failure_note()->text),
			    signin_next(form_find(req, "next")), body.email ? body.email : "");
	TRY(e);
	return reply_redirect(req, signin_next(form_find(req, "next")));
}
