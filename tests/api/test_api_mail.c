#include <string.h>

#include "base/config.h"
#include "people/mail.h"
#include "people/secret.h"
#include "support/call.h"
#include "support/suite.h"

#define ADDRESS "ann@people.example"

static void before(void)
{
	world_open();
	settings_mutable()->signup = "open";
	settings_mutable()->mail_url = "smtp://mail.example";
	settings_mutable()->public_url = "http://arena.example";
}

static const char *sign_up(void)
{
	struct answer_seen seen = call(POST, "/api/signup", NULL,
				       "{\"name\":\"Ann\",\"email\":\"" ADDRESS
				       "\",\"password\":\"correct horse\"}");

	check_status(seen, 201);
	return text_at(&seen, "key");
}

struct lease {
	struct mail mail;
	char secret[SECRET_TEXT];
	bool found;
};

static enum error lease(struct db *db, void *arg)
{
	struct lease *lease = arg;

	return mail_lease(db, id_new(), lease->secret, &lease->mail, &lease->found);
}

/* As clorp-cron does: the next mail, and what it proves. */
static struct lease leased(void)
{
	struct lease next = { .found = false };

	secret_draw(SECRET_MAIL, next.secret);
	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, lease, &next), OK);
	return next;
}

static const char *secret_of(enum mail_kind kind)
{
	struct lease next = leased();

	ck_assert(next.found);
	ck_assert_int_eq(next.mail.kind, kind);
	ck_assert_str_eq(next.mail.address, ADDRESS);
	return format("%s", next.secret);
}

static const char *asked_for(void)
{
	check_status(call(POST, "/api/password/reset", NULL, "{\"email\":\"" ADDRESS "\"}"), 202);
	return secret_of(MAIL_RESET);
}

static struct answer_seen reset(const char *code, const char *new)
{
	return call(POST, "/api/password/reset", NULL,
		    format("{\"code\":\"%s\",\"new\":\"%s\"}", code, new));
}

static int sign_in(const char *password)
{
	return call(POST, "/api/session", NULL,
		    format("{\"email\":\"" ADDRESS "\",\"password\":\"%s\"}", password))
		.status;
}

START_TEST(no_secret_is_kept_and_each_opens_once)
{
	const char *code;

	(void)sign_up();
	(void)secret_of(MAIL_CONFIRM);
	code = asked_for();
	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM mail_tokens WHERE "
					    "token_hash = UNHEX(SHA2('%s', 256))",
					    code)),
				     1);
	check_status(reset(code, "battery staple"), 200);
	check_error(reset(code, "another one"), 400, "invalid_request");
	ck_assert_int_eq(sign_in("battery staple"), 201);
	ck_assert_int_eq(sign_in("another one"), 401);
}
END_TEST

START_TEST(one_that_is_over_opens_nothing)
{
	const char *code;

	(void)sign_up();
	(void)secret_of(MAIL_CONFIRM);
	code = asked_for();
	sql("UPDATE mail_tokens SET expires_at = NOW(3) - INTERVAL 1 SECOND");
	check_error(reset(code, "battery staple"), 400, "invalid_request");
	ck_assert_int_eq(sign_in("correct horse"), 201);
}
END_TEST

START_TEST(one_opens_only_what_it_was_sent_for)
{
	const char *code;

	(void)sign_up();
	code = secret_of(MAIL_CONFIRM);
	check_error(reset(code, "battery staple"), 400, "invalid_request");
	check_error(reset("clorpm_nothing", "battery staple"), 400, "invalid_request");
	code = asked_for();
	check_error(call(POST, "/api/email/confirm", NULL, format("{\"code\":\"%s\"}", code)), 400,
		    "invalid_request");
}
END_TEST

START_TEST(a_password_that_was_set_makes_mails_before_it_worthless)
{
	const char *key = sign_up(), *first, *second;

	(void)secret_of(MAIL_CONFIRM);
	first = asked_for();
	second = asked_for();
	check_status(call(POST, "/api/password", key,
			  "{\"old\":\"correct horse\",\"new\":\"battery staple\"}"),
		     200);
	check_error(reset(first, "another one"), 400, "invalid_request");
	check_error(reset(second, "another one"), 400, "invalid_request");
}
END_TEST

START_TEST(a_new_address_is_not_proven_by_a_mail_to_the_old_one)
{
	const char *code;

	(void)sign_up();
	code = secret_of(MAIL_CONFIRM);
	sql("UPDATE users SET email = 'else@people.example' WHERE email = '" ADDRESS "'");
	check_error(call(POST, "/api/email/confirm", NULL, format("{\"code\":\"%s\"}", code)), 400,
		    "invalid_request");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE email_confirmed_at IS NOT NULL"), 0);
}
END_TEST

START_TEST(each_attempt_has_a_secret_of_its_own)
{
	const char *first, *second;

	(void)sign_up();
	first = secret_of(MAIL_CONFIRM);
	ck_assert(!leased().found); /* it is somebody's for a minute */
	sql("UPDATE mails SET next_attempt_at = NOW(3)");
	second = secret_of(MAIL_CONFIRM);
	ck_assert_str_ne(first, second);
	check_status(call(POST, "/api/email/confirm", NULL, format("{\"code\":\"%s\"}", first)),
		     200);
	check_error(call(POST, "/api/email/confirm", NULL, format("{\"code\":\"%s\"}", second)),
		    400, "invalid_request");
}
END_TEST

static enum error send_late(struct db *db, void *mail)
{
	return mail_failed(db, mail, "451");
}

static int64_t waiting(void)
{
	return look_number("SELECT COUNT(*) FROM mails WHERE status = 'waiting'");
}

START_TEST(what_cannot_be_sent_is_given_up_in_the_end)
{
	struct lease next, stale;

	(void)sign_up();
	for (int i = 0; i < MAIL_ATTEMPTS; i++) {
		ck_assert_int_eq(waiting(), 1);
		sql("UPDATE mails SET next_attempt_at = NOW(3)");
		stale = i ? next : (struct lease){ .found = false };
		next = leased();
		if (stale.found) /* whoever lost the lease changes nothing */
			ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, send_late,
						     &stale.mail),
					 OK);
		if (i < MAIL_ATTEMPTS - 1)
			continue;
		ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, send_late, &next.mail), OK);
	}
	ck_assert_int_eq(waiting(), 0);
}
END_TEST

/* One link, opened by eight processes at once. */
struct link {
	char code[SECRET_TEXT];
};

static enum error open_link(struct db *db, void *arg)
{
	struct link *link = arg;
	struct id request = id_new();

	return mail_confirm(db, link->code, request);
}

static enum error contend(int i, void *arg)
{
	(void)i;
	return db_transact(world_db(), DB_TRANSACTION, open_link, arg);
}

START_TEST(a_link_that_is_opened_by_eight_at_once_opens_once)
{
	struct link link;

	(void)sign_up();
	(void)snprintf(link.code, sizeof(link.code), "%s", secret_of(MAIL_CONFIRM));

	struct race race = race_of(8, contend, &link);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_INVALID], 7);
}
END_TEST

START_TEST(the_pages_that_mails_link_to_do_what_the_programs_routes_do)
{
	(void)sign_up();

	const char *code = secret_of(MAIL_CONFIRM);

	check_status(call(GET, format("/confirm?code=%s", code), NULL, NULL), 200);
	check_status(call(POST, "/confirm", NULL, format("code=%s", code)), 200);
	check_status(call(POST, "/confirm", NULL, format("code=%s", code)), 400);
	code = asked_for();
	check_status(call(GET, format("/reset?code=%s", code), NULL, NULL), 200);
	check_status(call(POST, "/reset", NULL, format("code=%s&new=short", code)), 400);
	check_status(call(POST, "/reset", NULL, format("code=%s&new=battery+staple", code)), 200);
	ck_assert_int_eq(sign_in("battery staple"), 201);
}
END_TEST

START_TEST(a_mail_that_was_lost_can_be_asked_for_again)
{
	const char *key = sign_up(), path[] = "/api/email/resend", *code;

	(void)secret_of(MAIL_CONFIRM);
	check_error(call(POST, path, NULL, NULL), 401, "authentication_required");
	check_error(call(POST, path, given_person().key, NULL), 409, "conflict");
	check_status(call(POST, path, key, NULL), 202);
	code = secret_of(MAIL_CONFIRM);
	check_status(call(POST, path, key, NULL), 202);
	check_status(call(POST, path, key, NULL),
		     202); /* with the first, the third of three is one too many */
	(void)secret_of(MAIL_CONFIRM);
	ck_assert(!leased().found);
	check_error(call(POST, path, key, NULL), 429, "rate_limited");
	sql("DELETE FROM quotas");
	check_status(call(POST, "/api/email/confirm", NULL, format("{\"code\":\"%s\"}", code)), 200);
	check_error(call(POST, path, key, NULL), 409, "conflict");
	settings_mutable()->mail_url = "";
	check_error(call(POST, path, key, NULL), 503, "mail_not_configured");
}
END_TEST

SUITE("mail", before, world_close, a_mail_that_was_lost_can_be_asked_for_again,
      the_pages_that_mails_link_to_do_what_the_programs_routes_do,
      no_secret_is_kept_and_each_opens_once, one_that_is_over_opens_nothing,
      one_opens_only_what_it_was_sent_for, a_password_that_was_set_makes_mails_before_it_worthless,
      a_new_address_is_not_proven_by_a_mail_to_the_old_one, each_attempt_has_a_secret_of_its_own,
      what_cannot_be_sent_is_given_up_in_the_end, a_link_that_is_opened_by_eight_at_once_opens_once)
