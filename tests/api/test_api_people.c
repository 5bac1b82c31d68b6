#include <string.h>

#include "base/config.h"
#include "people/invite.h"
#include "people/secret.h"
#include "support/call.h"
#include "support/suite.h"

#define ELSEWHERE "https://elsewhere.example"

static void before(void)
{
	world_open();
	settings_mutable()->signup = "open";
	settings_mutable()->signup_per_hour = 10;
	settings_mutable()->public_url = "http://arena.example:8080/path";
}

static struct answer_seen signup(const char *body)
{
	return call(POST, "/api/signup", NULL, body);
}

static struct answer_seen signin(const char *body)
{
	return call(POST, "/api/session", NULL, body);
}

/* What a browser would send back: "clorp=..." of Set-Cookie. */
static const char *cookie_of(const struct answer_seen *seen)
{
	const char *header = header_of(seen, "Set-Cookie");

	ck_assert_ptr_nonnull(header);
	return arena_copy(world_arena(), header, strcspn(header, ";"));
}

/* What scripts see of it: the other cookie that comes along. */
static const char *mark_of(const struct answer_seen *seen)
{
	for (int i = 0; i < seen->header_count; i++)
		if (strcmp(seen->headers[i].name, "Set-Cookie") == 0 &&
		    strstr(seen->headers[i].value, "clorp-here="))
			return seen->headers[i].value;
	ck_abort_msg("there is no mark");
}

static const char *signed_in(const char *email)
{
	struct answer_seen seen;

	check_status(signup(format("{\"name\":\"Ann\",\"email\":\"%s\",\"password\":\"correct horse\"}",
				   email)),
		     201);
	seen = signin(format("{\"email\":\"%s\",\"password\":\"correct horse\"}", email));
	check_status(seen, 201);
	return cookie_of(&seen);
}

START_TEST(a_name_is_enough_for_a_program)
{
	struct answer_seen seen = signup("{\"name\":\"bot\"}"), who;
	const char *key;

	check_status(seen, 201);
	check_members(&seen, "", "user key");
	check_members(&seen, "user", "id name");
	key = text_at(&seen, "key");
	ck_assert(secret_is(SECRET_KEY, key));
	who = call(POST, "/api/whoami", key, NULL);
	ck_assert_str_eq(text_at(&who, "user.name"), "bot");
	ck_assert_int_eq(number_at(&who, "user.balance_cents"), 0);
	check_audit();
}
END_TEST

START_TEST(what_a_newcomer_says_is_checked)
{
	static const struct {
		const char *body, *field;
	} cases[] = {
		{ "{}", "name" },
		{ "{\"name\":\" \"}", "name" },
		{ "{\"name\":\"\\u202egnp.nna\"}", "name" },
		{ "{\"name\":\"a\",\"password\":\"12345678\"}", "email" },
		{ "{\"name\":\"a\",\"email\":\"a@b.example\",\"password\":\"1234567\"}", "password" },
		{ "{\"name\":\"a\",\"email\":\"nobody\"}", "email" },
		{ "{\"name\":\"a\",\"email\":\"a b@c.example\"}", "email" },
		{ "{\"name\":\"a\",\"email\":\"a@b@c.example\"}", "email" },
	};

	for (int i = 0; i < COUNT(cases); i++)
		check_error_in(signup(cases[i].body), 400, "invalid_request", cases[i].field);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users"), 0);
}
END_TEST

START_TEST(nobody_signs_up_where_it_is_closed)
{
	settings_mutable()->signup = "closed";
	check_error(signup("{\"name\":\"a\"}"), 403, "signup_closed");
}
END_TEST

static enum error invite(struct db *db, void *code)
{
	return invite_create(db, id_new(), code, "for Ann", 14);
}

START_TEST(a_newcomer_can_see_how_one_comes_in)
{
	struct answer_seen seen = call(GET, "/api/signup", NULL, NULL);

	check_status(seen, 200);
	check_members(&seen, "", "signup mail issuers");
	ck_assert_str_eq(text_at(&seen, "signup"), "open");
	ck_assert_int_eq(length_at(&seen, "issuers"), 0);
	settings_mutable()->signup = "closed";
	settings_mutable()->issuers[1].url = "https://accounts.example";
	settings_mutable()->issuers[1].name = "example";
	settings_mutable()->issuers[1].client_id = "arena";
	seen = call(GET, "/api/signup", NULL, NULL);
	ck_assert_str_eq(text_at(&seen, "signup"), "closed");
	ck_assert_str_eq(text_at(&seen, "issuers.0"), "example");
	settings_mutable()->issuers[1].url = "";
}
END_TEST

START_TEST(an_invitation_is_good_for_one)
{
	char code[SECRET_TEXT];
	const char *body;

	settings_mutable()->signup = "invite";
	secret_draw(SECRET_INVITE, code);
	body = format("{\"name\":\"a\",\"invite\":\"%s\"}", code);
	check_error_in(signup("{\"name\":\"a\"}"), 400, "invalid_request", "invite");
	check_error_in(signup(body), 400, "invalid_request", "invite");
	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, invite, code), OK);
	check_status(signup(body), 201);
	check_error_in(signup(body), 400, "invalid_request", "invite");
	sql("UPDATE invites SET used_at = NULL, used_by = NULL, expires_at = NOW(3)");
	check_error_in(signup(body), 400, "invalid_request", "invite");
}
END_TEST

START_TEST(one_address_signs_up_so_many_an_hour)
{
	struct answer_seen seen;

	settings_mutable()->signup_per_hour = 2;
	check_status(signup("{\"name\":\"a\"}"), 201);
	check_status(signup("{}"), 400); /* a refusal counts for nothing */
	seen = signup("{\"name\":\"b\"}");
	check_status(seen, 201);
	ck_assert_str_eq(header_of(&seen, "RateLimit-Policy"), "\"signup\";q=2;w=3600");
	ck_assert_int_eq(strncmp(header_of(&seen, "RateLimit"), "\"signup\";r=0;t=", 15), 0);
	seen = signup("{\"name\":\"c\"}");
	check_error(seen, 429, "rate_limited");
	ck_assert_ptr_nonnull(header_of(&seen, "Retry-After"));
	ck_assert_int_eq(strncmp(header_of(&seen, "RateLimit"), "\"signup\";r=0;t=", 15), 0);
	seen = call(GET, "/healthz", NULL, NULL);
	ck_assert_ptr_null(header_of(&seen, "RateLimit"));
	check_status(call(POST, "/api/signup", NULL, "{\"name\":\"d\"}", .address = "10.1.2.3"),
		     201);
	sql("UPDATE quotas SET expires_at = NOW(3)");
	check_status(signup("{\"name\":\"c\"}"), 201);
}
END_TEST

START_TEST(whoever_asks_which_addresses_have_accounts_is_counted)
{
	static const char taken[] =
		"{\"name\":\"Ann\",\"email\":\"ann@b.example\",\"invite\":\"%s\"}";
	char code[SECRET_TEXT];
	struct person bob = given_person();

	check_status(signup(format(taken, "")), 201);
	sql("DELETE FROM quotas");
	settings_mutable()->signup_per_hour = 2;
	settings_mutable()->signup = "invite";
	secret_draw(SECRET_INVITE, code);
	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, invite, code), OK);
	check_error(signup(format(taken, code)), 409, "conflict");
	check_error(signup(format(taken, code)), 409, "conflict");
	check_error(signup(format(taken, code)), 429, "rate_limited");
	/* The invitation is as good as before. */
	check_status(call(POST, "/api/signup", NULL,
			  format("{\"name\":\"Eve\",\"invite\":\"%s\"}", code),
			  .address = "10.1.2.3"),
		     201);
	for (int i = 0; i < 10; i++)
		check_error(call(POST, "/api/password", bob.key,
				 "{\"new\":\"correct horse\",\"email\":\"ann@b.example\"}"),
			    409, "conflict");
	check_error(call(POST, "/api/password", bob.key,
			 "{\"new\":\"correct horse\",\"email\":\"ann@b.example\"}"),
		    429, "rate_limited");
	check_audit();
}
END_TEST

/* Its /64 is what a household has: another address in it is no other caller. */
START_TEST(an_ipv6_network_is_one_address)
{
	settings_mutable()->signup_per_hour = 1;
	check_status(call(POST, "/api/signup", NULL, "{\"name\":\"a\"}", .address = "2001:db8::1"),
		     201);
	check_status(call(POST, "/api/signup", NULL, "{\"name\":\"b\"}", .address = "2001:db8::2"),
		     429);
	check_status(call(POST, "/api/signup", NULL, "{\"name\":\"b\"}",
			  .address = "2001:db8:0:1::1"),
		     201);
	check_status(call(POST, "/api/signup", NULL, "{\"name\":\"c\"}",
			  .address = "::ffff:10.0.0.1"),
		     201);
	check_status(call(POST, "/api/signup", NULL, "{\"name\":\"d\"}",
			  .address = "::ffff:10.0.0.2"),
		     201);
}
END_TEST

START_TEST(one_mailbox_is_one_account)
{
	check_status(signup("{\"name\":\"a\",\"email\":\"Ann@B.example\"}"), 201);
	check_error(signup("{\"name\":\"b\",\"email\":\"ann@b.EXAMPLE\"}"), 409, "conflict");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users"), 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM accounts WHERE user_id IS NOT NULL"), 1);
}
END_TEST

START_TEST(a_password_is_kept_as_an_argon2id_hash)
{
	check_status(
		signup("{\"name\":\"a\",\"email\":\"a@b.example\",\"password\":\"correct horse\"}"),
		201);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users "
				     "WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'"),
				     1);
}
END_TEST

START_TEST(a_session_comes_by_password_and_goes)
{
	const char *cookie = signed_in("ann@b.example");
	struct answer_seen seen = call(GET, "/api/session", NULL, NULL, .cookie = cookie);

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "by"), "session");
	ck_assert_str_eq(text_at(&seen, "session.opened_by"), "password");
	ck_assert(true_at(&seen, "session.current"));
	seen = call(DELETE, "/api/session", NULL, NULL, .cookie = cookie,
		    .fetch_site = "same-origin");
	check_status(seen, 200);
	ck_assert_ptr_nonnull(strstr(header_of(&seen, "Set-Cookie"), "clorp=; "));
	ck_assert_ptr_nonnull(strstr(header_of(&seen, "Set-Cookie"), "Max-Age=0"));
	ck_assert_str_eq(mark_of(&seen), "clorp-here=; Path=/; SameSite=Lax; Max-Age=0");
	seen = call(GET, "/api/session", NULL, NULL, .cookie = format("%s; clorp-here=1", cookie));
	check_error(seen, 401, "authentication_required");
	ck_assert_str_eq(mark_of(&seen), "clorp-here=; Path=/; SameSite=Lax; Max-Age=0");
	seen = call(GET, "/api/session", "none", NULL, .cookie = format("%s; clorp-here=1", cookie));
	check_status(seen, 401);
	ck_assert_ptr_null(header_of(&seen, "Set-Cookie"));
}
END_TEST

START_TEST(a_cookie_is_as_the_address_asks)
{
	const char *header;
	struct answer_seen seen;
	struct person who = given_person();

	seen = signin(format("{\"key\":\"%s\"}", who.key));
	check_status(seen, 201);
	header = header_of(&seen, "Set-Cookie");
	ck_assert_int_eq(strncmp(header, "clorp=clorps_", 13), 0);
	ck_assert_ptr_nonnull(strstr(header, "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000"));
	ck_assert_ptr_null(strstr(header, "Secure"));
	ck_assert_str_eq(mark_of(&seen), "clorp-here=1; Path=/; SameSite=Lax; Max-Age=2592000");
	settings_mutable()->public_url = "https://arena.example";
	seen = signin(format("{\"key\":\"%s\"}", who.key));
	header = header_of(&seen, "Set-Cookie");
	ck_assert_int_eq(strncmp(header, "__Host-clorp=clorps_", 20), 0);
	ck_assert_ptr_nonnull(strstr(header, "; Secure"));
	ck_assert_str_eq(mark_of(&seen),
			 "__Host-clorp-here=1; Path=/; SameSite=Lax; Max-Age=2592000; Secure");
	check_status(call(GET, "/api/session", NULL, NULL,
			  .cookie = format("other=1; %s; last=2", cookie_of(&seen))),
		     200);
}
END_TEST

START_TEST(at_rest_a_session_is_a_hash)
{
	const char *cookie = signed_in("ann@b.example");

	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM sessions WHERE token_hash = "
					    "UNHEX(SHA2('%s', 256))", cookie + strlen("clorp="))), 1);
}
END_TEST

START_TEST(another_sites_page_changes_nothing)
{
	const char *cookie = signed_in("ann@b.example");
	static const struct {
		const char *origin, *fetch_site;
		int status;
	} cases[] = {
		{ "", "", 403 },
		{ ELSEWHERE, "", 403 },
		{ ELSEWHERE, "cross-site", 403 },
		{ "null", "", 403 },
		{ "http://arena.example", "", 403 },
		{ "http://arena.example:8080.evil.example", "", 403 },
		{ "", "same-site", 403 },
		{ "http://arena.example:8080", "", 201 },
		{ "", "same-origin", 201 },
	};

	for (int i = 0; i < COUNT(cases); i++)
		check_status(call(POST, "/api/keys", NULL, "{}", .cookie = cookie,
				  .origin = cases[i].origin, .fetch_site = cases[i].fetch_site),
			     cases[i].status);
	check_status(call(GET, "/api/keys", NULL, NULL, .cookie = cookie, .origin = ELSEWHERE), 200);
	/* Nor does it sign anybody in. */
	check_status(call(POST, "/api/session", NULL,
			  "{\"email\":\"ann@b.example\",\"password\":\"correct horse\"}",
			  .origin = ELSEWHERE),
		     403);
}
END_TEST

START_TEST(a_key_needs_no_origin_and_goes_before_the_cookie)
{
	const char *cookie = signed_in("ann@b.example");
	struct person other = given_person();
	struct answer_seen seen = call(POST, "/api/whoami", other.key, NULL, .cookie = cookie,
				       .origin = ELSEWHERE);

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "user.id"), other.id.text);
	check_status(call(POST, "/api/whoami", "clorp_nonsense", NULL, .cookie = cookie), 401);
}
END_TEST

START_TEST(five_wrong_passwords_and_that_address_waits)
{
	const char *right = "{\"email\":\"ann@b.example\",\"password\":\"correct horse\"}",
		   *wrong = "{\"email\":\"ann@b.example\",\"password\":\"battery staple\"}",
		   *unknown = "{\"email\":\"bob@b.example\",\"password\":\"battery staple\"}";
	struct answer_seen seen, other;

	(void)signed_in("ann@b.example");
	for (int i = 0; i < 5; i++)
		check_status(signin(wrong), 401);
	seen = signin(right);
	check_error(seen, 429, "rate_limited");
	ck_assert_ptr_nonnull(header_of(&seen, "Retry-After"));
	/* The owner comes in from elsewhere. */
	check_status(call(POST, "/api/session", NULL, right, .address = "10.9.9.9"), 201);
	/* And nobody learns which accounts there are: an unknown one is refused by the same words. */
	seen = call(POST, "/api/session", NULL, wrong, .address = "10.9.9.9");
	other = call(POST, "/api/session", NULL, unknown, .address = "10.9.9.9");
	ck_assert_str_eq(text_at(&seen, "error"), text_at(&other, "error"));
	for (int i = 0; i < 4; i++)
		check_status(call(POST, "/api/session", NULL, unknown, .address = "10.9.9.9"), 401);
	check_status(call(POST, "/api/session", NULL, unknown, .address = "10.9.9.9"), 429);
	sql("UPDATE quotas SET expires_at = NOW(3)");
	check_status(signin(right), 201);
}
END_TEST

/* One password at each account in turn: none of them has five wrong ones. */
START_TEST(an_address_that_tries_many_accounts_waits)
{
	const char *right = "{\"email\":\"ann@b.example\",\"password\":\"correct horse\"}";

	(void)signed_in("ann@b.example");
	sql("DELETE FROM quotas WHERE name = 'login.from'");
	for (int i = 0; i < 3; i++)
		check_status(signin(format("{\"email\":\"u%d@b.example\",\"password\":\"summer2026\"}",
					   i)),
			     401);
	ck_assert_int_eq(look_number("SELECT taken FROM quotas WHERE name = 'login.from'"), 3);
	sql("UPDATE quotas SET taken = 299 WHERE name = 'login.from'");
	check_status(signin(right), 201);
	check_error(signin(right), 429, "rate_limited");
	check_error(signin("{\"email\":\"u9@b.example\",\"password\":\"summer2026\"}"), 429,
		    "rate_limited");
	check_status(call(POST, "/api/session", NULL, right, .address = "10.9.9.9"), 201);
	sql("UPDATE quotas SET expires_at = NOW(3)");
	check_status(signin(right), 201);
}
END_TEST

START_TEST(sessions_are_listed_and_ended)
{
	const char *cookie = signed_in("ann@b.example");
	struct answer_seen seen = signin(
				   "{\"email\":\"ann@b.example\",\"password\":\"correct horse\"}"),
			   list = call(GET, "/api/sessions", NULL, NULL, .cookie = cookie);
	const char *other = cookie_of(&seen), *id = text_at(&seen, "session.id");

	ck_assert_int_eq(length_at(&list, "sessions"), 2);
	check_members(&list, "sessions.0",
		      "id opened_by user_agent created_at last_used_at expires_at current");
	check_status(call(DELETE, format("/api/sessions/%s", id), given_person().key, NULL), 404);
	check_status(call(DELETE, format("/api/sessions/%s", id), NULL, NULL, .cookie = cookie,
			  .fetch_site = "same-origin"),
		     200);
	check_status(call(GET, "/api/session", NULL, NULL, .cookie = other), 401);
	check_status(call(GET, "/api/session", NULL, NULL, .cookie = cookie), 200);
}
END_TEST

START_TEST(a_session_slides_and_ends)
{
	const char *cookie = signed_in("ann@b.example");
	struct answer_seen seen;

	sql("UPDATE sessions SET last_used_at = NOW(3) - INTERVAL 2 HOUR, "
	    "expires_at = NOW(3) + INTERVAL 1 DAY");
	seen = call(GET, "/api/session", NULL, NULL, .cookie = cookie);
	check_status(seen, 200);
	ck_assert_str_eq(cookie_of(&seen), cookie);
	ck_assert_ptr_nonnull(strstr(mark_of(&seen), "clorp-here=1; "));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM sessions "
				     "WHERE expires_at > NOW(3) + INTERVAL 29 DAY"),
				     1);
	seen = call(GET, "/api/session", NULL, NULL, .cookie = cookie);
	ck_assert_ptr_null(header_of(&seen, "Set-Cookie"));
	sql("UPDATE sessions SET expires_at = NOW(3)");
	check_status(call(GET, "/api/session", NULL, NULL, .cookie = cookie), 401);
}
END_TEST

START_TEST(a_new_password_ends_the_other_sessions)
{
	const char *cookie = signed_in("ann@b.example"), *other;
	struct answer_seen seen = signin(
		"{\"email\":\"ann@b.example\",\"password\":\"correct horse\"}");

	other = cookie_of(&seen);
	check_status(call(POST, "/api/password", NULL, "{\"new\":\"battery staple\"}",
			  .cookie = cookie, .fetch_site = "same-origin"),
		     403);
	check_status(call(POST, "/api/password", NULL,
			  "{\"old\":\"correct horse\",\"new\":\"battery staple\"}",
			  .cookie = cookie, .fetch_site = "same-origin"),
		     200);
	check_status(call(GET, "/api/session", NULL, NULL, .cookie = cookie), 200);
	check_status(call(GET, "/api/session", NULL, NULL, .cookie = other), 401);
	check_status(signin("{\"email\":\"ann@b.example\",\"password\":\"correct horse\"}"), 401);
	check_status(signin("{\"email\":\"ann@b.example\",\"password\":\"battery staple\"}"), 201);
}
END_TEST

START_TEST(guessing_the_old_password_is_counted)
{
	const char *cookie = signed_in("ann@b.example"),
		   *guess = "{\"old\":\"no such\",\"new\":\"battery staple\"}";

	for (int i = 0; i < 5; i++)
		check_status(call(POST, "/api/password", NULL, guess, .cookie = cookie,
				  .fetch_site = "same-origin"),
			     403);
	check_status(call(POST, "/api/password", NULL, guess, .cookie = cookie,
			  .fetch_site = "same-origin"),
		     429);
}
END_TEST

START_TEST(who_came_by_a_key_may_set_an_address_and_a_password)
{
	struct person who = given_person();

	check_error_in(call(POST, "/api/password", who.key, "{\"new\":\"battery staple\"}"), 400,
		       "invalid_request", "email");
	check_status(call(POST, "/api/password", who.key,
			  "{\"new\":\"battery staple\",\"email\":\"who@b.example\"}"),
		     200);
	check_status(signin("{\"email\":\"who@b.example\",\"password\":\"battery staple\"}"), 201);
}
END_TEST

START_TEST(a_profile_is_its_owners_to_change)
{
	struct person who = given_person();
	const char *path = format("/api/users/%s", who.id.text);
	struct answer_seen seen =
		call(PATCH, path, who.key,
		     "{\"name\":\"New\",\"avatar_url\":\"https://a.example/i.png\"}");

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "name"), "New");
	ck_assert_str_eq(text_at(&seen, "avatar_url"), "https://a.example/i.png");
	check_error_in(call(PATCH, path, who.key, "{\"avatar_url\":\"javascript:alert(1)\"}"), 400,
		       "invalid_request", "avatar_url");
	check_error_in(call(PATCH, path, who.key, "{\"name\":\"\"}"), 400, "invalid_request",
		       "name");
	check_error(call(PATCH, path, given_person().key, "{\"name\":\"Not yours\"}"), 403,
		    "forbidden");
}
END_TEST

static const char *key_with(const char *key, const char *body)
{
	struct answer_seen made = call(POST, "/api/keys", key, body);

	check_status(made, 201);
	return text_at(&made, "key");
}

START_TEST(a_key_does_what_its_scopes_say)
{
	struct person who = given_person(.cents = 1000);
	const char *run = "{\"prompt\":\"Name three rivers.\",\"confirmed\":true}",
		   *none = "/api/jobs/00000000-0000-7000-8000-000000000000/claim";
	const char *reader = key_with(who.key, "{\"scopes\":[\"read\"]}"),
		   *spender = key_with(who.key, "{\"scopes\":[\"read\",\"spend\"]}"),
		   *competitor = key_with(who.key, "{\"scopes\":[\"compete\"]}");

	check_status(call(GET, "/api/jobs", reader, NULL), 200);
	check_error(call(POST, "/api/jobs/run", reader, run), 403, "insufficient_scope");
	check_status(call(POST, "/api/jobs/run", spender, run), 201);
	check_error(call(POST, none, spender, NULL), 403, "insufficient_scope");
	check_status(call(POST, none, competitor, NULL), 404);
	check_error(call(GET, "/api/jobs", competitor, NULL), 403, "insufficient_scope");
	check_error(call(POST, "/api/wallet/withdraw", spender, "{\"amount_cents\":500}"), 403,
		    "insufficient_scope");
	/* None of them makes a key or a session that may do more. */
	check_error(call(POST, "/api/keys", spender, "{}"), 403, "insufficient_scope");
	check_error(signin(format("{\"key\":\"%s\"}", spender)), 403, "insufficient_scope");
	check_status(call(POST, "/api/whoami", competitor, NULL), 200);
}
END_TEST

START_TEST(scopes_are_checked_and_shown)
{
	struct person who = given_person();
	struct answer_seen seen = call(POST, "/api/keys", who.key,
				       "{\"scopes\":[\"wallet\",\"read\"]}");

	check_status(seen, 201);
	ck_assert_int_eq(length_at(&seen, "scopes"), 2);
	ck_assert_str_eq(text_at(&seen, "scopes.0"), "read");
	check_error_in(call(POST, "/api/keys", who.key, "{\"scopes\":[\"root\"]}"), 400,
		       "invalid_request", "scopes");
	check_error_in(call(POST, "/api/keys", who.key, "{\"scopes\":[]}"), 400, "invalid_request",
		       "scopes");
}
END_TEST

START_TEST(a_key_ends_when_it_was_to)
{
	struct person who = given_person();
	const char *key = key_with(who.key, "{\"expires_in_seconds\":60}");

	check_status(call(GET, "/api/jobs", key, NULL), 200);
	sql("UPDATE api_keys SET expires_at = NOW(3) WHERE expires_at IS NOT NULL");
	check_error(call(GET, "/api/jobs", key, NULL), 401, "authentication_required");
	check_error_in(call(POST, "/api/keys", who.key, "{\"expires_in_seconds\":59}"), 400,
		       "invalid_request", "expires_in_seconds");
}
END_TEST

SUITE("people", before, world_close, a_name_is_enough_for_a_program,
      what_a_newcomer_says_is_checked, a_newcomer_can_see_how_one_comes_in,
      nobody_signs_up_where_it_is_closed, an_invitation_is_good_for_one,
      one_address_signs_up_so_many_an_hour, whoever_asks_which_addresses_have_accounts_is_counted,
      an_ipv6_network_is_one_address, one_mailbox_is_one_account,
      a_password_is_kept_as_an_argon2id_hash, a_session_comes_by_password_and_goes,
      a_cookie_is_as_the_address_asks, at_rest_a_session_is_a_hash,
      another_sites_page_changes_nothing, a_key_needs_no_origin_and_goes_before_the_cookie,
      five_wrong_passwords_and_that_address_waits, an_address_that_tries_many_accounts_waits,
      sessions_are_listed_and_ended, a_session_slides_and_ends,
      a_new_password_ends_the_other_sessions, guessing_the_old_password_is_counted,
      who_came_by_a_key_may_set_an_address_and_a_password, a_profile_is_its_owners_to_change,
      a_key_does_what_its_scopes_say, scopes_are_checked_and_shown, a_key_ends_when_it_was_to)
