#include "support/world.h"
#include "people/signup.h"

#include <mysql.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/log.h"
#include "db/migrate.h"
#include "drop/ranking.h"
#include "judge/local.h"
#include "judge/verify.h"
#include "market/title.h"

static struct {
	struct arena *arena;
	struct db *db;
	MYSQL *owner; /* for what no program may: emptying the ledger's tables */
} world;

struct db *world_db(void)
{
	return world.db;
}

struct arena *world_arena(void)
{
	return world.arena;
}

#define ck_ok(call) \
	do { \
		enum error ok_ = (call); \
		ck_assert_msg(ok_ == OK, "%s: %s: %s", #call, error_name(ok_), \
			      failure_note()->text); \
	} while (0)

static MYSQL *connect_owner(void)
{
	const struct config *c = settings();
	MYSQL *mysql = mysql_init(NULL);

	ck_assert_ptr_nonnull(mysql);
	ck_assert_msg(mysql_real_connect(mysql, NULL, c->db_user, c->db_password, c->db_name, 0,
					 c->db_socket, CLIENT_MULTI_STATEMENTS) != NULL,
		      "run me by tests/support/with-mariadb: %s", mysql_error(mysql));
	return mysql;
}

void sql(const char *format, ...)
{
	char text[4000];
	va_list args;

	va_start(args, format);
	ck_assert_int_lt(vsnprintf(text, sizeof(text), format, args), (int)sizeof(text));
	va_end(args);
	ck_assert_msg(mysql_query(world.owner, text) == 0, "%s: %s", text, mysql_error(world.owner));
	do {
		MYSQL_RES *result = mysql_store_result(world.owner);

		if (result)
			mysql_free_result(result);
	} while (mysql_next_result(world.owner) == 0);
}

void world_migrate_again(const char *file)
{
	const char *path = arena_printf(world.arena, "%s/%s", settings()->sql_dir, file);
	FILE *from = fopen(path, "re");
	char text[16384];

	ck_assert_msg(from != NULL, "%s", path);
	size_t length = fread(text, 1, sizeof(text) - 1, from);

	(void)fclose(from);
	text[length] = '\0';
	ck_assert_msg(mysql_query(world.owner, text) == 0, "%s: %s", file, mysql_error(world.owner));
	for (int more = 0; more == 0; more = mysql_next_result(world.owner)) {
		MYSQL_RES *result = mysql_store_result(world.owner);

		if (result)
			mysql_free_result(result);
	}
	ck_assert_msg(mysql_errno(world.owner) == 0, "%s: %s", file, mysql_error(world.owner));
}

int64_t look_number(const char *query)
{
	ck_assert_msg(mysql_query(world.owner, query) == 0, "%s: %s", query,
		      mysql_error(world.owner));

	MYSQL_RES *result = mysql_store_result(world.owner);
	MYSQL_ROW row = result ? mysql_fetch_row(result) : NULL;

	ck_assert_msg(row && row[0], "%s: no number", query);
	int64_t number = strtoll(row[0], NULL, 10);

	mysql_free_result(result);
	return number;
}

/* All that there are, but for three that keep some of their rows. */
static MYSQL_RES *tables_to_empty(void)
{
	static const char names[] =
		"SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() "
		"AND table_type = 'BASE TABLE' "
		"AND table_name NOT IN ('schema_migrations', 'accounts', 'users', 'totals')";

	ck_assert_int_eq(mysql_query(world.owner, names), 0);

	MYSQL_RES *tables = mysql_store_result(world.owner);

	ck_assert_ptr_nonnull(tables);
	return tables;
}

static void empty_tables(void)
{
	MYSQL_RES *tables = tables_to_empty();
	MYSQL_ROW row;

	sql("SET SESSION foreign_key_checks = 0");
	while ((row = mysql_fetch_row(tables)))
		sql("TRUNCATE %s", row[0]);
	mysql_free_result(tables);
	sql("DELETE FROM accounts WHERE user_id IS NOT NULL");
	sql("DELETE FROM users");
	sql("UPDATE totals SET completed_drops = 0, paid_cents = 0, fees_cents = 0, "
	    "submissions = 0, competitors = 0");
	sql("SET SESSION foreign_key_checks = 1");
}

void world_join(void)
{
	int applied;

	world.arena = arena_create();
	ck_ok(config_load(world.arena, "/dev/null"));
	log_open("none", "test");
	world.db = db_create();
	db_use(world.db, world.arena);
	world.owner = connect_owner();
	ck_ok(migrate(world.db, settings()->sql_dir, &applied));
}

void world_open(void)
{
	world_join();
	empty_tables();
}

void world_close(void)
{
	mysql_close(world.owner);
	db_free(world.db);
	arena_free(world.arena);
}

/* A connection must not be shared with a parent; the parent's is left alone, not closed. */
void world_reopen(void)
{
	world.db = db_create();
	db_use(world.db, world.arena);
	world.owner = connect_owner();
}

struct grant {
	struct id user, grant;
	const char *name;
	struct money amount, balance;
};

static enum error create_user(struct db *db, void *arg)
{
	struct grant *grant = arg;

	TRY(signup_create(db, &(struct newcomer){ .user = grant->user, .name = grant->name }));
	TRY(db_flush(db));
	if (!grant->amount.cents)
		return OK;
	return ledger_grant(db, grant->grant, grant->user, grant->amount, &grant->balance);
}

/* As anybody proves it: by an answer that is graded above F. */
static void prove(struct id user)
{
	struct id job = given_drop();

	ck_ok(act_submit(job, user, NULL));
	age(job, 301);
	(void)act_pass();
}

struct id given_user_as(struct given_user given)
{
	struct grant grant = { id_new(), id_new(), given.name ? given.name : "somebody",
			       cents(given.cents), cents(0) };

	ck_ok(db_transact(world.db, DB_TRANSACTION, create_user, &grant));
	if (given.proven)
		prove(grant.user);
	return grant.user;
}

struct act {
	struct id job, user, request;
	struct order order;
	bool paid;
	struct shortfall shortfall;
	struct claim claim;
	struct answer answer;
	struct submission submission;
	bool closed;
};

static enum error run(struct db *db, void *arg)
{
	struct act *act = arg;

	return drop_create(db, &act->order, &act->paid, &act->shortfall);
}

static struct act order_of(struct id sender, const char *prompt, const char *pack, int64_t price,
			   int64_t seconds)
{
	return (struct act){ .order = { .job = id_new(),
					.transfer = id_new(),
					.sender = sender,
					.prompt = prompt,
					.title = title_of(world.arena, prompt),
					.pack = pack,
					.env_vars = { "{}", 2 },
					.price = cents(price),
					.time_limit_seconds = seconds } };
}

enum error act_run(struct id sender, const char *prompt, int64_t price, int64_t seconds,
		   struct id *job)
{
	struct act act = order_of(sender, prompt, "wild", price, seconds);

	TRY(db_transact(world.db, DB_TRANSACTION, run, &act));
	*job = act.order.job;
	return act.paid ? OK : ERR_PAYMENT_REQUIRED;
}

struct id given_drop_as(struct given_drop given)
{
	int64_t price = given.cents ? given.cents : 100;
	struct id sender = given.sender;

	if (id_is_none(sender))
		sender = given_user(.name = "sender", .cents = given.unpaid ? 0 : price);

	struct act act = order_of(sender,
				  given.prompt ? given.prompt
					       : "Name three rivers of Europe "
						 "and say where each one ends.",
				  given.pack ? given.pack : "wild", price,
				  given.seconds ? given.seconds : 300);

	if (given.env_vars)
		act.order.env_vars = (struct json){ given.env_vars, strlen(given.env_vars) };
	ck_ok(db_transact(world.db, DB_TRANSACTION, run, &act));
	ck_assert(act.paid == !given.unpaid);
	return act.order.job;
}

static enum error pay(struct db *db, void *arg)
{
	struct act *act = arg;

	return drop_pay(db, act->job, act->user, act->request, &act->paid, &act->shortfall);
}

enum error act_pay(struct id job, struct id user)
{
	struct act act = { .job = job, .user = user, .request = id_new() };

	TRY(db_transact(world.db, DB_TRANSACTION, pay, &act));
	return act.paid ? OK : ERR_PAYMENT_REQUIRED;
}

static enum error cancel(struct db *db, void *arg)
{
	struct act *act = arg;

	return drop_cancel(db, act->job, act->user, act->request);
}

enum error act_cancel(struct id job, struct id user)
{
	struct act act = { .job = job, .user = user, .request = id_new() };

	return db_transact(world.db, DB_TRANSACTION, cancel, &act);
}

static enum error take(struct db *db, void *arg)
{
	struct act *act = arg;
	struct actor who = { act->user, ID_NONE, act->request };

	return claim_take(db, act->job, &who, &act->claim);
}

enum error act_claim(struct id job, struct id user, struct claim *out)
{
	struct act act = { .job = job, .user = user, .request = id_new() };

	TRY(db_transact(world.db, DB_TRANSACTION, take, &act));
	if (out)
		*out = act.claim;
	return OK;
}

static enum error release(struct db *db, void *arg)
{
	struct act *act = arg;
	struct actor who = { act->user, ID_NONE, act->request };

	return claim_release(db, act->job, &who, &act->claim);
}

enum error act_release(struct id job, struct id user)
{
	struct act act = { .job = job, .user = user, .request = id_new() };

	return db_transact(world.db, DB_TRANSACTION, release, &act);
}

static enum error submit(struct db *db, void *arg)
{
	struct act *act = arg;

	return submission_create(db, act->job, &act->answer, &act->submission, &act->closed);
}

enum error act_submit(struct id job, struct id user, const char *text)
{
	struct id id = id_new();
	struct act act = {
		.job = job,
		.answer = { .submission = id,
			    .claim = id_new(),
			    .judge_token = id_new(),
			    .user = user,
			    .work.text =
				    text ? text
					 : arena_printf(
						   world.arena,
						   "The Rhine ends in the North Sea, the "
						   "Danube in the Black Sea and the Volga in the Caspian Sea; so says %s.",
						   id.text),
			    .work.files = { "[]", 2 } }
	};

	TRY(db_transact(world.db, DB_TRANSACTION, submit, &act));
	return act.closed ? ranking_run(world.db, job, act.answer.judge_token, judge_local) : OK;
}

static void complain(struct id job, enum error e)
{
	ck_abort_msg("the clock stumbled over %s: %s: %s", job.text, error_name(e),
		     failure_note()->text);
}

struct moved act_pass(void)
{
	static const struct judges judges = { .rank = judge_local,
					      .verify = verify_local,
					      .takes_no_time = true };
	const struct deadline_limits limits = { .items = 1000000, .ms = 600000 };
	struct moved moved = { 0 };

	ck_ok(deadline_enforce(world.db, &judges, &limits, complain, &moved));
	return moved;
}

static enum error find_sender(struct db *db, void *arg)
{
	struct job *job = arg;
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT sender FROM jobs WHERE id = ?", job->id));
	if (!rows_next(rows))
		return ERR_NOT_FOUND;
	return job_find(db, job->id, row_id(rows, "sender"), job);
}

struct job look_job(struct id id)
{
	struct job job = { .id = id };

	ck_ok(db_transact(world.db, DB_AUTOCOMMIT, find_sender, &job));
	return job;
}

int64_t look_balance(struct id user)
{
	return look_number(arena_printf(world.arena, "SELECT balance_cents FROM accounts "
					"WHERE id = '%s'", user.text));
}

void age(struct id job, int64_t seconds)
{
	sql("UPDATE jobs SET window_closes_at = window_closes_at - INTERVAL %lld SECOND, "
	    "next_lapse_at = next_lapse_at - INTERVAL %lld SECOND, "
	    "closed_at = closed_at - INTERVAL %lld SECOND, "
	    "judging_until = judging_until - INTERVAL %lld SECOND, "
	    "judge_at = judge_at - INTERVAL %lld SECOND, "
	    "lease_expires_at = lease_expires_at - INTERVAL %lld SECOND WHERE id = '%s'",
	    (long long)seconds, (long long)seconds, (long long)seconds, (long long)seconds,
	    (long long)seconds, (long long)seconds, job.text);
	sql("UPDATE claims SET first_claimed_at = first_claimed_at - INTERVAL %lld SECOND, "
	    "expires_at = expires_at - INTERVAL %lld SECOND WHERE job_id = '%s'",
	    (long long)seconds, (long long)seconds, job.text);
	sql("UPDATE cooldowns SET expires_at = expires_at - INTERVAL %lld SECOND, "
	    "created_at = created_at - INTERVAL %lld SECOND WHERE job_id = '%s'",
	    (long long)seconds, (long long)seconds, job.text);
}

static enum error audit(struct db *db, void *out)
{
	return audit_run(db, out);
}

void check_audit(void)
{
	struct audit result = { .count = 0 };

	ck_ok(db_transact(world.db, DB_SNAPSHOT, audit, &result));
	for (int i = 0; i < result.count; i++)
		ck_assert_msg(result.findings[i].violations == 0, "does not hold: %s (%lld times)",
			      result.findings[i].invariant,
			      (long long)result.findings[i].violations);
}

static void contend(int i, const int gate[2], int *outcomes, enum error (*work)(int, void *),
		    void *context)
{
	char go;

	world_reopen();
	(void)look_number("SELECT 1");
	close(gate[1]);
	/* The gate opens when the parent closes its end: all read end-of-file at once. */
	if (read(gate[0], &go, 1) < 0)
		_exit(1);
	outcomes[i] = (int)work(i, context);
	_exit(0);
}

struct race race_of(int n, enum error (*work)(int i, void *context), void *context)
{
	struct race race = { { 0 } };
	size_t bytes = sizeof(int) * (size_t)n;
	int *outcomes = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int gate[2], status;

	ck_assert(outcomes != MAP_FAILED && pipe(gate) == 0);
	for (int i = 0; i < n; i++) {
		outcomes[i] = -1;

		pid_t child = fork();

		ck_assert_int_ge(child, 0);
		if (child == 0)
			contend(i, gate, outcomes, work, context);
	}
	close(gate[0]);
	usleep(200 * 1000 + (useconds_t)n * 2000); /* time to connect: only makes the race closer */
	close(gate[1]);
	while (wait(&status) > 0)
		ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a contender died");
	for (int i = 0; i < n; i++) {
		ck_assert_int_ge(outcomes[i], 0);
		race.outcomes[outcomes[i]]++;
	}
	(void)munmap(outcomes, bytes);
	return race;
}
