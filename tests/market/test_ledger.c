#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "money/topup.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

#define ESCROW "00000000-0000-7000-8000-000000000001"
#define FEES "00000000-0000-7000-8000-000000000002"
#define GRANTS "00000000-0000-7000-8000-000000000003"

static int64_t sum_of(const char *account)
{
	return look_number(arena_printf(world_arena(), "SELECT COALESCE(SUM(delta), 0) FROM entries "
					"WHERE account_id = '%s'", account));
}

static int64_t entries(void)
{
	return look_number("SELECT COUNT(*) FROM entries");
}

struct grant {
	struct id id, user;
	int64_t cents;
	struct money balance;
};

static enum error do_grant(struct db *db, void *arg)
{
	struct grant *grant = arg;

	return ledger_grant(db, grant->id, grant->user, cents(grant->cents), &grant->balance);
}

static enum error give(struct id id, struct id user, int64_t amount)
{
	struct grant grant = { id, user, amount, { 0 } };

	return db_transact(world_db(), DB_TRANSACTION, do_grant, &grant);
}

START_TEST(a_grant_comes_out_of_the_grants_account)
{
	struct id user = given_user();

	expect(OK, give(id_new(), user, 250));
	ck_assert_int_eq(look_balance(user), 250);
	ck_assert_int_eq(sum_of(GRANTS), -250);
	check_audit();
}
END_TEST

START_TEST(the_same_grant_is_booked_once)
{
	struct id user = given_user(), grant = id_new();

	expect(OK, give(grant, user, 250));
	expect(OK, give(grant, user, 250));
	ck_assert_int_eq(look_balance(user), 250);
	ck_assert_int_eq(entries(), 2);
	check_audit();
}
END_TEST

START_TEST(a_grant_of_nothing_or_to_nobody_is_refused)
{
	struct id user = given_user();

	expect(ERR_INVALID, give(id_new(), user, 0));
	expect(ERR_INVALID, give(id_new(), user, -5));
	expect(ERR_NOT_FOUND, give(id_new(), id_new(), 5));
	ck_assert_int_eq(entries(), 0);
	check_audit();
}
END_TEST

/* From the user's wallet to escrow, under a reason. */
struct posting {
	struct id user;
	const char *reason;
	int64_t out, in;
};

static enum error do_post(struct db *db, void *arg)
{
	struct posting *posting = arg;
	struct account wallet;

	TRY(account_lock(db, posting->user, &wallet));
	return ledger_post(db, id_new(), posting->reason,
			   LEGS(wallet_leg(&wallet, cents(-posting->out)),
				system_leg(ACCOUNT_ESCROW, cents(posting->in))));
}

static enum error post(struct posting posting)
{
	return db_transact(world_db(), DB_TRANSACTION, do_post, &posting);
}

START_TEST(a_wallet_never_falls_below_zero)
{
	struct id user = given_user(.cents = 100);

	expect(ERR_PAYMENT_REQUIRED, post((struct posting){ user, "test:1", 101, 101 }));
	ck_assert_int_eq(look_balance(user), 100);
	ck_assert_int_eq(entries(), 2);
	expect(OK, post((struct posting){ user, "test:1", 100, 100 }));
	ck_assert_int_eq(look_balance(user), 0);
}
END_TEST

START_TEST(a_reason_is_booked_once_for_all_time)
{
	struct id user = given_user(.cents = 100);

	expect(OK, post((struct posting){ user, "test:1", 10, 10 }));
	expect(ERR_DUPLICATE, post((struct posting){ user, "test:1", 10, 10 }));
	expect(OK, post((struct posting){ user, "test:1 ", 10, 10 }));
	expect(OK, post((struct posting){ user, "Test:1", 10, 10 }));
	ck_assert_int_eq(look_balance(user), 70);
}
END_TEST

START_TEST(money_from_nowhere_ends_the_program)
{
	struct id user = given_user(.cents = 100);
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		(void)signal(SIGABRT, SIG_DFL);
		world_reopen();
		(void)post((struct posting){ user, "test:1", 10, 11 });
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	ck_assert_int_eq(look_balance(user), 100);
	check_audit();
}
END_TEST

START_TEST(a_users_entries_are_numbered_and_say_the_balance_after)
{
	struct id user = given_user(.cents = 500), job;

	expect(OK, act_run(user, "Name a river.", 200, 300, &job));
	expect(OK, act_cancel(job, user));
	ck_assert_int_eq(look_number(arena_printf(world_arena(),
		"SELECT GROUP_CONCAT(CONCAT(seq, balance_after) ORDER BY seq SEPARATOR '') FROM entries "
		"WHERE account_id = '%s'", user.text)),
				     150023003500);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM entries WHERE account_id = '" ESCROW "' "
				     "AND (seq IS NOT NULL OR balance_after IS NOT NULL)"),
				     0);
	check_audit();
}
END_TEST

START_TEST(a_payout_goes_to_the_winner_and_to_fees)
{
	struct id winner = given_user(), job = given_drop(.cents = 333);

	ck_assert_int_eq(sum_of(ESCROW), 333);
	expect(OK, act_submit(job, winner, NULL));
	age(job, 301);
	(void)act_pass();
	ck_assert_int_eq(look_balance(winner), 267);
	ck_assert_int_eq(sum_of(FEES), 66);
	ck_assert_int_eq(sum_of(ESCROW), 0);
	check_audit();
}
END_TEST

START_TEST(a_leg_of_zero_is_left_out)
{
	struct id job;

	settings_mutable()->drop_fee_percent = 0;
	job = given_drop(.cents = 100);
	expect(OK, act_submit(job, given_user(), NULL));
	age(job, 301);
	(void)act_pass();
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM entries WHERE reason LIKE 'payout:%'"),
				     2);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM entries WHERE account_id = '" FEES "'"),
				     0);
	check_audit();
}
END_TEST

static enum error take_back_600(struct db *db, void *arg)
{
	return topup_take_back(db, &(const struct recall){ .kind = RECALL_DISPUTE,
							   .id = "dp_600",
							   .user = *(struct id *)arg,
							   .amount = cents(600) });
}

/* Of the sender of a job, whose money has come back. */
static enum error settle(struct db *db, void *arg)
{
	const struct id *job = arg;
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT sender FROM jobs WHERE id = ?", *job));
	ck_assert(rows_next(rows));
	return topup_settle(db, row_id(rows, "sender"), job->text);
}

START_TEST(a_frozen_wallet_spends_nothing_but_takes_refunds)
{
	struct id user = given_user(.cents = 500), job, other;

	expect(OK, act_run(user, "Name a river.", 100, 300, &job));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back_600, &user));
	expect(ERR_WALLET_FROZEN, act_run(user, "Name a lake.", 100, 300, &other));
	expect(OK, act_cancel(job, user));
	ck_assert_int_eq(look_balance(user), 100);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs"), 1);
	check_audit();
}
END_TEST

START_TEST(what_comes_into_a_frozen_wallet_settles_what_it_owes)
{
	struct id user = given_user(.cents = 500), jobs[2];

	expect(OK, act_run(user, "Name a river.", 100, 300, &jobs[0]));
	expect(OK, act_run(user, "Name a lake.", 250, 300, &jobs[1]));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back_600, &user));
	ck_assert_int_eq(look_number("SELECT SUM(shortage_cents) FROM users"), 450);
	for (int i = 0; i < 2; i++) {
		expect(OK, act_cancel(jobs[i], user));
		expect(OK, db_transact(world_db(), DB_TRANSACTION, settle, &jobs[i]));
		expect(OK, db_transact(world_db(), DB_TRANSACTION, settle, &jobs[i])); /* once */
		check_audit();
	}
	ck_assert_int_eq(look_balance(user), 0);
	ck_assert_int_eq(look_number("SELECT SUM(shortage_cents) FROM users"), 100);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE frozen_at IS NOT NULL"), 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'funds'"), 2);
}
END_TEST

SUITE("ledger", world_open, world_close, a_grant_comes_out_of_the_grants_account,
      the_same_grant_is_booked_once, a_grant_of_nothing_or_to_nobody_is_refused,
      a_wallet_never_falls_below_zero, a_reason_is_booked_once_for_all_time,
      money_from_nowhere_ends_the_program, a_users_entries_are_numbered_and_say_the_balance_after,
      a_payout_goes_to_the_winner_and_to_fees, a_leg_of_zero_is_left_out,
      a_frozen_wallet_spends_nothing_but_takes_refunds,
      what_comes_into_a_frozen_wallet_settles_what_it_owes)
