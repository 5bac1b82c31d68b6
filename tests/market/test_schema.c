#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

enum {
	CHECK_FAILED = 4025,
	DUPLICATE_KEY = 1062,
	NO_PARENT = 1452,
	HAS_CHILDREN = 1451,
	SIGNALLED = 1644
};

static void check_refused(int number, const char *statement)
{
	const char *wanted = arena_printf(world_arena(), "MariaDB %d:", number);
	enum error e = db_script(world_db(), statement);

	ck_assert_msg(e == ERR_BROKEN && strstr(failure_note()->text, wanted),
		      "%s: %s instead of %s", statement, e ? failure_note()->text : "OK", wanted);
}

static void given_history(void)
{
	struct id completed = given_drop(), open = given_drop();

	for (int i = 0; i < 5; i++)
		expect(OK, act_submit(completed, given_user(), NULL));
	expect(OK, act_claim(open, given_user(), NULL));
}

/* ------------------------------------------------------------ what the tables refuse */

static const struct {
	int number;
	const char *sql;
} refused[] = {
	{ CHECK_FAILED, "UPDATE accounts SET balance_cents = -1 WHERE user_id IS NOT NULL LIMIT 1" },
	{ CHECK_FAILED, "UPDATE accounts SET balance_cents = 0, last_seq = 0 WHERE user_id IS NULL" },
	{ CHECK_FAILED, "UPDATE accounts SET balance_cents = NULL WHERE user_id IS NOT NULL" },
	{ CHECK_FAILED, "UPDATE entries SET delta = 0 LIMIT 1" },
	{ CHECK_FAILED, "UPDATE entries SET balance_after = -1 WHERE seq IS NOT NULL LIMIT 1" },
	{ CHECK_FAILED, "UPDATE entries SET seq = 0 WHERE seq IS NOT NULL LIMIT 1" },
	{ DUPLICATE_KEY,
	  "INSERT INTO entries (id, transfer_id, account_id, delta, reason, created_at) "
	  "SELECT UUID(), transfer_id, account_id, delta, reason, created_at FROM entries LIMIT 1" },
	{ DUPLICATE_KEY,
	  "INSERT INTO entries (id, transfer_id, account_id, delta, reason, seq, "
	  "balance_after, created_at) SELECT UUID(), transfer_id, account_id, delta, 'other:x', seq, "
	  "balance_after, created_at FROM entries WHERE seq IS NOT NULL LIMIT 1" },
	{ DUPLICATE_KEY,
	  "INSERT INTO transfers SELECT UUID(), reason, created_at FROM transfers LIMIT 1" },
	{ NO_PARENT, "UPDATE entries SET transfer_id = UUID() LIMIT 1" },
	{ NO_PARENT, "UPDATE entries SET account_id = UUID() LIMIT 1" },
	{ HAS_CHILDREN, "DELETE FROM transfers LIMIT 1" },
	{ DUPLICATE_KEY,
	  "INSERT INTO settlements SELECT job_id, 'refund', (SELECT id FROM transfers "
	  "WHERE reason LIKE 'grant:%' LIMIT 1), created_at FROM settlements LIMIT 1" },
	{ DUPLICATE_KEY, "INSERT INTO settlements SELECT UUID(), 'refund', transfer_id, created_at "
			 "FROM settlements LIMIT 1" },
	{ CHECK_FAILED, "UPDATE settlements SET kind = 'gift'" },
	{ CHECK_FAILED, "UPDATE jobs SET status = 'Open' WHERE status = 'open'" },
	{ CHECK_FAILED, "UPDATE jobs SET status = '1'" },
	{ CHECK_FAILED, "UPDATE jobs SET pack = 'Wild'" },
	{ CHECK_FAILED, "UPDATE jobs SET kind = 'gig'" },
	{ CHECK_FAILED, "UPDATE jobs SET claims_count = max_claims + 1 WHERE status = 'open'" },
	{ CHECK_FAILED, "UPDATE jobs SET claims_count = -1 WHERE status = 'open'" },
	{ CHECK_FAILED, "UPDATE jobs SET submissions_count = claims_count + 1" },
	{ CHECK_FAILED, "UPDATE jobs SET prize_cents = prize_cents + 1" },
	{ CHECK_FAILED, "UPDATE jobs SET price_cents = 0, fee_cents = 0, prize_cents = 0" },
	{ CHECK_FAILED, "UPDATE jobs SET window_closes_at = NULL WHERE status = 'open'" },
	{ CHECK_FAILED, "UPDATE jobs SET status = 'completed' WHERE status = 'open'" },
	{ CHECK_FAILED, "UPDATE jobs SET completed_at = NULL WHERE status = 'completed'" },
	{ CHECK_FAILED, "UPDATE jobs SET grade = NULL WHERE status = 'completed'" },
	{ CHECK_FAILED, "UPDATE jobs SET grade = 'E' WHERE status = 'completed'" },
	{ CHECK_FAILED, "UPDATE jobs SET status = 'failed' WHERE status = 'open'" },
	{ CHECK_FAILED, "UPDATE jobs SET failure_reason = 'x' WHERE status = 'open'" },
	{ CHECK_FAILED, "UPDATE jobs SET lease_token = UUID()" },
	{ CHECK_FAILED, "UPDATE jobs SET env_vars = '{'" },
	{ CHECK_FAILED, "UPDATE jobs SET attachments = 'x'" },
	{ NO_PARENT, "UPDATE jobs SET sender = UUID()" },
	{ DUPLICATE_KEY,
	  "INSERT INTO claims (id, job_id, user_id, status, first_claimed_at, "
	  "expires_at, last_request, created_at) SELECT UUID(), job_id, user_id, 'live', "
	  "first_claimed_at, expires_at, UUID(), created_at FROM claims LIMIT 1" },
	{ CHECK_FAILED, "UPDATE claims SET status = 'gone'" },
	{ NO_PARENT, "UPDATE claims SET user_id = UUID() LIMIT 1" },
	{ DUPLICATE_KEY, "INSERT INTO submissions (id, job_id, user_id, output_text, created_at) "
			 "SELECT UUID(), job_id, user_id, 'x', created_at FROM submissions LIMIT 1" },
	{ DUPLICATE_KEY, "UPDATE submissions SET `rank` = 1" },
	{ CHECK_FAILED, "UPDATE submissions SET `rank` = NULL" },
	{ CHECK_FAILED, "UPDATE submissions SET `rank` = 0 WHERE `rank` = 1" },
	{ CHECK_FAILED, "UPDATE submissions SET grade = 'G'" },
	{ CHECK_FAILED, "UPDATE submissions SET output_text = NULL" },
	{ CHECK_FAILED, "UPDATE submissions SET output_attachments = '['" },
	{ CHECK_FAILED, "UPDATE job_logs SET type = 'gossip'" },
	{ DUPLICATE_KEY,
	  "INSERT INTO job_logs SELECT UUID(), job_id, user_id, seq, type, content, created_at "
	  "FROM job_logs LIMIT 1" },
	{ DUPLICATE_KEY,
	  "INSERT INTO agents (id, owner_id, name, created_at) SELECT UUID(), owner_id, name, "
	  "created_at FROM agents LIMIT 1" },
	{ DUPLICATE_KEY,
	  "INSERT INTO agents (id, owner_id, name, is_default, created_at) SELECT UUID(), "
	  "owner_id, 'other', TRUE, created_at FROM agents LIMIT 1" },
};

START_TEST(the_tables_refuse_what_must_not_be)
{
	given_history();
	for (int i = 0; i < COUNT(refused); i++)
		check_refused(refused[i].number, refused[i].sql);
	check_audit();
}
END_TEST

/* Reasons that a case-blind or padding collation would take for one. */
START_TEST(what_outsiders_choose_is_compared_byte_by_byte)
{
	static const char *const reasons[] = { "topup:cs_aB", "topup:cs_ab", "topup:cs_aB ",
					       "topup:cs_\xC3\xA0z" };

	for (int i = 0; i < COUNT(reasons); i++)
		sql("INSERT INTO transfers (id, reason, created_at) VALUES (UUID(), '%s', NOW(3))", reasons[i]);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM transfers WHERE reason = 'topup:cs_aB'"),
				     1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM transfers"), COUNT(reasons));
}
END_TEST

/* ------------------------------------------------------------ what the database derives */

START_TEST(the_listing_and_what_is_due_follow_the_row_by_themselves)
{
	struct id job = given_drop(.seconds = 3600);

	ck_assert_int_eq(look_number("SELECT listing FROM jobs"), 1);
	ck_assert_int_eq(look_number("SELECT due_at = window_closes_at FROM jobs"), 1);
	expect(OK, act_claim(job, given_user(), NULL));
	ck_assert_int_eq(look_number("SELECT due_at = (SELECT expires_at FROM claims) FROM jobs"),
				     1);
	sql("UPDATE jobs SET claims_count = 5");
	ck_assert_int_eq(look_number("SELECT listing FROM jobs"), 0);
	sql("UPDATE jobs SET claims_count = 1, cancellation_requested = TRUE");
	ck_assert_int_eq(look_number("SELECT listing FROM jobs"), 2);
	sql("UPDATE jobs SET status = 'cancelled'");
	ck_assert_int_eq(look_number("SELECT listing IS NULL AND due_at IS NULL FROM jobs"), 1);
}
END_TEST

/* ------------------------------------------------------------ migrations */

START_TEST(migrations_are_safe_to_run_twice)
{
	int applied = -1, known = 0;

	given_history();
	while (schema_migrations[known].name)
		known++;
	ck_assert_int_ge(known, 12);
	sql("DELETE FROM schema_migrations");
	expect(OK, migrate(world_db(), settings()->sql_dir, &applied));
	ck_assert_int_eq(applied, known);
	expect(OK, migrate(world_db(), settings()->sql_dir, &applied));
	ck_assert_int_eq(applied, 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM totals"), 16);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM accounts WHERE user_id IS NULL"), 5);
	check_audit();
}
END_TEST

START_TEST(a_folder_without_migrations_is_refused)
{
	int applied = -1;

	expect(ERR_INVALID, migrate(world_db(), "/nonexistent", &applied));
	expect(ERR_INVALID, migrate(world_db(), "/", &applied));
	ck_assert_int_eq(applied, -1);
}
END_TEST

/* A folder opens like a file, and says at the first read what it is. */
START_TEST(a_migration_that_cannot_be_read_is_not_applied)
{
	char folder[] = "/tmp/clorp-migrations.XXXXXX";
	int applied = -1;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	const char *migration = arena_printf(world_arena(), "%s/0001-unreadable.sql", folder);

	ck_assert_int_eq(mkdir(migration, 0700), 0);
	enum error e = migrate(world_db(), folder, &applied);

	(void)rmdir(migration);
	(void)rmdir(folder);
	expect(ERR_INVALID, e);
	ck_assert_int_eq(applied, -1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM schema_migrations "
				     "WHERE name = '0001-unreadable.sql'"),
				     0);
}
END_TEST

static void check_schema_refused(const char *says)
{
	expect(ERR_SCHEMA, schema_check(world_db()));
	ck_assert_msg(strstr(failure_note()->text, says) != NULL, "%s", failure_note()->text);
}

START_TEST(a_database_that_is_not_the_programs_is_refused)
{
	int applied;

	expect(OK, schema_check(world_db()));
	sql("DELETE FROM schema_migrations WHERE name = '0004-claims.sql'");
	check_schema_refused("older than this program and lacks migration 0004-claims.sql");
	expect(OK, migrate(world_db(), settings()->sql_dir, &applied));
	expect(OK, schema_check(world_db()));
	sql("INSERT INTO schema_migrations (name, applied_at) VALUES ('9999-later.sql', NOW(3))");
	check_schema_refused("newer than this program and has migration 9999-later.sql");
	sql("UPDATE schema_migrations SET name = '0001-before.sql' WHERE name = '9999-later.sql'");
	check_schema_refused("has migration 0001-before.sql");
	sql("DELETE FROM schema_migrations WHERE name = '0001-before.sql'");
	sql("UPDATE schema_migrations SET sha256 = REPEAT('0', 64) WHERE name = '0004-claims.sql'");
	check_schema_refused("0004-claims.sql was applied with another text");
	expect(ERR_INVALID, migrate(world_db(), settings()->sql_dir, &applied));
	ck_assert_ptr_nonnull(strstr(failure_note()->text, "0004-claims.sql is not the text"));
	sql("UPDATE schema_migrations SET sha256 = NULL");
	expect(OK, schema_check(world_db()));
	expect(OK, migrate(world_db(), settings()->sql_dir, &applied));
	ck_assert_int_eq(applied, 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM schema_migrations WHERE sha256 IS NULL"),
				     0);
	expect(OK, schema_check(world_db()));
}
END_TEST

START_TEST(a_database_without_tables_or_digests_is_an_older_one)
{
	int applied;

	sql("ALTER TABLE schema_migrations DROP COLUMN sha256");
	check_schema_refused("older than this program");
	expect(OK, migrate(world_db(), settings()->sql_dir, &applied));
	ck_assert_int_eq(applied, 0);
	expect(OK, schema_check(world_db()));
	sql("RENAME TABLE schema_migrations TO elsewhere");
	check_schema_refused("older than this program");
	sql("RENAME TABLE elsewhere TO schema_migrations");
}
END_TEST

static enum error look(struct db *db, void *ran)
{
	struct rows *rows;

	*(bool *)ran = true;
	return db_query(db, &rows, "SELECT 1 AS one");
}

START_TEST(a_guarded_connection_is_checked_before_it_is_used)
{
	struct db *db = db_create();
	bool ran = false;

	db_use(db, world_arena());
	schema_guard(db);
	sql("INSERT INTO schema_migrations (name, applied_at) VALUES ('9999-later.sql', NOW(3))");
	expect(ERR_SCHEMA, db_transact(db, DB_TRANSACTION, look, &ran));
	expect(ERR_SCHEMA, db_transact(db, DB_AUTOCOMMIT, look, &ran));
	ck_assert(!ran);
	sql("DELETE FROM schema_migrations WHERE name = '9999-later.sql'");
	expect(OK, db_transact(db, DB_TRANSACTION, look, &ran));
	ck_assert(ran);
	db_free(db);
}
END_TEST

/* ------------------------------------------------------------ triggers */

static void run_file(const char *name)
{
	char script[4000];
	FILE *file = fopen(arena_printf(world_arena(), "%s/%s", settings()->sql_dir, name), "r");

	ck_assert_ptr_nonnull(file);
	size_t length = fread(script, 1, sizeof(script) - 1, file);

	(void)fclose(file);
	script[length] = '\0';
	sql("%s", script);
}

START_TEST(history_cannot_be_rewritten_where_triggers_stand)
{
	static const char *const tables[] = { "entries", "transfers", "settlements" };
	struct id job;

	given_history();
	run_file("triggers.sql");
	run_file("triggers.sql");
	for (int i = 0; i < COUNT(tables); i++) {
		check_refused(SIGNALLED,
			      arena_printf(world_arena(), "UPDATE %s SET created_at = NOW(3)",
					   tables[i]));
		check_refused(SIGNALLED, arena_printf(world_arena(), "DELETE FROM %s", tables[i]));
	}
	job = given_drop();
	expect(OK, act_submit(job, given_user(), NULL));
	age(job, 301);
	(void)act_pass();
	ck_assert_str_eq(look_job(job).status, "completed");
	for (int i = 0; i < COUNT(tables); i++)
		sql("DROP TRIGGER %s_no_update; DROP TRIGGER %s_no_delete", tables[i], tables[i]);
	check_audit();
}
END_TEST

SUITE("schema", world_open, world_close, the_tables_refuse_what_must_not_be,
      what_outsiders_choose_is_compared_byte_by_byte,
      the_listing_and_what_is_due_follow_the_row_by_themselves, migrations_are_safe_to_run_twice,
      a_folder_without_migrations_is_refused, a_migration_that_cannot_be_read_is_not_applied,
      a_database_that_is_not_the_programs_is_refused,
      a_database_without_tables_or_digests_is_an_older_one,
      a_guarded_connection_is_checked_before_it_is_used,
      history_cannot_be_rewritten_where_triggers_stand)
