#include <string.h>

#include "base/config.h"
#include "support/call.h"
#include "support/suite.h"

#define HERE "http://arena.example:8080"
#define BACK "http://127.0.0.1:49152/callback"
/* RFC 7636, appendix B. */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define DEVICE_GRANT "urn:ietf:params:oauth:grant-type:device_code"

static struct person ann;
static const char *cookie;

static void before(void)
{
	struct answer_seen seen;

	world_open();
	settings_mutable()->public_url = HERE;
	ann = given_person(.cents = 1000);
	seen = call(POST, "/api/session", NULL, format("{\"key\":\"%s\"}", ann.key));
	check_status(seen, 201);
	cookie = format("%.*s", (int)strcspn(header_of(&seen, "Set-Cookie"), ";"),
			header_of(&seen, "Set-Cookie"));
}

static struct answer_seen browse(const char *path)
{
	return call(GET, path, NULL, NULL, .cookie = cookie);
}

static struct answer_seen send_form(const char *path, const char *form)
{
	return call(POST, path, NULL, form, .cookie = cookie, .origin = HERE);
}

static struct answer_seen ask_token(const char *form)
{
	return call(POST, "/oauth/token", NULL, form);
}

static void check_oauth_error(struct answer_seen seen, int status, const char *code)
{
	check_status(seen, status);
	check_members(&seen, "", "error error_description");
	ck_assert_str_eq(text_at(&seen, "error"), code);
}

START_TEST(the_server_says_what_it_is)
{
	struct answer_seen seen = call(GET, "/.well-known/oauth-authorization-server", NULL, NULL);

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "issuer"), HERE);
	ck_assert_str_eq(text_at(&seen, "token_endpoint"), HERE "/oauth/token");
	ck_assert_str_eq(text_at(&seen, "code_challenge_methods_supported.0"), "S256");
	seen = call(GET, "/.well-known/oauth-protected-resource", NULL, NULL);
	ck_assert_str_eq(text_at(&seen, "resource"), HERE);
	ck_assert_str_eq(text_at(&seen, "authorization_servers.0"), HERE);
	seen = call(GET, "/.well-known/oauth-protected-resource/mcp", NULL, NULL);
	ck_assert_str_eq(text_at(&seen, "resource"), HERE "/mcp");
}
END_TEST

/* ------------------------------------------------------------ devices */

struct started {
	const char *device, *user;
};

static struct started start_device(const char *scope)
{
	struct answer_seen seen = call(POST, "/oauth/device", NULL,
				       format("client_id=clorp-cli&scope=%s", scope));

	check_status(seen, 200);
	check_members(&seen, "",
		      "device_code user_code verification_uri verification_uri_complete "
		      "expires_in interval");
	return (struct started){ text_at(&seen, "device_code"), text_at(&seen, "user_code") };
}

static struct answer_seen poll_device(struct started started)
{
	return ask_token(format("grant_type=" DEVICE_GRANT "&client_id=clorp-cli&device_code=%s",
				started.device));
}

static struct answer_seen answer_device(struct started started, const char *answer)
{
	return send_form("/device", format("user_code=%s&answer=%s", started.user, answer));
}

START_TEST(a_device_waits_until_a_person_allows_it)
{
	struct started started = start_device("read+compete");
	struct answer_seen seen;

	check_oauth_error(poll_device(started), 400, "authorization_pending");
	seen = browse(format("/device?user_code=%s", started.user));
	check_status(seen, 200);
	ck_assert_ptr_nonnull(strstr(seen.body, "clorp (command line)"));
	ck_assert_ptr_nonnull(strstr(seen.body, "claim places"));
	ck_assert_ptr_null(strstr(seen.body, "spend your money"));
	check_status(answer_device(started, "allow"), 200);
	sql("UPDATE oauth_devices SET polled_at = NULL");
	seen = poll_device(started);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "token_type"), "Bearer");
	ck_assert_str_eq(text_at(&seen, "scope"), "read compete");
	seen = call(POST, "/api/whoami", text_at(&seen, "access_token"), NULL);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "user.id"), ann.id.text);
	check_oauth_error(poll_device(started), 400, "invalid_grant");
}
END_TEST

START_TEST(what_asks_too_often_waits_longer)
{
	struct started started = start_device("read");

	check_oauth_error(poll_device(started), 400, "authorization_pending");
	check_oauth_error(poll_device(started), 400, "slow_down");
	ck_assert_int_eq(look_number("SELECT wait_seconds FROM oauth_devices"), 10);
	sql("UPDATE oauth_devices SET polled_at = NOW(3) - INTERVAL 11 SECOND");
	check_oauth_error(poll_device(started), 400, "authorization_pending");
}
END_TEST

START_TEST(a_device_is_refused_or_forgotten)
{
	struct started refused = start_device("read"), late = start_device("read");

	check_status(answer_device(refused, "deny"), 200);
	check_oauth_error(poll_device(refused), 400, "access_denied");
	sql("UPDATE oauth_devices SET expires_at = NOW(3)");
	check_oauth_error(poll_device(late), 400, "expired_token");
	check_status(browse(format("/device?user_code=%s", late.user)), 404);

	struct answer_seen seen = answer_device(late, "allow");

	check_status(seen, 404);
	ck_assert_ptr_nonnull(strstr(seen.body, "No program waits with this code"));
}
END_TEST

START_TEST(a_user_code_is_taken_as_people_type_it)
{
	struct started started = start_device("read");
	char typed[32] = "";

	for (int i = 0; started.user[i]; i++)
		(void)snprintf(typed + strlen(typed), sizeof(typed) - strlen(typed), "%c%s",
			       started.user[i] | 32, i == 1 ? "+" : "");
	check_status(browse(format("/device?user_code=%s", typed)), 200);
}
END_TEST

START_TEST(who_guesses_user_codes_is_stopped)
{
	for (int i = 0; i < 25; i++) {
		check_status(browse("/device?user_code=BBBBBBBB"), 404);
		check_status(send_form("/device", "user_code=BBBBBBBB&answer=deny"), 404);
	}
	check_status(browse("/device?user_code=BBBBBBBB"), 429);
	check_status(send_form("/device", "user_code=BBBBBBBB&answer=deny"), 429);
}
END_TEST

/* A key may have fewer scopes than a person can allow, and a program sets any header it likes. */
START_TEST(a_key_allows_nothing_in_its_owners_place)
{
	struct started started = start_device("read+spend+wallet");
	const char *key = format("Bearer %s", ann.key);

	check_status(call(POST, "/device", NULL, format("user_code=%s&answer=allow", started.user),
			  .authorization = key, .cookie = "clorp=x", .origin = HERE),
		     401);
	ck_assert_ptr_nonnull(strstr(call(GET, format("/device?user_code=%s", started.user), NULL,
					  NULL, .authorization = key, .cookie = "clorp=x")
					     .body,
				     "name=\"next\""));
	check_oauth_error(poll_device(started), 400, "authorization_pending");
}
END_TEST

START_TEST(who_is_not_signed_in_signs_in_first)
{
	struct answer_seen seen = call(GET, "/device?user_code=BCDF-GHJK", NULL, NULL);

	check_status(seen, 200);
	ck_assert_ptr_nonnull(
		strstr(seen.body, "name=\"next\" value=\"/device?user_code=BCDF-GHJK\""));
	seen = call(POST, "/login", NULL, format("key=%s&next=/device", ann.key), .origin = HERE);
	check_status(seen, 303);
	ck_assert_str_eq(header_of(&seen, "Location"), "/device");
	ck_assert_ptr_nonnull(header_of(&seen, "Set-Cookie"));
	seen = call(POST, "/login", NULL, format("key=%s&next=//evil.example", ann.key),
		    .origin = HERE);
	ck_assert_str_eq(header_of(&seen, "Location"), "/");
	check_status(call(POST, "/login", NULL, "key=clorp_x", .origin = HERE), 401);
	seen = call(POST, "/login", NULL, "email=ann%40people.example&password=wrong",
		    .origin = HERE);
	check_status(seen, 401);
	ck_assert_ptr_nonnull(strstr(seen.body, "Wrong address or password."));
	ck_assert_ptr_nonnull(strstr(seen.body, "value=\"ann@people.example\""));
	check_status(call(POST, "/login", NULL, format("key=%s", ann.key)), 403);
}
END_TEST

/* ------------------------------------------------------------ authorization codes */

#define ASK \
	"response_type=code&client_id=clorp-cli&code_challenge_method=S256&code_challenge=" CHALLENGE

static const char *code_of(const struct answer_seen *seen)
{
	const char *at = strstr(header_of(seen, "Location"), "code=");

	ck_assert_ptr_nonnull(at);
	return format("%.*s", (int)strcspn(at + 5, "&"), at + 5);
}

static struct answer_seen allow(const char *scope)
{
	struct answer_seen seen = send_form("/oauth/authorize",
					    format(ASK "&redirect_uri=" BACK
						       "&state=a%%26b&scope=%s&answer=allow",
						   scope));

	check_status(seen, 303);
	return seen;
}

static struct answer_seen redeem(const char *code, const char *more)
{
	return ask_token(format("grant_type=authorization_code&code=%s&%s", code, more));
}

#define RIGHT "client_id=clorp-cli&redirect_uri=" BACK "&code_verifier=" VERIFIER

static struct answer_seen tokens(const char *scope)
{
	struct answer_seen seen = allow(scope);

	seen = redeem(code_of(&seen), RIGHT);
	check_status(seen, 200);
	return seen;
}

START_TEST(a_person_allows_a_program_that_sent_the_browser)
{
	struct answer_seen seen = browse("/oauth/authorize?" ASK "&redirect_uri=" BACK
					 "&scope=read+spend");

	check_status(seen, 200);
	ck_assert_ptr_nonnull(strstr(seen.body, "spend your money"));
	ck_assert_ptr_nonnull(strstr(header_of(&seen, "Content-Security-Policy"),
				     "form-action 'self' http://127.0.0.1:49152;"));
	ck_assert_ptr_nonnull(
		strstr(header_of(&seen, "Content-Security-Policy"), "frame-ancestors 'none'"));
	seen = allow("read+spend");
	ck_assert_int_eq(strncmp(header_of(&seen, "Location"), BACK "?code=clorpc_",
				 strlen(BACK) + 13),
			 0);
	ck_assert_ptr_nonnull(strstr(header_of(&seen, "Location"),
				     "&iss=http%3A%2F%2Farena.example%3A8080&state=a%26b"));
	seen = redeem(code_of(&seen), RIGHT);
	check_status(seen, 200);
	check_status(call(POST, "/api/jobs/run", text_at(&seen, "access_token"),
			  "{\"prompt\":\"Name three rivers.\",\"confirmed\":true}"),
		     201);
}
END_TEST

START_TEST(nobody_is_sent_to_an_address_that_is_not_registered)
{
	static const char *const addresses[] = {
		"",
		"https://evil.example/callback",
		"http://127.0.0.1:49152/other",
		"http://127.0.0.1.evil.example/callback",
		"http://localhost:49152/callback",
		"http://127.0.0.1:49152@evil.example/callback",
		"https://127.0.0.1/callback",
	};

	for (int i = 0; i < COUNT(addresses); i++) {
		struct answer_seen seen = browse(
			format("/oauth/authorize?" ASK "&redirect_uri=%s", addresses[i]));

		check_status(seen, 400);
		ck_assert_ptr_null(header_of(&seen, "Location"));
		seen = send_form("/oauth/authorize",
				 format(ASK "&answer=allow&redirect_uri=%s", addresses[i]));
		check_status(seen, 400);
	}
	check_status(browse("/oauth/authorize?client_id=nobody&redirect_uri=" BACK), 400);
	check_status(browse("/oauth/authorize?" ASK "&redirect_uri=http://[::1]:1/callback"), 200);
}
END_TEST

START_TEST(what_is_wrong_with_the_question_is_told_to_the_program)
{
	static const struct {
		const char *query, *error;
	} cases[] = {
		{ "response_type=token&code_challenge_method=S256&code_challenge=" CHALLENGE,
		  "unsupported_response_type" },
		{ "response_type=code", "invalid_request" },
		{ "response_type=code&code_challenge_method=plain&code_challenge=" CHALLENGE,
		  "invalid_request" },
		{ "response_type=code&code_challenge_method=S256&code_challenge=short",
		  "invalid_request" },
		{ "response_type=code&code_challenge_method=S256&code_challenge=" CHALLENGE
		  "&scope=root",
		  "invalid_scope" },
		{ "response_type=code&code_challenge_method=S256&code_challenge=" CHALLENGE
		  "&resource=https://elsewhere.example",
		  "invalid_target" },
		{ "response_type=code&code_challenge_method=S256&code_challenge=" CHALLENGE
		  "&scope=read&scope=wallet",
		  "invalid_request" },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		struct answer_seen seen = browse(
			format("/oauth/authorize?client_id=clorp-cli&state=s&redirect_uri=" BACK
			       "&%s",
			       cases[i].query));

		check_status(seen, 303);
		ck_assert_ptr_nonnull(strstr(header_of(&seen, "Location"),
					     format("?error=%s&iss=", cases[i].error)));
		ck_assert_ptr_nonnull(strstr(header_of(&seen, "Location"), "&state=s"));
	}
	struct answer_seen seen = send_form("/oauth/authorize",
					    ASK "&redirect_uri=" BACK "&answer=deny");

	ck_assert_ptr_nonnull(strstr(header_of(&seen, "Location"), "?error=access_denied"));
}
END_TEST

START_TEST(a_code_is_for_its_client_alone)
{
	struct answer_seen seen = allow("read");
	const char *code = code_of(&seen);
	static const char *const wrong[] = {
		"client_id=clorp-cli&redirect_uri=" BACK "&code_verifier=" CHALLENGE,
		"client_id=clorp-cli&redirect_uri=" BACK "&code_verifier=x",
		"client_id=clorp-cli&redirect_uri=http://127.0.0.1:1/callback&code_verifier=" VERIFIER,
	};

	for (int i = 0; i < COUNT(wrong); i++)
		check_oauth_error(redeem(code, wrong[i]), 400, "invalid_grant");
	check_oauth_error(redeem(code, "client_id=clorp-cli"), 400, "invalid_request");
	check_oauth_error(redeem(code,
				 "client_id=nobody&redirect_uri=" BACK "&code_verifier=" VERIFIER),
			  401, "invalid_client");
	check_oauth_error(redeem(code, RIGHT "&client_id=clorp-cli"), 400, "invalid_request");
	check_status(redeem(code, RIGHT), 200);
}
END_TEST

START_TEST(a_code_that_comes_twice_ends_all)
{
	struct answer_seen seen = allow("read"), first;
	const char *code = code_of(&seen);

	first = redeem(code, RIGHT);
	check_status(first, 200);
	check_status(call(POST, "/api/whoami", text_at(&first, "access_token"), NULL), 200);
	check_oauth_error(redeem(code, RIGHT), 400, "invalid_grant");
	check_status(call(POST, "/api/whoami", text_at(&first, "access_token"), NULL), 401);
	seen = allow("read");
	code = code_of(&seen);
	sql("UPDATE oauth_tokens SET expires_at = NOW(3) WHERE kind = 'code'");
	check_oauth_error(redeem(code, RIGHT), 400, "invalid_grant");
}
END_TEST

START_TEST(another_site_cannot_allow)
{
	check_status(call(POST, "/oauth/authorize", NULL, ASK "&redirect_uri=" BACK "&answer=allow",
			  .cookie = cookie, .origin = "https://evil.example"),
		     403);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM oauth_grants"), 0);
}
END_TEST

#define DOCUMENT \
	"response_type=code&client_id=https%3A%2F%2Fapp.example%2Fid.json" \
	"&code_challenge_method=S256&code_challenge=" CHALLENGE

START_TEST(a_metadata_document_is_fetched_first)
{
	const char *path = "/oauth/authorize?" DOCUMENT
			   "&redirect_uri=https%3A%2F%2Fapp.example%2Fback";
	struct answer_seen seen = call(GET, path, NULL, NULL);

	/* For nobody but who is signed in: it makes this server ask an address that a stranger names. */
	ck_assert_ptr_nonnull(strstr(seen.body, "Sign in"));
	check_oauth_error(
		ask_token(
			"grant_type=refresh_token&refresh_token=x&client_id=https://app.example/id.json"),
		401, "invalid_client");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM oauth_clients"), 0);
	seen = browse(path);
	check_status(seen, 200);
	ck_assert_str_eq(header_of(&seen, "Refresh"), "1");
	/* Nor is anybody sent to where it may turn out not to be. */
	seen = send_form("/oauth/authorize", DOCUMENT "&redirect_uri=https%3A%2F%2Felsewhere.example"
						      "&answer=allow");
	check_status(seen, 400);
	ck_assert_ptr_null(header_of(&seen, "Location"));
	sql("UPDATE oauth_clients SET name = '<b>App</b>', redirect_uris = 'https://app.example/back', "
	    "fetched_at = NOW(3)");
	seen = browse(path);
	ck_assert_ptr_nonnull(strstr(seen.body, "Allow &lt;b&gt;App&lt;/b&gt;?"));
	sql("UPDATE oauth_clients SET redirect_uris = '', fetch_error = 'it is not JSON'");
	seen = browse(path);
	check_status(seen, 400);
	ck_assert_ptr_nonnull(strstr(seen.body, "it is not JSON"));
}
END_TEST

/* What a stranger wrote about itself, and anybody may link to: it shows, and leads nowhere. */
START_TEST(who_names_itself_is_named_and_leads_nobody_away)
{
	struct answer_seen seen;
	const char *id = "https://app.example/id.json";

	sql("INSERT INTO oauth_clients (id, name, redirect_uris, created_at, fetched_at) VALUES "
	    "('%s', 'clorp (command line)', 'https://app.example/back', NOW(3), NOW(3))", id);
	seen = browse("/oauth/authorize?client_id=https%3A%2F%2Fapp.example%2Fid.json"
		      "&redirect_uri=https%3A%2F%2Fapp.example%2Fback&response_type=none");
	check_status(seen, 400);
	ck_assert_ptr_null(header_of(&seen, "Location"));
	ck_assert_ptr_nonnull(strstr(seen.body, "response_type must be code"));
	seen = call(POST, "/oauth/device", NULL, format("client_id=%s", id));
	check_status(seen, 200);
	seen = browse(format("/device?user_code=%s", text_at(&seen, "user_code")));
	ck_assert_ptr_nonnull(strstr(seen.body, id));
}
END_TEST

/* ------------------------------------------------------------ tokens */

static struct answer_seen refresh(const char *token)
{
	return ask_token(
		format("grant_type=refresh_token&client_id=clorp-cli&refresh_token=%s", token));
}

START_TEST(a_refresh_token_is_good_once)
{
	struct answer_seen first = tokens("read"), second, third;

	second = refresh(text_at(&first, "refresh_token"));
	check_status(second, 200);
	ck_assert_str_ne(text_at(&second, "refresh_token"), text_at(&first, "refresh_token"));
	check_status(call(POST, "/api/whoami", text_at(&second, "access_token"), NULL), 200);
	third = refresh(text_at(&second, "refresh_token"));
	check_status(third, 200);
	/* The first one again: stolen, by whoever used it later. */
	check_oauth_error(refresh(text_at(&first, "refresh_token")), 400, "invalid_grant");
	check_oauth_error(refresh(text_at(&third, "refresh_token")), 400, "invalid_grant");
	check_status(call(POST, "/api/whoami", text_at(&third, "access_token"), NULL), 401);
}
END_TEST

START_TEST(a_refresh_asks_for_no_more_than_was_allowed)
{
	struct answer_seen first = tokens("read");
	const char *token = text_at(&first, "refresh_token");

	check_oauth_error(refresh(format("%s&scope=read+wallet", token)), 400, "invalid_scope");
	check_oauth_error(refresh(format("%s&scope=root", token)), 400, "invalid_scope");
	check_status(refresh(format("%s&scope=read", token)), 200);
}
END_TEST

START_TEST(a_client_whose_answer_was_lost_may_refresh_again)
{
	struct answer_seen first = tokens("read"), lost, again;

	lost = refresh(text_at(&first, "refresh_token"));
	again = refresh(text_at(&first, "refresh_token"));
	check_status(again, 200);
	check_status(call(POST, "/api/whoami", text_at(&again, "access_token"), NULL), 200);
	check_status(call(POST, "/api/whoami", text_at(&lost, "access_token"), NULL), 401);
	/* But not later on. */
	sql("UPDATE oauth_tokens SET used_at = used_at - INTERVAL 1 MINUTE");
	check_oauth_error(refresh(text_at(&first, "refresh_token")), 400, "invalid_grant");
	check_status(call(POST, "/api/whoami", text_at(&again, "access_token"), NULL), 401);
}
END_TEST

START_TEST(a_token_does_what_its_scopes_say_and_never_more)
{
	struct answer_seen seen = tokens("read"), all = tokens("read+compete+spend+wallet");
	const char *reader = text_at(&seen, "access_token"), *full = text_at(&all, "access_token");

	check_error(call(POST, "/api/jobs/run", reader, "{\"prompt\":\"x\"}"), 403,
		    "insufficient_scope");
	check_error(call(POST, "/api/keys", full, "{}"), 403, "insufficient_scope");
	check_error(call(POST, "/api/password", full, "{\"new\":\"correct horse\"}"), 403,
		    "insufficient_scope");
	check_status(call(POST, "/api/session", NULL, format("{\"key\":\"%s\"}", full)), 403);
	sql("UPDATE oauth_tokens SET expires_at = NOW(3) WHERE kind = 'access'");
	check_error(call(GET, "/api/jobs", reader, NULL), 401, "authentication_required");
}
END_TEST

START_TEST(grants_are_shown_and_ended)
{
	struct answer_seen seen = tokens("read"), list = browse("/api/grants");
	const char *id = text_at(&list, "grants.0.id");

	ck_assert_int_eq(length_at(&list, "grants"), 1);
	check_members(&list, "grants.0", "id client_id client_name scopes created_at last_used_at");
	check_status(call(DELETE, format("/api/grants/%s", id), given_person().key, NULL), 404);
	check_status(call(DELETE, format("/api/grants/%s", id), ann.key, NULL), 200);
	check_status(call(POST, "/api/whoami", text_at(&seen, "access_token"), NULL), 401);
	list = browse("/api/grants");
	ck_assert_int_eq(length_at(&list, "grants"), 0);
}
END_TEST

START_TEST(a_program_signs_itself_out)
{
	struct answer_seen seen = tokens("read");

	check_status(call(POST, "/oauth/revoke", NULL,
			  format("client_id=other&token=%s", text_at(&seen, "refresh_token"))),
		     200);
	check_status(call(POST, "/api/whoami", text_at(&seen, "access_token"), NULL), 200);
	check_status(call(POST, "/oauth/revoke", NULL,
			  format("client_id=clorp-cli&token=%s", text_at(&seen, "refresh_token"))),
		     200);
	check_status(call(POST, "/api/whoami", text_at(&seen, "access_token"), NULL), 401);
	check_status(call(POST, "/oauth/revoke", NULL, "client_id=clorp-cli&token=unknown"), 200);
}
END_TEST

START_TEST(what_is_no_token_request_is_refused)
{
	static const struct {
		const char *form, *code;
		int status;
	} cases[] = {
		{ "", "invalid_request", 400 },
		{ "grant_type=password&client_id=clorp-cli", "unsupported_grant_type", 400 },
		{ "grant_type=refresh_token", "invalid_request", 400 },
		{ "grant_type=refresh_token&client_id=clorp-cli", "invalid_request", 400 },
		{ "grant_type=refresh_token&client_id=clorp-cli&refresh_token=x", "invalid_grant",
		  400 },
		{ "grant_type=refresh_token&client_id=other&refresh_token=x", "invalid_client", 401 },
		{ "grant_type=" DEVICE_GRANT "&client_id=clorp-cli&device_code=x", "invalid_grant",
		  400 },
		{ "grant_type=refresh_token&client_id=clorp-cli&refresh_token=%00",
		  "invalid_request", 400 },
	};

	for (int i = 0; i < COUNT(cases); i++)
		check_oauth_error(ask_token(cases[i].form), cases[i].status, cases[i].code);
}
END_TEST

START_TEST(who_signs_in_elsewhere_is_sent_there)
{
	struct issuer_settings *issuer = &settings_mutable()->issuers[0];
	struct answer_seen seen;

	issuer->url = "https://accounts.example.com";
	issuer->name = "example";
	issuer->client_id = "arena";
	check_status(call(GET, "/login", NULL, NULL), 200);
	check_status(call(GET, "/auth/start?with=example", NULL, NULL), 503);
	sql("INSERT INTO issuers (url, authorization_url, token_url, fetched_at) VALUES "
	    "('https://accounts.example.com', 'https://accounts.example.com/go', 'https://accounts.example.com/token', NOW(3))");
	seen = call(GET, "/auth/start?with=example&next=/jobs", NULL, NULL);
	check_status(seen, 303);
	ck_assert(strstr(header_of(&seen, "Location"), "https://accounts.example.com/go?") != NULL);
	check_status(call(GET, "/auth/start?with=another", NULL, NULL), 404);
}
END_TEST

SUITE("oauth", before, world_close, who_signs_in_elsewhere_is_sent_there, the_server_says_what_it_is,
      a_device_waits_until_a_person_allows_it, what_asks_too_often_waits_longer,
      a_device_is_refused_or_forgotten, a_user_code_is_taken_as_people_type_it,
      who_guesses_user_codes_is_stopped, a_key_allows_nothing_in_its_owners_place,
      who_is_not_signed_in_signs_in_first, a_person_allows_a_program_that_sent_the_browser,
      nobody_is_sent_to_an_address_that_is_not_registered,
      what_is_wrong_with_the_question_is_told_to_the_program, a_code_is_for_its_client_alone,
      a_code_that_comes_twice_ends_all, another_site_cannot_allow,
      a_metadata_document_is_fetched_first, who_names_itself_is_named_and_leads_nobody_away,
      a_refresh_token_is_good_once, a_refresh_asks_for_no_more_than_was_allowed,
      a_client_whose_answer_was_lost_may_refresh_again,
      a_token_does_what_its_scopes_say_and_never_more, grants_are_shown_and_ended,
      a_program_signs_itself_out, what_is_no_token_request_is_refused)
