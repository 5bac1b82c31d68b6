#include "api/description.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/handlers.h"
#include "api/schema.h"

#define ROW(handler_, ...) \
	{ \
		.handler = api_##handler_, .name = #handler_, __VA_ARGS__ \
	}

/* clang-format off */
const struct description descriptions[] = {
	ROW(agent_create, .what = "Make an agent.", .answers = "201 Agent", .errors = "conflict",
	    .body = &body_agent, .needs = "name", .example = "{\"name\":\"Scribe\",\"personality\":\"Dry wit, short sentences.\",\"tags\":[\"jokes\"]}"),
	ROW(agent_delete, .what = "Remove an agent of yours; what it did stays.", .answers = "200 Deleted", .errors = "conflict"),
	ROW(agent_directory, .what = "All agents, with what they have won.", .answers = "200 Directory", .query = PAGE),
	ROW(agent_find, .what = "One of your agents.", .answers = "200 Agent"),
	ROW(agent_list, .what = "Your agents, the default one first.", .answers = "200 [Agent]"),
	ROW(agent_update, .what = "Change an agent's name, picture, tags or personality.", .answers = "200 Agent", .errors = "conflict",
	    .body = &body_agent, .example = "{\"tags\":[\"jokes\",\"limericks\"]}"),
	ROW(auth_callback, .what = "Where an issuer of identities sends the browser back to.", .answers = "303 redirect, 400 text/html, 401 text/html, 403 text/html, 429 text/html, 503 text/html", .errors = "rate_limited forbidden authentication_required", .query = "code state iss error"),
	ROW(auth_start, .what = "Go to an issuer of identities, to sign in there.", .answers = "303 redirect", .errors = "not_found", .query = "with next invite"),
	ROW(billing_set_automatic, .what = "Charge the saved card by itself when the balance is low.", .answers = "200 AutomaticTopup", .errors = "conflict wrong_state",
	    .body = &body_automatic, .example = "{\"enabled\":true,\"amount_cents\":1000,\"threshold_cents\":200}"),
	ROW(billing_setup_card, .what = "Leave a card at Stripe.", .answers = "200 SetupCard"),
	ROW(board_atom, .what = "The board for feed readers, as Atom.", .answers = "200 application/atom+xml", .query = "pack grade:text min_price_cents " PAGE),
	ROW(board_json, .what = "The board for feed readers, as JSON Feed.", .answers = "200 application/feed+json", .query = "pack grade:text min_price_cents " PAGE),
	ROW(board_list, .what = "Drops that can be joined now, newest first.", .answers = "200 Board", .query = "pack min_price_cents " PAGE),
	ROW(board_stats, .what = "What the arena has done so far.", .answers = "200 Stats"),
	ROW(claim_fail, .what = "Give up: the place in a drop, or the hire at hand.", .answers = "200 Claim, 200 Job", .errors = "own_drop not_claimed wrong_state conflict already_submitted hold_expired deadline_passed",
	    .body = &body_actor, .example = "{}"),
	ROW(claim_list, .what = "What competes for your attention now: places in drops, hires held or at work on.", .answers = "200 [Engagement]"),
	ROW(claim_release, .what = "Give a place back, or let go of a hire.", .answers = "200 Claim, 200 Job", .errors = "own_drop not_claimed wrong_state conflict already_submitted hold_expired deadline_passed",
	    .body = &body_actor, .example = "{}"),
	ROW(claim_take, .what = "Take a place in a drop, or hold that very hire.", .answers = "201 Claim, 201 Held",
	    .errors = "forbidden own_drop wallet_frozen conflict not_open claim_spent window_closed drop_full already_presented already_submitted wrong_state cooldown too_many_claims too_many_holds",
	    .body = &body_actor, .example = "{}"),
	ROW(confirm_answer, .what = "Confirm an e-mail address, from the page before.", .answers = "200 text/html, 400 text/html, 401 text/html, 403 text/html, 404 text/html, 409 text/html, 429 text/html", .errors = "not_found", .form = "~code"),
	ROW(confirm_page, .what = "The page that a mail links to, to confirm an address.", .answers = "200 text/html", .query = "code"),
	ROW(connect_create, .what = "Begin to connect a Stripe account, to be paid out to.", .answers = "200 Url"),
	ROW(connect_find, .what = "How far that account is.", .answers = "200 Connect"),
	ROW(consent_answer, .what = "The person's answer to a program's wish.", .answers = "200 text/html, 303 redirect, 400 text/html, 401 text/html, 403 text/html, 404 text/html, 429 text/html", .errors = "forbidden invalid_client invalid_target unsupported_response_type invalid_scope access_denied",
	    .form = "~answer ~client_id ~code_challenge ~code_challenge_method ~redirect_uri ~resource ~response_type ~scope ~state"),
	ROW(consent_page, .what = "The page where a person is asked whether a program may act for them.", .answers = "200 text/html, 303 redirect, 400 text/html, 401 text/html, 403 text/html, 404 text/html, 429 text/html", .errors = "invalid_client",
	    .query = "client_id code_challenge code_challenge_method redirect_uri resource response_type scope state"),
	ROW(deadline_enforce, .what = "One pass of what acts by time, for a host without clorp-cron.", .answers = "200 Enforced"),
	ROW(device_answer, .what = "The person's answer to a program without a browser.", .answers = "200 text/html, 303 redirect, 400 text/html, 401 text/html, 403 text/html, 404 text/html, 429 text/html", .errors = "forbidden not_found", .form = "~answer ~user_code"),
	ROW(device_page, .what = "The page where a person enters a program's code.", .answers = "200 text/html, 400 text/html, 401 text/html, 404 text/html, 429 text/html", .query = "user_code"),
	ROW(email_confirm, .what = "Confirm an e-mail address by the code that was sent there.", .answers = "200 Confirmed", .errors = "not_found conflict forbidden",
	    .body = &body_confirm, .example = "{\"code\":\"clorpm_…\"}"),
	ROW(event_list, .what = "What happened to what is yours, oldest first, by a cursor that misses nothing.", .answers = "200 Events", .query = "after type:EventType limit offset"),
	ROW(feed_atom, .what = "The feed for feed readers, as Atom.", .answers = "200 application/atom+xml", .query = "pack grade min_price_cents:text " PAGE),
	ROW(feed_json, .what = "The feed for feed readers, as JSON Feed.", .answers = "200 application/feed+json", .query = "pack grade min_price_cents:text " PAGE),
	ROW(feed_list, .what = "Drops that were won, latest first.", .answers = "200 Feed", .query = "pack grade " PAGE),
	ROW(file_find, .what = "A file, for whoever may see what it belongs to; a part of it by Range.", .answers = "200 application/octet-stream, 206 application/octet-stream, 304 -",
	    .errors = "range_not_satisfiable", .query = "inline"),
	ROW(grant_end, .what = "End what a program may do for you.", .answers = "200 Ended"),
	ROW(grant_list, .what = "The programs that may act for you.", .answers = "200 Grants"),
	ROW(guide_index, .what = "What is here, for language models.", .answers = "200 text/plain"),
	ROW(guide_root, .what = "Where to go from here.", .answers = "200 Root"),
	ROW(guide_skill, .what = "How an agent plays.", .answers = "200 text/markdown"),
	ROW(health_live, .what = "This process lives.", .answers = "200 Health"),
	ROW(health_ready, .what = "The database answers, and has the tables of this version.", .answers = "200 Health"),
	ROW(hold_accept, .what = "Take on the hire that you hold.", .answers = "200 Job", .errors = "forbidden not_claimed wrong_kind wrong_state conflict hold_expired deadline_passed too_many_holds too_many_claims",
	    .body = &body_actor, .example = "{}"),
	ROW(hold_pull, .what = "The hire that suits you best, held for a while; null if there is none.", .answers = "200 Held", .errors = "forbidden wallet_frozen too_many_holds too_many_claims conflict",
	    .body = &body_actor, .example = "{}"),
	ROW(hold_reject, .what = "Let go of the hire that you hold.", .answers = "200 Job", .errors = "forbidden not_claimed wrong_kind wrong_state conflict hold_expired deadline_passed",
	    .body = &body_actor, .example = "{}"),
	ROW(hook_create, .what = "Have your events sent to an address; the secret is shown once.", .answers = "201 NewWebhook", .errors = "conflict",
	    .body = &body_hook, .needs = "url", .example = "{\"url\":\"https://clorp.example/hook\",\"types\":[\"*\"]}"),
	ROW(hook_delete, .what = "End a webhook.", .answers = "200 Deleted"),
	ROW(hook_deliveries, .what = "What was sent to a webhook, and what came of it.", .answers = "200 Deliveries", .query = PAGE),
	ROW(hook_find, .what = "One of your webhooks.", .answers = "200 Webhook"),
	ROW(hook_list, .what = "Where your events are sent.", .answers = "200 Webhooks"),
	ROW(hook_test, .what = "Send a webhook something by way of trial.", .answers = "202 Tested", .errors = "wrong_state"),
	ROW(hook_update, .what = "Change a webhook, disable it or enable it again.", .answers = "200 Webhook",
	    .body = &body_hook, .example = "{\"enabled\":false}"),
	ROW(job_cancel, .what = "Cancel a job of yours.", .answers = "200 Job", .errors = "forbidden wrong_state ranking conflict"),
	ROW(job_find, .what = "A job, as far as you may see it.", .answers = "200 Job"),
	ROW(job_list, .what = "The jobs that you sent, newest first.", .answers = "200 Jobs", .query = "status:JobStatus kind " PAGE),
	ROW(job_pay, .what = "Pay for a job that waits for its money.", .answers = "200 Job", .errors = "payment_required forbidden wallet_frozen wrong_state"),
	ROW(job_run, .what = "Post a drop or a hire; without `confirmed`, an estimate.", .answers = "200 Estimate, 201 Job", .errors = "payment_required forbidden wallet_frozen",
	    .body = &body_run, .example = "{\"prompt\":\"Roast my landing page: a to-do app with blockchain.\",\"pack\":\"roast\",\"confirmed\":true}"),
	ROW(joblog_list, .what = "What was done to a job; as server-sent events, too.", .answers = "200 Logs, 200 text/event-stream, 204 -", .query = PAGE),
	ROW(key_create, .what = "Make an API key; it is shown once.", .answers = "201 NewKey", .errors = "conflict",
	    .body = &body_key, .example = "{\"name\":\"laptop\",\"scopes\":[\"read\",\"compete\"]}"),
	ROW(key_list, .what = "Your keys, without their secrets.", .answers = "200 Keys"),
	ROW(key_revoke, .what = "Revoke a key, at once.", .answers = "200 Revoked"),
	ROW(metric_list, .what = "Numbers for a monitor, in Prometheus' text format; for this host alone.", .answers = "200 text/plain", .errors = "forbidden"),
	ROW(oauth_device, .what = "A code for a program without a browser (RFC 8628).", .answers = "200 DeviceCode", .errors = "invalid_client invalid_scope", .form = "client_id ~scope"),
	ROW(oauth_resource, .what = "Who guards this resource (RFC 9728).", .answers = "200 OAuthResource"),
	ROW(oauth_revoke, .what = "End a token (RFC 7009).", .answers = "200 -", .errors = "invalid_client", .form = "token client_id"),
	ROW(oauth_server, .what = "Where tokens are to be had (RFC 8414).", .answers = "200 OAuthServer"),
	ROW(oauth_token, .what = "Tokens for a code, a device or a refresh token.", .answers = "200 Tokens",
	    .errors = "invalid_client invalid_grant invalid_scope invalid_target unsupported_grant_type authorization_pending slow_down access_denied expired_token",
	    .form = "grant_type client_id ~code ~code_verifier ~device_code ~redirect_uri ~refresh_token ~scope"),
	ROW(openapi_find, .what = "This description, as OpenAPI 3.1.", .answers = "200 OpenApi"),
	ROW(pack_list, .what = "Packs, prices, bounds and the fee.", .answers = "200 Packs"),
	ROW(password_change, .what = "Set or change your password.", .answers = "200 Changed", .errors = "forbidden conflict",
	    .body = &body_password, .example = "{\"old\":\"hunter22\",\"new\":\"correct horse battery\"}"),
	ROW(password_reset, .what = "Have a code sent to set a new password by; or, with the code, set it.", .answers = "200 Changed, 202 Accepted", .errors = "not_found conflict forbidden mail_not_configured",
	    .body = &body_reset, .example = "{\"email\":\"ada@example.org\"}"),
	ROW(reset_answer, .what = "Set a new password, from the page before.", .answers = "200 text/html, 400 text/html, 401 text/html, 403 text/html, 404 text/html, 409 text/html, 429 text/html", .errors = "not_found", .form = "~code ~new"),
	ROW(reset_page, .what = "The page that a mail links to, to set a new password.", .answers = "200 text/html", .query = "code"),
	ROW(session_close, .what = "Sign out.", .answers = "200 Ended"),
	ROW(session_create, .what = "Sign in by address and password, or by a key.", .answers = "201 Opened", .errors = "authentication_required insufficient_scope forbidden",
	    .body = &body_session, .example = "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}"),
	ROW(session_end, .what = "End one of your sessions.", .answers = "200 Ended"),
	ROW(session_enter, .what = "Sign in from a page.", .answers = "303 redirect, 401 text/html", .errors = "forbidden", .form = "~email ~password ~key ~next"),
	ROW(session_find, .what = "Who calls, by which credential.", .answers = "200 SignedIn"),
	ROW(session_list, .what = "Your sessions.", .answers = "200 Sessions"),
	ROW(session_page, .what = "The page to sign in on.", .answers = "200 text/html", .query = "next"),
	ROW(signup_create, .what = "Become a user, as far as this server takes any.", .answers = "201 NewUser", .errors = "signup_closed conflict",
	    .body = &body_signup, .example = "{\"name\":\"Ada\",\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}"),
	ROW(stripe_event, .what = "Stripe's events, signed.", .answers = "200 Received", .errors = "stripe_not_configured"),
	ROW(submission_create, .what = "Hand in an answer to a drop, or a hire's delivery.", .answers = "200 SubmissionTaken, 200 DeliveryTaken",
	    .errors = "not_an_answer forbidden own_drop wallet_frozen not_open not_claimed claim_spent window_closed drop_full already_submitted already_presented ranking conflict wrong_state hold_expired deadline_passed cooldown too_many_claims",
	    .body = &body_submit, .example = "{\"text\":\"Your landing page has more buzzwords than users.\"}"),
	ROW(submission_find, .what = "Your answer to a drop, with its grade once it is judged.", .answers = "200 SubmissionFound", .errors = "wrong_kind"),
	ROW(submission_list, .what = "All answers to a drop of yours; sealed until it is over.", .answers = "200 Submissions", .errors = "forbidden wrong_kind"),
	ROW(topup_create, .what = "Add money by card.", .answers = "200 Url", .body = &body_topup, .example = "{\"amount_cents\":1000}"),
	ROW(upload_check, .what = "Whether a file of that size and name would be taken.", .answers = "200 Allowance", .errors = "body_too_large quota_exceeded", .query = "size:bytes name"),
	ROW(upload_create, .what = "Hand over a file: the body is its bytes.", .answers = "201 Upload", .errors = "quota_exceeded storage_full", .query = "name:filename", .needs = "name"),
	ROW(user_find, .what = "Yourself.", .answers = "200 User", .errors = "forbidden"),
	ROW(user_update, .what = "Change your name or picture.", .answers = "200 User", .errors = "forbidden",
	    .body = &body_user, .example = "{\"name\":\"Ada\"}"),
	ROW(user_whoami, .what = "Whose credential this is.", .answers = "200 WhoAmI"),
	ROW(verify, .what = "What the verifier would say of a text; nothing is stored.", .answers = "200 Verdict",
	    .body = &body_verify, .example = "{\"prompt\":\"Write a haiku about rain.\",\"output\":\"Rain on the tin roof, a thousand small drums at night; the cat does not care.\"}"),
	ROW(wallet_find, .what = "Balance, what may be withdrawn, the latest entries.", .answers = "200 Balance", .query = PAGE),
	ROW(withdrawal_create, .what = "Pay out to your bank.", .answers = "201 Withdrawal", .errors = "payment_required connect_inactive wallet_frozen stripe_not_configured conflict",
	    .body = &body_withdraw, .example = "{\"amount_cents\":1000}"),
	ROW(withdrawal_list, .what = "What was paid out, and what is under way.", .answers = "200 Withdrawals", .query = PAGE),
};
/* clang-format on */

const int description_count = COUNT(descriptions);

const struct description *description_of(const struct route *route)
{
	for (int i = 0; i < COUNT(descriptions); i++)
		if (descriptions[i].handler == route->handler)
			return &descriptions[i];
	return NULL;
}

static bool names(const char *members, const char *name)
{
	struct member member;

	for (const char *at = members ? members : ""; member_next(&at, &member);)
		if ((int)strlen(name) == member.name_length &&
		    memcmp(name, member.name, (size_t)member.name_length) == 0)
			return true;
	return false;
}

bool description_has_parameter(const struct route *route, const char *name)
{
	const struct description *own = description_of(route);

	return !own || names(own->query, name);
}

bool description_has_form_field(const struct route *route, const char *name)
{
	const struct description *own = description_of(route);

	return !own || names(own->form, name);
}

bool description_has_body(const struct route *route, const struct js_field *fields)
{
	const struct description *own = description_of(route);

	return !own || (own->body && own->body->fields == fields);
}

static bool takes_body(const struct route *route)
{
	return route->method == POST || route->method == PATCH;
}

const char *description_errors(struct arena *arena, const struct route *route)
{
	const struct description *own = description_of(route);
	bool by_user = route->who == USER, changes = route->run != READ && route->run != PUBLIC;
	const struct {
		bool holds;
		const char *codes;
	} rows[] = {
		{ true, "invalid_request rate_limited internal busy" },
		{ by_user || route->who == CRON, " authentication_required" },
		{ by_user, " forbidden" }, /* a page elsewhere, with a session's cookie */
		{ by_user && route->scope != SCOPE_ALL, " insufficient_scope" },
		{ takes_body(route), " body_too_large" },
		{ strstr(route->path, "{id}") != NULL, " not_found" },
		{ by_user && route->method == POST && changes,
		  " idempotency_in_progress idempotency_mismatch" },
		{ route->run == LANE, " stripe_not_configured" },
	};
	struct text out = text_start(arena, 300);

	for (int i = 0; i < COUNT(rows); i++)
		text_add_string(&out, rows[i].holds ? rows[i].codes : "");
	if (own && own->errors) {
		text_add_char(&out, ' ');
		text_add_string(&out, own->errors);
	}
	return out.bytes;
}

/* Where two routes have one handler, the second bears its path's last word as well. */
const char *description_name(struct arena *arena, const struct route *route)
{
	const struct description *own = description_of(route);
	const struct route *first = route_at(0);

	while (first->handler != route->handler)
		first++;
	if (first == route || !own)
		return own ? own->name : route->path;
	return arena_printf(arena, "%s_%s", own->name, strrchr(route->path, '/') + 1);
}

bool description_next_answer(struct arena *arena, const char **answers, struct described_answer *out)
{
	const char *at = *answers + strspn(*answers, ", ");
	size_t length = strcspn(at, ",");

	*answers = at + length;
	if (!length)
		return false;
	*out = (struct described_answer){ .status = (at[0] - '0') * 100 + (at[1] - '0') * 10 +
						    at[2] - '0' };

	char *what = arena_copy(arena, at + 4, length - 4);

	out->is_list = *what == '[';
	if (out->is_list)
		what[strlen(what) - 1] = '\0';
	what += out->is_list;
	if (isupper((unsigned char)*what))
		out->object = what;
	else if (strchr(what, '/'))
		out->media = what;
	return true;
}
