/* What a server may do to a program: turn read-only, take no large packet, live in another hour. */
#include <mysql.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/config.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

/* Connections of other hosts are opened beside one's own and left: no leak of the program's. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return 1;
}

/* This machine's clock, as the program reads it: by so many seconds off. */
static int64_t clock_shift;

int clock_gettime(clockid_t id, struct timespec *out)
{
	int result = (int)syscall(SYS_clock_gettime, id, out);

	if (id == CLOCK_REALTIME)
		out->tv_sec += clock_shift;
	return result;
}

static MYSQL *root;

static void open_with_root(void)
{
	world_open();
	root = mysql_init(NULL);
	ck_assert_msg(mysql_real_connect(root, NULL, "root", "", NULL, 0, settings()->db_socket,
					 0) != NULL,
		      "%s", mysql_error(root));
}

static void as_root(const char *statement)
{
	ck_assert_msg(mysql_query(root, statement) == 0, "%s: %s", statement, mysql_error(root));
}

/* Each test has a server of its own process group, but all have one server: it is left as it was. */
static void close_with_root(void)
{
	as_root("SET GLOBAL read_only = 0");
	as_root("SET GLOBAL max_allowed_packet = 16777216");
	as_root("SET GLOBAL max_statement_time = 0");
	mysql_close(root);
	world_close();
}

static enum error find_connection(struct db *db, void *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT CONNECTION_ID() AS id"));
	(void)rows_next(rows);
	*(int64_t *)out = row_int(rows, "id");
	return OK;
}

static int64_t connection(void)
{
	int64_t id = 0;

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, find_connection, &id));
	return id;
}

static enum error check_ready(struct db *db, void *arg)
{
	(void)arg;
	return ledger_check_ready(db);
}

START_TEST(a_server_that_turned_read_only_is_away_and_left)
{
	struct id job = given_drop(), who = given_user();
	int64_t before = connection();

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, check_ready, NULL));
	as_root("SET GLOBAL read_only = 1");
	expect(ERR_AWAY, act_claim(job, who, NULL));
	ck_assert_int_eq(db_attempts(world_db()), 1);
	ck_assert_int_eq(error_status(ERR_AWAY), 503);
	expect(ERR_AWAY, db_transact(world_db(), DB_AUTOCOMMIT, check_ready, NULL));
	ck_assert_int_ne(connection(), before);
	ck_assert_int_eq(look_job(job).claims_count, 0);
	as_root("SET GLOBAL read_only = 0");
	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, check_ready, NULL));
	expect(OK, act_claim(job, who, NULL));
	check_audit();
}
END_TEST

START_TEST(what_is_larger_than_a_packet_is_not_sent)
{
	struct id job, who = given_user(), sender = given_user(.cents = 100);
	char *text = arena_alloc(world_arena(), 120001);
	int64_t before;

	for (int i = 0; i < 120000; i++)
		text[i] = (char)(i % 8 ? 'a' + i % 26 : ' ');
	as_root("SET GLOBAL max_allowed_packet = 65536");
	world_reopen();
	job = given_drop();
	expect(OK, act_claim(job, who, NULL));
	before = connection();
	expect(ERR_TOO_LARGE, act_submit(job, who, text));
	ck_assert_int_eq(db_attempts(world_db()), 1);
	ck_assert_int_eq(error_status(ERR_TOO_LARGE), 413);
	ck_assert_int_eq(connection(), before);
	expect(ERR_TOO_LARGE, act_run(sender, text, 100, 300, &job));
	ck_assert_int_eq(connection(), before);
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
	as_root("SET GLOBAL max_allowed_packet = 16777216");
	world_reopen();
	expect(OK, act_submit(given_drop(), who, text));
	check_audit();
}
END_TEST

/* As a worker on a host whose clock is so many seconds off. */
static struct id drop_of_host(int64_t seconds)
{
	clock_shift = seconds;
	world_reopen();
	(void)connection();
	return given_drop();
}

START_TEST(ids_are_in_order_though_hosts_are_hours_apart)
{
	static const int64_t shifts[] = { 3600, -3600, 0, 7200, -86400 };
	struct id before = drop_of_host(0);
	char text[60];

	for (int i = 0; i < COUNT(shifts); i++) {
		struct id job = drop_of_host(shifts[i]);

		ck_assert_msg(id_newer(job, before), "%s is not after %s", job.text, before.text);
		/* The first 48 bits are milliseconds since 1970: the database's. */
		(void)snprintf(text, sizeof(text), "%.8s%.4s", job.text, job.text + 9);
		int64_t off = strtoll(text, NULL, 16) -
			      look_number("SELECT CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS INT)");

		ck_assert_int_lt(off < 0 ? -off : off, 1000);
		before = job;
		(void)usleep(20000);
	}
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs a JOIN jobs b ON a.id < b.id "
				     "WHERE a.created_at > b.created_at"),
				     0);
	check_audit();
}
END_TEST

static int slow_runs;

/* Too slow for the server the first time, and not the second. */
static enum error be_slow(struct db *db, void *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT SLEEP(?) AS slept", slow_runs++ ? 0 : 1));
	*(bool *)out = rows_next(rows);
	return OK;
}

/* The error comes where rows were to come: the connection is good for more. */
START_TEST(a_statement_that_takes_the_server_too_long_is_tried_again)
{
	int64_t before;
	bool answered = false;

	as_root("SET GLOBAL max_statement_time = 0.2");
	world_reopen();
	before = connection();
	expect(OK, db_transact(world_db(), DB_TRANSACTION, be_slow, &answered));
	ck_assert(answered);
	ck_assert_int_eq(slow_runs, 2);
	ck_assert_int_eq(connection(), before);
}
END_TEST

SUITE("server", open_with_root, close_with_root, a_server_that_turned_read_only_is_away_and_left,
      what_is_larger_than_a_packet_is_not_sent,
      a_statement_that_takes_the_server_too_long_is_tried_again,
      ids_are_in_order_though_hosts_are_hours_apart)
