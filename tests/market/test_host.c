/*
 * A day of the market on a server that somebody else has set up: tests/market/test_hosts.sh
 * runs this under one of its settings after the other.
 */
#include <mysql.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

/* Made anew, so that what it is like is the server's choice. */
static void open_as_the_server_makes_it(void)
{
	static struct arena *arena; /* the settings' own: as long as the process lives */
	MYSQL *root = mysql_init(NULL);

	arena = arena ? arena : arena_create();
	ck_assert_int_eq(config_load(arena, "/dev/null"), OK);

	const struct config *c = settings();
	const char *name = c->db_name;

	ck_assert_msg(mysql_real_connect(root, NULL, "root", "", NULL, 0, c->db_socket,
					 CLIENT_MULTI_STATEMENTS) != NULL,
		      "%s", mysql_error(root));

	const char *text = arena_printf(arena, "DROP DATABASE %s; CREATE DATABASE %s", name, name);

	ck_assert_msg(mysql_query(root, text) == 0 && mysql_next_result(root) == 0, "%s",
		      mysql_error(root));
	mysql_close(root);
	world_open();
	sql("SET SESSION wait_timeout = 600, autocommit = 1"); /* of who looks on: only the program's is tried */
}

/* Longer than the server leaves a silent connection open, where that is not too long to wait. */
static void be_silent(void)
{
	int64_t seconds = look_number("SELECT @@GLOBAL.wait_timeout");

	if (seconds < 5)
		(void)sleep((unsigned)seconds + 1);
}

static const char prompt[] =
	"Name three rivers of Europe and say where each one ends. "
	"\xc3\x84nderung \xe2\x80\x9cja\xe2\x80\x9d \xf0\x9f\x8c\x8a `a` \"b\" 'c'";

START_TEST(a_drop_goes_its_way_from_run_to_payout)
{
	struct id sender = given_user(.name = "J\xc3\xbcrgen \xf0\x9f\x90\x9f", .cents = 500), job;
	struct id first = given_user(.name = "first"), second = given_user(.name = "second");

	be_silent();
	expect(OK, act_run(sender, prompt, 500, 300, &job));
	ck_assert_str_eq(look_job(job).prompt, prompt);
	be_silent();
	expect(OK, act_claim(job, first, NULL));
	expect(OK, act_claim(job, second, NULL));
	expect(OK, act_release(job, second));
	be_silent();
	expect(OK, act_submit(job, first, NULL));
	age(job, 301);
	be_silent();
	ck_assert_int_eq(act_pass().settled, 1);
	ck_assert_str_eq(look_job(job).status, "completed");
	ck_assert_int_eq(look_balance(sender), 0);
	ck_assert_int_eq(look_balance(first), 400);
	check_audit();
}
END_TEST

START_TEST(a_claim_ends_by_the_clock_and_a_drop_without_answers_is_paid_back)
{
	struct id sender = given_user(.cents = 100), job, who = given_user();
	struct claim claim;

	expect(OK, act_run(sender, prompt, 100, 600, &job));
	expect(OK, act_claim(job, who, &claim));
	ck_assert_int_eq(look_number(arena_printf(world_arena(),
		"SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), expires_at) BETWEEN 290 AND 300 "
		"FROM claims WHERE job_id = '%s'", job.text)),
				     1);
	age(job, 301);
	ck_assert_int_eq(act_pass().lapsed, 1);
	age(job, 300);
	(void)act_pass();
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

SUITE("host", open_as_the_server_makes_it, world_close, a_drop_goes_its_way_from_run_to_payout,
      a_claim_ends_by_the_clock_and_a_drop_without_answers_is_paid_back)
