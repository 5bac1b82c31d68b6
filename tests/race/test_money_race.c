#include "money/withdrawal.h"
#include "race/rival.h"
#include "support/suite.h"

enum { RUNS = 20, PAYS = 10, ROUNDS = 40, CRONS = 8, EACH = 10 };

struct scene {
	struct gate gate;
	struct id user, other, jobs[ROUNDS], users[ROUNDS];
	enum error outcomes[ROUNDS][2];
	int moved[CRONS];
	struct moved sum[CRONS];
};

static struct scene *scene_of(int contenders)
{
	struct scene *scene = shared_memory(sizeof(*scene));

	gate_set(&scene->gate, contenders);
	return scene;
}

static int64_t count_status(const char *status)
{
	return look_number(arena_printf(world_arena(), "SELECT COUNT(*) FROM jobs WHERE status = '%s'",
					status));
}

static enum error run(int i, void *context)
{
	struct scene *scene = context;
	struct id job;

	(void)i;
	gate_pass(&scene->gate);
	return act_run(scene->user, "Name three rivers of Europe.", 100, 300, &job);
}

START_TEST(a_wallet_for_three_drops_opens_three_of_twenty)
{
	struct scene *scene = scene_of(RUNS);

	scene->user = given_user(.cents = 300);

	struct race race = race_of(RUNS, run, scene);

	ck_assert_int_eq(race.outcomes[OK], 3);
	ck_assert_int_eq(race.outcomes[ERR_PAYMENT_REQUIRED], RUNS - 3);
	ck_assert_int_eq(count_status("open"), 3);
	ck_assert_int_eq(count_status("pending_payment"), RUNS - 3);
	ck_assert_int_eq(look_balance(scene->user), 0);
	check_audit();
}
END_TEST

static enum error pay(int i, void *context)
{
	struct scene *scene = context;

	(void)i;
	gate_pass(&scene->gate);
	return act_pay(scene->jobs[0], scene->user);
}

static void give(struct id user, int64_t amount);

START_TEST(a_drop_paid_for_ten_times_at_once_is_paid_once)
{
	struct scene *scene = scene_of(PAYS);

	scene->user = given_user();
	scene->jobs[0] = given_drop(.sender = scene->user, .unpaid = true);
	give(scene->user, 500);

	struct race race = race_of(PAYS, pay, scene);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_WRONG_STATE], PAYS - 1);
	ck_assert_int_eq(look_balance(scene->user), 400);
	ck_assert_int_eq(count_status("open"), 1);
	check_audit();
}
END_TEST

static enum error pay_own(int i, void *context)
{
	struct scene *scene = context;

	gate_pass(&scene->gate);
	return act_pay(scene->jobs[i], scene->user);
}

START_TEST(ten_drops_paid_from_a_wallet_for_four_open_four)
{
	struct scene *scene = scene_of(PAYS);

	scene->user = given_user();
	for (int i = 0; i < PAYS; i++)
		scene->jobs[i] = given_drop(.sender = scene->user, .unpaid = true);
	give(scene->user, 450);

	struct race race = race_of(PAYS, pay_own, scene);

	ck_assert_int_eq(race.outcomes[OK], 4);
	ck_assert_int_eq(race.outcomes[ERR_PAYMENT_REQUIRED], PAYS - 4);
	ck_assert_int_eq(look_balance(scene->user), 50);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ grants */

struct gift {
	struct id user, grant;
	struct money amount, balance;
};

static enum error grant(struct db *db, void *arg)
{
	struct gift *gift = arg;

	return ledger_grant(db, gift->grant, gift->user, gift->amount, &gift->balance);
}

static void give(struct id user, int64_t amount)
{
	struct gift gift = { user, id_new(), cents(amount), cents(0) };

	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, grant, &gift), OK);
}

static enum error grant_at_once(int i, void *context)
{
	struct scene *scene = context;
	struct gift gift = { scene->user, scene->jobs[0], cents(100), cents(0) };

	(void)i;
	gate_pass(&scene->gate);
	TRY(db_transact(world_db(), DB_TRANSACTION, grant, &gift));
	return gift.balance.cents == 100 ? OK : ERR_BROKEN;
}

START_TEST(grants_with_one_id_at_once_are_one_entry)
{
	struct scene *scene = scene_of(8);

	scene->user = given_user();
	scene->jobs[0] = id_new();

	struct race race = race_of(8, grant_at_once, scene);

	ck_assert_int_eq(race.outcomes[OK], 8);
	ck_assert_int_eq(look_balance(scene->user), 100);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM transfers"), 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ cancel against claim */

static enum error cancel_or_claim(int i, void *context)
{
	struct scene *scene = context;

	for (int round = 0; round < ROUNDS; round++) {
		gate_pass(&scene->gate);
		dawdle(1500);
		scene->outcomes[round][i] = i == 0 ? act_cancel(scene->jobs[round], scene->user)
						   : act_claim(scene->jobs[round],
							       scene->users[round], NULL);
	}
	return OK;
}

/* Whoever comes first: a cancelled drop has no claim, and a claimed one is cancelled by request only. */
static void check_cancelled(const struct scene *scene, int round)
{
	struct job job = look_job(scene->jobs[round]);
	bool claimed = scene->outcomes[round][1] == OK;

	ck_assert_int_eq(scene->outcomes[round][0], OK);
	ck_assert(claimed || scene->outcomes[round][1] == ERR_NOT_OPEN);
	ck_assert_str_eq(job.status, claimed ? "open" : "cancelled");
	ck_assert(job.cancellation_requested == claimed);
	ck_assert_int_eq(job.claims_count, claimed);
}

START_TEST(of_a_cancellation_and_a_claim_the_second_sees_the_first)
{
	struct scene *scene = scene_of(2);

	scene->user = given_user(.cents = 100 * ROUNDS);
	for (int round = 0; round < ROUNDS; round++) {
		scene->jobs[round] = given_drop(.sender = scene->user);
		scene->users[round] = given_user();
	}

	struct race race = race_of(2, cancel_or_claim, scene);

	ck_assert_int_eq(race.outcomes[OK], 2);
	for (int round = 0; round < ROUNDS; round++)
		check_cancelled(scene, round);
	ck_assert_int_eq(look_balance(scene->user), 100 * count_status("cancelled"));
	check_audit();
}
END_TEST

/* ------------------------------------------------------ many clocks */

/* The sorts of drops that are due, and what becomes of each. */
static void given_empty(struct id job)
{
	age(job, 400);
}

static void given_answered(struct id job)
{
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(act_submit(job, given_user(), NULL), OK);
	age(job, 400);
}

static void given_cancelled_at_the_end(struct id job)
{
	struct job posted = look_job(job);

	ck_assert_int_eq(act_claim(job, given_user(), NULL), OK);
	ck_assert_int_eq(act_cancel(job, posted.sender), OK);
	age(job, 400);
}

static void given_cancelled_and_lapsed(struct id job)
{
	given_cancelled_at_the_end(job);
	sql("UPDATE jobs SET window_closes_at = SYSDATE(3) + INTERVAL 300 SECOND WHERE id = '%s'",
	    job.text);
}

static void given_lapsed(struct id job)
{
	ck_assert_int_eq(act_claim(job, given_user(), NULL), OK);
	age(job, 400);
	sql("UPDATE jobs SET window_closes_at = SYSDATE(3) + INTERVAL 300 SECOND WHERE id = '%s'",
	    job.text);
}

/* Its judge took the lease and died. */
static void given_abandoned(struct id job)
{
	given_answered(job);
	sql("UPDATE jobs SET status = 'ranking', closed_at = window_closes_at, next_lapse_at = NULL, "
	    "lease_token = '%s', lease_expires_at = SYSDATE(3) - INTERVAL 1 SECOND WHERE id = '%s'",
	    id_new().text, job.text);
}

static void (*const sorts[])(struct id) = {
	given_empty,  given_answered, given_cancelled_at_the_end, given_cancelled_and_lapsed,
	given_lapsed, given_abandoned
};

static enum error pass(int i, void *context)
{
	struct scene *scene = context;

	gate_pass(&scene->gate);
	scene->sum[i] = act_pass();
	return OK;
}

static struct moved sum_of(const struct scene *scene, int *workers)
{
	struct moved sum = { 0 };

	*workers = 0;
	for (int i = 0; i < CRONS; i++) {
		const struct moved *m = &scene->sum[i];

		sum.lapsed += m->lapsed;
		sum.closed += m->closed;
		sum.settled += m->settled;
		sum.failed += m->failed;
		sum.cancelled += m->cancelled;
		*workers += m->lapsed + m->settled + m->failed + m->cancelled > 0;
	}
	return sum;
}

START_TEST(eight_crons_share_sixty_due_drops_and_settle_each_once)
{
	struct scene *scene = scene_of(CRONS);
	int workers;

	for (int i = 0; i < COUNT(sorts) * EACH; i++)
		sorts[i % COUNT(sorts)](given_drop());

	struct race race = race_of(CRONS, pass, scene);
	struct moved sum = sum_of(scene, &workers);

	ck_assert_int_eq(race.outcomes[OK], CRONS);
	ck_assert_int_eq(sum.failed, EACH);
	ck_assert_int_eq(sum.cancelled, 2 * EACH);
	ck_assert_int_eq(sum.lapsed, EACH);
	ck_assert_int_eq(sum.closed, EACH);
	ck_assert_int_eq(sum.settled, 2 * EACH);
	ck_assert_int_ge(workers, 2);
	ck_assert_int_eq(count_status("completed"), 2 * EACH);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM settlements"), 5 * EACH);
	check_audit();
}
END_TEST

static enum error withdraw(struct db *db, void *arg)
{
	const struct scene *scene = arg;
	struct withdrawal withdrawal;
	struct money available;

	return withdrawal_create(db, id_new(), scene->user, cents(500), &withdrawal, &available);
}

static enum error spend_or_withdraw(int i, void *context)
{
	struct scene *scene = context;
	struct id job;

	gate_pass(&scene->gate);
	if (i % 2)
		return act_run(scene->user, "Name three lakes of Europe.", 500, 300, &job);
	return db_transact(world_db(), DB_TRANSACTION, withdraw, scene);
}

static struct id given_winner(void)
{
	struct id user = given_user(), job = given_drop(.cents = 1000);

	ck_assert_int_eq(act_submit(job, user, NULL), OK);
	age(job, 301);
	(void)act_pass();
	sql("UPDATE users SET stripe_account_id = 'acct_%s', stripe_account_status = 'active' WHERE id = '%s'",
	    user.text, user.text);
	return user;
}

START_TEST(a_prize_of_800_is_withdrawn_or_spent_by_500_once)
{
	settings_mutable()->payout_hold_seconds = 0;
	for (int round = 0; round < 10; round++) {
		struct scene *scene = scene_of(PAYS);

		scene->user = given_winner();

		struct race race = race_of(PAYS, spend_or_withdraw, scene);

		ck_assert_int_eq(race.outcomes[OK], 1);
		ck_assert_int_eq(race.outcomes[ERR_PAYMENT_REQUIRED], PAYS - 1);
		ck_assert_int_eq(look_balance(scene->user), 300);
	}
	check_audit();
}
END_TEST

SUITE("money_race", world_open, world_close, a_wallet_for_three_drops_opens_three_of_twenty,
      a_drop_paid_for_ten_times_at_once_is_paid_once,
      ten_drops_paid_from_a_wallet_for_four_open_four, grants_with_one_id_at_once_are_one_entry,
      of_a_cancellation_and_a_claim_the_second_sees_the_first,
      eight_crons_share_sixty_due_drops_and_settle_each_once,
      a_prize_of_800_is_withdrawn_or_spent_by_500_once)
