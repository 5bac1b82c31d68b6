/*
 * The one loop around a transaction, seen from outside: what it runs again,
 * what a failed run leaves behind (nothing), and what it does not put up with.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "race/rival.h"
#include "support/suite.h"

/* Two users' rows stand for any two that are locked in opposite order. */
struct meeting {
	struct gate gate;
	struct id users[2];
	int runs[2];	 /* of each contender's work */
	int attempts[2]; /* as db_attempts has it */
};

struct contender {
	struct meeting *meeting;
	int i;
};

static enum error rename_user(struct db *db, struct id id, const char *name)
{
	return db_exec(db, "UPDATE users SET name = CONCAT(name, ?) WHERE id = ?", name, id);
}

static enum error lock_crosswise(struct db *db, void *arg)
{
	const struct contender *c = arg;
	struct meeting *meeting = c->meeting;

	TRY(rename_user(db, meeting->users[c->i], "+"));
	if (++meeting->runs[c->i] == 1)
		(void)pthread_barrier_wait(&meeting->gate.barrier);
	return rename_user(db, meeting->users[1 - c->i], "+");
}

static enum error meet(int i, void *context)
{
	struct contender contender = { context, i };
	enum error e = db_transact(world_db(), DB_TRANSACTION, lock_crosswise, &contender);

	contender.meeting->attempts[i] = db_attempts(world_db());
	return e;
}

START_TEST(of_two_that_deadlock_one_is_run_again_and_both_succeed)
{
	struct meeting *meeting = shared_memory(sizeof(*meeting));

	gate_set(&meeting->gate, 2);
	for (int i = 0; i < 2; i++)
		meeting->users[i] = given_user(.name = "n");

	struct race race = race_of(2, meet, meeting);

	ck_assert_int_eq(race.outcomes[OK], 2);
	ck_assert_int_eq(meeting->attempts[0] + meeting->attempts[1], 3);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE name = 'n++'"), 2);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ a lock that is not given */

struct waiting {
	struct id first, blocked;
	int runs;
	int64_t names_seen; /* when the second run begins: what the first one left */
	bool first_is_free;
};

static bool is_free(struct id user)
{
	return look_number(arena_printf(world_arena(), "SELECT COUNT(*) FROM users WHERE id = '%s' "
					"FOR UPDATE SKIP LOCKED", user.text)) == 1;
}

static enum error rename_and_wait(struct db *db, void *arg)
{
	struct waiting *waiting = arg;

	if (++waiting->runs == 2) {
		waiting->first_is_free = is_free(waiting->first);
		waiting->names_seen = look_number("SELECT COUNT(*) FROM users WHERE name = 'n+'");
	}
	TRY(db_exec(db, "SET SESSION innodb_lock_wait_timeout = 1"));
	TRY(rename_user(db, waiting->first, "+"));
	return rename_user(db, waiting->blocked, "+");
}

static enum error wait_for_row(void *context)
{
	return db_transact(world_db(), DB_TRANSACTION, rename_and_wait, context);
}

static struct waiting *given_waiting(void)
{
	struct waiting *waiting = shared_memory(sizeof(*waiting));

	waiting->first = given_user(.name = "n");
	waiting->blocked = given_user(.name = "n");
	row_hold("users", waiting->blocked);
	return waiting;
}

static void await_runs(const struct waiting *waiting, int n)
{
	const volatile int *runs = &waiting->runs;

	while (*runs < n)
		usleep(1000);
}

START_TEST(a_lock_wait_that_times_out_is_rolled_back_wholly_and_run_again)
{
	struct waiting *waiting = given_waiting();
	struct rival rival = rival_start(wait_for_row, waiting);

	await_runs(waiting, 2);
	row_let_go();
	ck_assert_int_eq(rival_end(rival), OK);
	ck_assert_int_ge(waiting->runs, 2);
	ck_assert(waiting->first_is_free);
	ck_assert_int_eq(waiting->names_seen, 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE name = 'n+'"), 2);
	check_audit();
}
END_TEST

START_TEST(patience_ends_and_leaves_nothing_behind)
{
	struct waiting *waiting = given_waiting();
	int64_t start = monotonic_ms();

	settings_mutable()->db_patience_ms = 500;
	ck_assert_int_eq(rival_end(rival_start(wait_for_row, waiting)), ERR_CONTENDED);
	ck_assert_int_lt(monotonic_ms() - start, 3000);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE name = 'n'"), 2);
	ck_assert(is_free(waiting->first));
	row_let_go();
	check_audit();
}
END_TEST

/* ------------------------------------------------------ work that goes on after a failure */

/* It does not notice that its transaction is gone. */
static enum error ignore_deadlock(struct db *db, void *arg)
{
	const struct contender *c = arg;
	struct meeting *meeting = c->meeting;
	struct rows *rows;
	bool first = ++meeting->runs[c->i] == 1;

	TRY(rename_user(db, meeting->users[c->i], "+"));
	if (first)
		(void)pthread_barrier_wait(&meeting->gate.barrier);

	enum error e = db_query(db, &rows, "SELECT id FROM users WHERE id = ? FOR UPDATE",
				meeting->users[1 - c->i]);

	(void)e;
	return rename_user(db, meeting->users[1 - c->i], "+");
}

static enum error meet_heedless(int i, void *context)
{
	struct contender contender = { context, i };
	enum error e = db_transact(world_db(), DB_TRANSACTION, ignore_deadlock, &contender);

	contender.meeting->attempts[i] = db_attempts(world_db());
	return e;
}

START_TEST(work_that_ignores_a_deadlock_is_done_wholly_or_not_at_all)
{
	struct meeting *meeting = shared_memory(sizeof(*meeting));

	gate_set(&meeting->gate, 2);
	for (int i = 0; i < 2; i++)
		meeting->users[i] = given_user(.name = "n");

	struct race race = race_of(2, meet_heedless, meeting);

	ck_assert_int_eq(race.outcomes[OK], 2);
	ck_assert_int_eq(meeting->attempts[0] + meeting->attempts[1], 3);
	ck_assert_int_eq(look_number("SELECT SUM(CHAR_LENGTH(name) - 1) FROM users"), 4);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ a full queue */

enum { MANY = 100 };

static enum error queue_many(struct db *db, void *arg)
{
	struct waiting *waiting = arg;

	waiting->runs++;
	for (int i = 0; i < MANY; i++)
		db_queue(db, "UPDATE users SET name = '+' WHERE id = ?", waiting->first);
	if (waiting->runs == 1)
		db_queue(db, "INSERT INTO users (id, name, created_at) VALUES (?, 'twin', NOW(3))",
			 waiting->first);
	for (int i = 0; i < MANY; i++)
		db_queue(db, "UPDATE users SET name = '-' WHERE id = ?", waiting->first);
	return OK;
}

/* A queue that is full is sent early: an error in there is the transaction's all the same. */
START_TEST(an_error_in_a_queue_that_was_sent_early_fails_the_transaction)
{
	struct waiting waiting = { .first = given_user(.name = "") };

	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, queue_many, &waiting),
			 ERR_DUPLICATE);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE name = ''"), 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ broken promises */

static enum error nothing(struct db *db, void *arg)
{
	(void)db;
	(void)arg;
	return OK;
}

static enum error nest(struct db *db, void *arg)
{
	return db_transact(db, DB_TRANSACTION, nothing, arg);
}

static void transact_within_a_transaction(void)
{
	(void)!db_transact(world_db(), DB_TRANSACTION, nest, NULL);
}

static void transact_with_a_statement_queued(void)
{
	db_queue(world_db(), "DO 1");
	(void)!db_transact(world_db(), DB_TRANSACTION, nothing, NULL);
}

static void pass_a_value_too_few(void)
{
	(void)!db_exec(world_db(), "UPDATE users SET name = ? WHERE id = ?", "n");
}

static void query_what_returns_no_rows(void)
{
	struct rows *rows;

	(void)!db_query(world_db(), &rows, "DO 1");
}

static enum error post_unbalanced(struct db *db, void *arg)
{
	struct account account = { .balance = cents(0) };

	TRY(account_lock(db, *(struct id *)arg, &account));
	return ledger_post(db, id_new(), "grant:unbalanced", LEGS(wallet_leg(&account, cents(5))));
}

static void post_money_from_nowhere(void)
{
	struct id user = given_user();

	(void)!db_transact(world_db(), DB_TRANSACTION, post_unbalanced, &user);
}

static int signal_of(void (*mistake)(void))
{
	const struct rlimit no_core = { 0, 0 };
	int status;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		(void)setrlimit(RLIMIT_CORE, &no_core);
		world_reopen();
		mistake();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

START_TEST(a_broken_promise_aborts)
{
	static void (*const mistakes[])(void) = {
		transact_within_a_transaction, transact_with_a_statement_queued,
		pass_a_value_too_few,	       query_what_returns_no_rows,
		post_money_from_nowhere,
	};

	for (int i = 0; i < COUNT(mistakes); i++)
		ck_assert_msg(signal_of(mistakes[i]) == SIGABRT, "mistake %d was put up with", i);
	check_audit();
}
END_TEST

SUITE("deadlock", world_open, world_close, of_two_that_deadlock_one_is_run_again_and_both_succeed,
      a_lock_wait_that_times_out_is_rolled_back_wholly_and_run_again,
      patience_ends_and_leaves_nothing_behind,
      work_that_ignores_a_deadlock_is_done_wholly_or_not_at_all,
      an_error_in_a_queue_that_was_sent_early_fails_the_transaction, a_broken_promise_aborts)
