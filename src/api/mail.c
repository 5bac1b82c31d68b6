/* What comes back from mails: an address confirmed, a new password set. By JSON, and by the pages that mails link to. */
#include "people/mail.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/visitor.h"
#include "base/config.h"
#include "base/password.h"
#include "base/text.h"
#include "page/shell.h"
#include "people/login.h"
#include "queue/quota.h"

enum {
	HOUR = 3600,
	MAILS_TO_ONE = 3,
	MAILS_FROM_ONE = 20,
	PASSWORD_LEAST = 8,
	PASSWORD_MOST = 200
};

struct reset_body {
	const char *email, *code, *new;
};

static const struct js_field reset_fields[] = {
	FIELD(reset_body, email, js_text, .max = 254),
	FIELD(reset_body, code, js_text, .max = 100),
	FIELD(reset_body, new, js_text, .min = PASSWORD_LEAST, .max = PASSWORD_MOST),
};
BODY(body_reset, reset_fields);

/* Nobody's mailbox is flooded, and nobody tries out a list of addresses. */
static enum error take_quotas(struct request *req, const char *email)
{
	const struct quota to = { "mail.to", digest_of(email, strlen(email)), MAILS_TO_ONE, HOUR,
				  true }; /* or its state would tell that somebody asked */
	const struct quota from = { "mail.from", visitor_address(req), MAILS_FROM_ONE, HOUR, false };

	TRY(quota_take(req->db, &from));
	return quota_take(req->db, &to);
}

/* Nothing is said of whether there is such an account, and whether it was asked for too often. */
static enum error send_reset(struct request *req, const char *email)
{
	if (!*settings()->mail_url)
		return failure(ERR_MAIL_NOT_CONFIGURED, "mail.url is not set");
	TRY(email_read(req->arena, "email", email, &email));

	enum error e = take_quotas(req, email);

	if (e && e != ERR_RATE_LIMITED)
		return e;
	if (!e)
		mail_ask_reset(req->db, req->draws[DRAW_REQUEST], email);
	return OK;
}

static enum error ask(struct request *req, const char *email)
{
	TRY(send_reset(req, email));
	return reply(req, 202, js_object(req->arena, "accepted", (bool)true));
}

/* The password is hashed before anything is locked. */
static enum error set(struct request *req, const char *code, const char *new)
{
	TRY(mail_look_reset(req->db, code));
	return mail_reset(req->db, code, password_hash(req->arena, new), req->draws[DRAW_REQUEST]);
}

enum error api_password_reset(struct request *req)
{
	struct reset_body body = { .email = NULL };

	TRY(body_read_fields(req, reset_fields, &body));
	if (!body.code)
		return body.email ? ask(req, body.email)
				  : failure_in("email", "email is needed, or code and new");
	if (!body.new)
		return failure_in("new", "a new password is needed");
	TRY(set(req, body.code, body.new));
	return reply(req, 200, js_object(req->arena, "changed", (bool)true));
}

struct confirm_body {
	const char *code;
};

static const struct js_field confirm_fields[] = {
	FIELD(confirm_body, code, js_text, .required = true, .min = 1, .max = 100),
};
BODY(body_confirm, confirm_fields);

enum error api_email_confirm(struct request *req)
{
	struct confirm_body body;

	TRY(body_read_fields(req, confirm_fields, &body));
	TRY(mail_confirm(req->db, body.code, req->draws[DRAW_REQUEST]));
	return reply(req, 200, js_object(req->arena, "confirmed", (bool)true));
}

/* Those that sign-up and a new address ask for count as well, but are refused to nobody (mail_ask_confirm). */
enum error api_email_resend(struct request *req)
{
	const struct quota quota = { "mail.confirm",
				     digest_of(req->user.text, strlen(req->user.text)),
				     CONFIRM_MAILS_AN_HOUR, HOUR, false };

	if (!*settings()->mail_url)
		return failure(ERR_MAIL_NOT_CONFIGURED, "mail.url is not set");
	TRY(quota_take(req->db, &quota));
	TRY(mail_check_unconfirmed(req->db, req->user));
	mail_ask_confirm(req->db, req->draws[DRAW_REQUEST], req->user);
	return reply(req, 202, js_object(req->arena, "accepted", (bool)true));
}

/* ------------------------------------------------------------ pages */

static enum error page(struct request *req, int status, const char *title, struct markup body)
{
	return reply_page(req, status, "",
			  shell_titled(req->arena, title,
				       markup(req->arena, MARKUP("<h1>"), title, MARKUP("</h1>"),
					      body)));
}

static const char *or_none(const char *value)
{
	return value ? value : "";
}

/* A link is opened by machines as well, which look for what is bad in mails: so the page only asks. */
static enum error ask_to_confirm(struct request *req, const char *code)
{
	return page(
		req, 200, "Confirm your address",
		markup(req->arena,
		       MARKUP("<p class=\"lead\">A mail was sent to an address that is said to be yours. If it "
			      "is, say so; if you did not expect it, close this page.</p>\n"
			      "<form class=\"stack\" method=\"post\" action=\"/confirm\">\n<input type=\"hidden\" name=\"code\" value=\""),
		       code, MARKUP("\">\n<p><button>It is my address</button></p>\n</form>\n")));
}

static enum error ask_for_password(struct request *req, int status, const char *code,
				   const char *complaint)
{
	return page(
		req, status, "Set a new password",
		markup(req->arena, shell_complaint(req->arena, complaint),
		       MARKUP("<p class=\"lead\">Every session of yours ends with it, and whoever is signed "
			      "in elsewhere signs in anew.</p>\n"
			      "<form class=\"stack\" method=\"post\" action=\"/reset\">\n<input type=\"hidden\" name=\"code\" value=\""),
		       code,
		       MARKUP("\">\n<p><label>New password, 8 characters or more <input name=\"new\" type=\"password\" "
			      "autocomplete=\"new-password\" minlength=\"8\" maxlength=\"200\" "
			      "required></label></p>\n<p><button>Set it</button></p>\n</form>\n")));
}

static enum error ask_for_address(struct request *req, const char *complaint)
{
	return page(req, *complaint ? 400 : 200, "Set a new password",
		    markup(req->arena, shell_complaint(req->arena, complaint),
			   MARKUP("<p class=\"lead\">If there is an account of that address, a mail with the way "
				  "to a new password goes there.</p>\n"
				  "<form class=\"stack\" method=\"post\" action=\"/reset\">\n"
				  "<p><label>E-mail <input name=\"email\" type=\"email\" "
				  "autocomplete=\"username\" maxlength=\"254\" required></label></p>\n"
				  "<p><button>Send the mail</button></p>\n</form>\n")));
}

enum error api_confirm_page(struct request *req)
{
	return ask_to_confirm(req, or_none(query_find(req, "code")));
}

enum error api_reset_page(struct request *req)
{
	const char *code = query_find(req, "code");

	return code ? ask_for_password(req, 200, code, "") : ask_for_address(req, "");
}

static enum error refuse(struct request *req, enum error e)
{
	if (error_status(e) >= 500)
		return e;
	return page(req, error_status(e), "That did not work",
		    markup(req->arena, MARKUP("<p class=\"lead\">"), failure_note()->text,
			   MARKUP(".</p>\n<p>A link works once, and not for ever. "
				  "<a href=\"/login\">Sign in</a>, or ask for another mail.</p>\n")));
}

enum error api_confirm_answer(struct request *req)
{
	enum error e = mail_confirm(req->db, or_none(form_find(req, "code")),
				    req->draws[DRAW_REQUEST]);

	return e ? refuse(req, e)
		 : page(req, 200, "Confirmed",
			MARKUP("<p class=\"lead\">This address is known to be yours.</p>\n"
			       "<p><a href=\"/account\">To your account</a></p>\n"));
}

static enum error answer_address(struct request *req, const char *email)
{
	enum error e = send_reset(req, email);

	if (e == ERR_INVALID)
		return ask_for_address(req, "That is no e-mail address.");
	TRY(e);
	return page(req, 200, "Look into your mail",
		    MARKUP("<p class=\"lead\">If there is an account of that address, a mail is on its way. "
			   "What it links to holds for an hour.</p>\n"));
}

enum error api_reset_answer(struct request *req)
{
	const char *email = form_find(req, "email");

	if (email)
		return answer_address(req, email);

	const char *code = or_none(form_find(req, "code")), *new = or_none(form_find(req, "new"));
	size_t length = text_characters(new);

	if (length < PASSWORD_LEAST || length > PASSWORD_MOST)
		return ask_for_password(req, 400, code, "It needs 8 to 200 characters.");

	enum error e = set(req, code, new);

	return e ? refuse(req, e)
		 : page(req, 200, "Set",
			MARKUP("<p class=\"lead\">Your password is set, and every session was ended.</p>\n"
			       "<p><a class=\"button\" href=\"/login\">Sign in</a></p>\n"));
}
