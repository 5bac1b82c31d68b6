/*
 * A connection that is gone, and a database that is away: work is run again
 * whole, an outage is told soon, and the same struct db goes on after it.
 */
#include "race/rival.h"
#include "support/proxy.h"
#include "support/suite.h"

static int64_t session_of(struct db *db)
{
	struct rows *rows;

	if (db_query(db, &rows, "SELECT CONNECTION_ID() AS id"))
		ck_abort_msg("no session: %s", failure_note()->text);
	ck_assert(rows_next(rows));
	return row_int(rows, "id");
}

/* Not only asked for: the session is gone, and what it held is free. */
static void kill_session(int64_t session)
{
	sql("KILL CONNECTION %lld", (long long)session);
	await_number(arena_printf(world_arena(),
				  "SELECT COUNT(*) = 0 FROM "
				  "information_schema.PROCESSLIST WHERE ID = %lld",
				  (long long)session));
}

/* ------------------------------------------------------ killed sessions */

enum when { BEFORE_ALL, AFTER_FIRST, AFTER_SECOND, BEFORE_COMMIT, WHENS };

struct sabotage {
	struct id users[2];
	enum when when;
	int runs;
};

static void perhaps_kill(struct db *db, const struct sabotage *sabotage, enum when now)
{
	if (sabotage->runs == 1 && sabotage->when == now)
		kill_session(session_of(db));
}

static enum error rename_user(struct db *db, struct id id)
{
	return db_exec(db, "UPDATE users SET name = CONCAT(name, '+') WHERE id = ?", id);
}

static enum error rename_both(struct db *db, void *arg)
{
	struct sabotage *sabotage = arg;

	sabotage->runs++;
	perhaps_kill(db, sabotage, BEFORE_ALL);
	TRY(rename_user(db, sabotage->users[0]));
	perhaps_kill(db, sabotage, AFTER_FIRST);
	TRY(rename_user(db, sabotage->users[1]));
	perhaps_kill(db, sabotage, AFTER_SECOND);
	db_queue(db, "UPDATE users SET name = CONCAT(name, '-') WHERE id = ?", sabotage->users[0]);
	perhaps_kill(db, sabotage, BEFORE_COMMIT);
	return OK;
}

static struct sabotage given_sabotage(enum when when)
{
	return (struct sabotage){ { given_user(.name = "n"), given_user(.name = "n") }, when, 0 };
}

START_TEST(a_session_killed_between_statements_has_its_work_run_again)
{
	for (enum when when = BEFORE_ALL; when < WHENS; when++) {
		struct sabotage sabotage = given_sabotage(when);

		ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, rename_both, &sabotage),
				 OK);
		ck_assert_int_eq(sabotage.runs, 2);
		ck_assert(db_unsure(world_db()));
		ck_assert_int_eq(look_number("SELECT SUM(name = 'n+') + 10 * SUM(name = 'n+-') "
					     "FROM users"),
					     11 * (when + 1));
	}
	check_audit();
}
END_TEST

START_TEST(a_session_killed_while_idle_is_not_noticed)
{
	struct id job = given_drop(), user = given_user();

	kill_session(session_of(world_db()));
	ck_assert_int_eq(act_claim(job, user, NULL), OK);
	kill_session(session_of(world_db()));
	ck_assert_int_eq(act_submit(job, user, NULL), OK);
	kill_session(session_of(world_db()));
	ck_assert_int_eq(look_job(job).submissions_count, 1);
	check_audit();
}
END_TEST

/* It takes a failed statement for an answer, and goes on. */
static enum error rename_heedlessly(struct db *db, void *arg)
{
	struct sabotage *sabotage = arg;

	TRY(rename_user(db, sabotage->users[0]));
	if (++sabotage->runs == 1)
		kill_session(session_of(db));

	enum error e = rename_user(db, sabotage->users[1]);

	(void)e;
	return rename_user(db, sabotage->users[1]);
}

START_TEST(work_that_ignores_a_lost_connection_is_done_wholly_or_not_at_all)
{
	struct sabotage sabotage = given_sabotage(WHENS);
	enum error e = db_transact(world_db(), DB_TRANSACTION, rename_heedlessly, &sabotage);
	int64_t names = look_number("SELECT SUM(CHAR_LENGTH(name) - 1) FROM users");

	ck_assert_msg(names == (e ? 0 : 3), "%s, and %lld of 3 renamings", error_name(e),
		      (long long)names);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ a database that is away */

START_TEST(a_database_that_is_away_is_told_soon_and_the_same_connection_works_after)
{
	struct id job = given_drop(), user = given_user();
	int64_t start;

	for (int outage = 0; outage < 2; outage++) {
		proxy_away(true);
		for (int i = 0; i < 3; i++) {
			start = monotonic_ms();
			ck_assert_int_eq(act_claim(job, user, NULL), ERR_AWAY);
			ck_assert_int_lt(monotonic_ms() - start, settings()->db_patience_ms / 4);
		}
		proxy_away(false);
		ck_assert_int_eq(act_claim(job, user, NULL), OK);
	}
	ck_assert_int_eq(look_job(job).claims_count, 1);
	check_audit();
}
END_TEST

START_TEST(a_pass_of_the_clock_ends_when_the_database_is_away)
{
	struct id job = given_drop(), user = given_user();
	struct moved moved = { 0 };

	age(job, 400);
	proxy_away(true);
	ck_assert_int_eq(deadline_enforce(world_db(), &(struct judges){ NULL, NULL },
					  &(struct deadline_limits){ 100, 10000, NULL }, NULL,
					  &moved),
			 ERR_AWAY);
	proxy_away(false);
	ck_assert_int_eq(act_pass().failed, 1);
	ck_assert_int_eq(act_claim(job, user, NULL), ERR_NOT_OPEN);
	check_audit();
}
END_TEST

static void open_behind_proxy(void)
{
	(void)setenv("CLORP_DB_SOCKET", proxy_start(getenv("CLORP_DB_SOCKET")), true);
	world_open();
}

static void close_behind_proxy(void)
{
	world_close();
	proxy_stop();
}

SUITE("lost_connection", open_behind_proxy, close_behind_proxy,
      a_session_killed_between_statements_has_its_work_run_again,
      a_session_killed_while_idle_is_not_noticed,
      work_that_ignores_a_lost_connection_is_done_wholly_or_not_at_all,
      a_database_that_is_away_is_told_soon_and_the_same_connection_works_after,
      a_pass_of_the_clock_ends_when_the_database_is_away)
