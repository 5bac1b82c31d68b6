#include "race/rival.h"
#include "support/suite.h"

enum { CLAIMERS = 200, DROPS = 30, CROWD = 16, TURNS = 25 };

/* What the contenders of one race share. */
struct crowd {
	struct gate gate;
	struct id jobs[DROPS], users[CLAIMERS];
	int outcomes[64];
};

static struct crowd *crowd_of(int contenders)
{
	struct crowd *crowd = shared_memory(sizeof(*crowd));

	gate_set(&crowd->gate, contenders);
	return crowd;
}

static int64_t places_of(struct id job)
{
	return look_job(job).claims_count;
}

static enum error claim_as_own_user(int i, void *context)
{
	struct crowd *crowd = context;

	gate_pass(&crowd->gate);
	return act_claim(crowd->jobs[0], crowd->users[i], NULL);
}

static enum error claim_own_drop(int i, void *context)
{
	struct crowd *crowd = context;

	gate_pass(&crowd->gate);
	return act_claim(crowd->jobs[i], crowd->users[0], NULL);
}

static enum error claim_the_one(int i, void *context)
{
	struct crowd *crowd = context;

	(void)i;
	gate_pass(&crowd->gate);
	return act_claim(crowd->jobs[0], crowd->users[0], NULL);
}

START_TEST(of_two_hundred_claimers_exactly_five_get_a_place)
{
	struct crowd *crowd = crowd_of(CLAIMERS);

	allow_connections(3 * CLAIMERS);
	crowd->jobs[0] = given_drop();
	for (int i = 0; i < CLAIMERS; i++)
		crowd->users[i] = given_user();

	struct race race = race_of(CLAIMERS, claim_as_own_user, crowd);

	ck_assert_int_eq(race.outcomes[OK], 5);
	ck_assert_int_eq(race.outcomes[ERR_DROP_FULL], CLAIMERS - 5);
	ck_assert_int_eq(places_of(crowd->jobs[0]), 5);
	check_audit();
}
END_TEST

START_TEST(a_user_who_claims_thirty_drops_at_once_gets_ten)
{
	struct crowd *crowd = crowd_of(DROPS);

	crowd->users[0] = given_user(.proven = true);
	for (int i = 0; i < DROPS; i++)
		crowd->jobs[i] = given_drop();

	struct race race = race_of(DROPS, claim_own_drop, crowd);

	ck_assert_int_eq(race.outcomes[OK], 10);
	ck_assert_int_eq(race.outcomes[ERR_TOO_MANY_CLAIMS], DROPS - 10);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM claims WHERE status = 'live'"), 10);
	check_audit();
}
END_TEST

START_TEST(a_user_who_claims_one_drop_twenty_times_at_once_holds_one_place)
{
	struct crowd *crowd = crowd_of(20);

	crowd->users[0] = given_user();
	crowd->jobs[0] = given_drop();

	struct race race = race_of(20, claim_the_one, crowd);

	ck_assert_int_eq(race.outcomes[OK], 20);
	ck_assert_int_eq(places_of(crowd->jobs[0]), 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ deadlines while waiting for a lock */

struct attempt {
	struct id job, user;
};

struct gift {
	struct id user, grant;
	struct money balance;
};

static enum error give(struct db *db, void *arg)
{
	struct gift *gift = arg;

	return ledger_grant(db, gift->grant, gift->user, cents(100), &gift->balance);
}

static enum error claim(void *context)
{
	const struct attempt *attempt = context;

	return act_claim(attempt->job, attempt->user, NULL);
}

static enum error submit(void *context)
{
	const struct attempt *attempt = context;

	return act_submit(attempt->job, attempt->user, NULL);
}

static void await_end_of_window(struct id job)
{
	await_number(arena_printf(world_arena(),
				  "SELECT SYSDATE(3) > window_closes_at FROM jobs WHERE id = '%s'",
				  job.text));
}

/* It waits for the row from before the window's end until after it. */
static enum error outcome_across_deadline(rival_work *work, struct attempt *attempt,
					  const char *table, struct id row)
{
	row_hold(table, row);

	struct rival rival = rival_start(work, attempt);

	await_waiting(1);
	ck_assert_int_eq(look_number(arena_printf(world_arena(),
		"SELECT SYSDATE(3) < window_closes_at FROM jobs WHERE id = '%s'",
		attempt->job.text)),
				     1);
	await_end_of_window(attempt->job);
	row_let_go();
	return rival_end(rival);
}

START_TEST(a_claim_that_waited_for_the_job_across_the_deadline_is_refused)
{
	struct attempt a = { given_drop(.seconds = 1), given_user() };

	ck_assert_int_eq(outcome_across_deadline(claim, &a, "jobs", a.job), ERR_WINDOW_CLOSED);
	ck_assert_int_eq(places_of(a.job), 0);
	check_audit();
}
END_TEST

START_TEST(a_claim_that_waited_for_its_user_across_the_deadline_is_refused)
{
	struct attempt a = { given_drop(.seconds = 1), given_user() };

	ck_assert_int_eq(outcome_across_deadline(claim, &a, "users", a.user), ERR_WINDOW_CLOSED);
	ck_assert_int_eq(places_of(a.job), 0);
	check_audit();
}
END_TEST

START_TEST(a_submission_that_waited_across_the_deadline_is_refused)
{
	struct attempt a = { given_drop(.seconds = 1), given_user() };

	ck_assert_int_eq(outcome_across_deadline(submit, &a, "jobs", a.job), ERR_WINDOW_CLOSED);
	ck_assert_int_eq(look_job(a.job).submissions_count, 0);
	check_audit();
}
END_TEST

START_TEST(a_submission_under_a_claim_that_waited_across_the_deadline_is_refused)
{
	struct attempt a = { given_drop(.seconds = 1), given_user() };

	ck_assert_int_eq(act_claim(a.job, a.user, NULL), OK);
	ck_assert_int_eq(outcome_across_deadline(submit, &a, "users", a.user), ERR_WINDOW_CLOSED);
	ck_assert_int_eq(look_job(a.job).submissions_count, 0);
	check_audit();
}
END_TEST

static enum error cancel(void *context)
{
	const struct attempt *attempt = context;

	return act_cancel(attempt->job, attempt->user);
}

START_TEST(a_cancellation_that_waited_across_the_deadline_finds_the_drop_ranking)
{
	struct id sender = given_user(.cents = 100);
	struct attempt a = { given_drop(.sender = sender, .seconds = 1), sender };

	ck_assert_int_eq(act_submit(a.job, given_user(), NULL), OK);
	ck_assert_int_eq(outcome_across_deadline(cancel, &a, "jobs", a.job), ERR_RANKING);
	ck_assert_int_eq(act_pass().settled, 1);
	ck_assert_str_eq(look_job(a.job).status, "completed");
	check_audit();
}
END_TEST

static enum error pay(void *context)
{
	const struct attempt *attempt = context;

	return act_pay(attempt->job, attempt->user);
}

/* The window is the whole of it, though the payment had to wait. */
START_TEST(a_window_starts_when_the_payment_has_its_lock)
{
	struct id sender = given_user();
	struct attempt a = { given_drop(.sender = sender, .unpaid = true), sender };
	struct gift gift = { sender, id_new(), cents(0) };

	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, give, &gift), OK);
	row_hold("jobs", a.job);

	struct rival rival = rival_start(pay, &a);

	await_waiting(1);
	sql("SET @waiting = SYSDATE(3)");
	await_number("SELECT SYSDATE(3) > @waiting + INTERVAL 500000 MICROSECOND");
	sql("SET @released = SYSDATE(3)");
	row_let_go();
	ck_assert_int_eq(rival_end(rival), OK);
	ck_assert_int_eq(look_number("SELECT window_closes_at >= @released + INTERVAL 300 SECOND "
				     "FROM jobs"),
				     1);
	check_audit();
}
END_TEST

/* The claim that filled the limit ran out while this one waited: it must not count any more. */
START_TEST(a_limit_is_counted_by_the_clock_after_the_wait)
{
	struct attempt a = { given_drop(), given_user() };
	struct id other = given_drop(.seconds = 1);

	settings_mutable()->claim_limit = 1;
	settings_mutable()->no_show_limit = 10;
	ck_assert_int_eq(act_claim(other, a.user, NULL), OK);
	row_hold("jobs", a.job);

	struct rival rival = rival_start(claim, &a);

	await_waiting(1);
	await_end_of_window(other);
	row_let_go();
	ck_assert_int_eq(rival_end(rival), OK);
	check_audit();
}
END_TEST

/* A claim that ran out while its owner waited to submit: the place is gone, and with it the turn. */
START_TEST(a_claim_that_ran_out_during_the_wait_is_a_no_show)
{
	struct attempt a = { given_drop(), given_user() };

	settings_mutable()->claim_seconds = 1;
	ck_assert_int_eq(act_claim(a.job, a.user, NULL), OK);
	row_hold("jobs", a.job);

	struct rival rival = rival_start(submit, &a);

	await_waiting(1);
	await_number(arena_printf(world_arena(),
				  "SELECT SYSDATE(3) > expires_at FROM claims "
				  "WHERE job_id = '%s'",
				  a.job.text));
	row_let_go();
	ck_assert_int_eq(rival_end(rival), ERR_COOLDOWN);
	(void)act_pass();
	ck_assert_int_eq(places_of(a.job), 0);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ killed while waiting */

enum { WAITERS = 12 };

static void kill_waiters(void)
{
	sql("FOR s IN (SELECT ID FROM information_schema.PROCESSLIST WHERE COMMAND = 'Execute' "
	    "AND INFO LIKE '%%FOR UPDATE%%' AND ID <> CONNECTION_ID()) DO "
	    "KILL CONNECTION s.ID; END FOR");
}

static enum error claim_or_kill(int i, void *context)
{
	struct crowd *crowd = context;

	if (i < WAITERS)
		return claim_as_own_user(i, crowd);
	row_hold("jobs", crowd->jobs[0]);
	gate_pass(&crowd->gate);
	for (int n = 0; n < 3; n++) {
		await_waiting(WAITERS);
		kill_waiters();
	}
	await_waiting(WAITERS);
	row_let_go();
	return OK;
}

/* Whoever waits for the row is shot, three times, and comes again. */
START_TEST(claims_whose_sessions_are_killed_while_they_wait_keep_the_count)
{
	struct crowd *crowd = crowd_of(WAITERS + 1);

	crowd->jobs[0] = given_drop();
	for (int i = 0; i < WAITERS; i++)
		crowd->users[i] = given_user();

	struct race race = race_of(WAITERS + 1, claim_or_kill, crowd);

	ck_assert_int_eq(race.outcomes[OK], 5 + 1);
	ck_assert_int_eq(race.outcomes[ERR_DROP_FULL], WAITERS - 5);
	ck_assert_int_eq(places_of(crowd->jobs[0]), 5);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ claim against release against lapse */

static const int legal[] = { OK, ERR_DROP_FULL, ERR_NOT_CLAIMED, ERR_CLAIM_SPENT };

static bool is_legal(enum error e)
{
	for (int i = 0; i < COUNT(legal); i++)
		if (legal[i] == (int)e)
			return true;
	return false;
}

/* Two of the crowd are the clock; the others come and go. */
static enum error come_and_go(int i, void *context)
{
	struct crowd *crowd = context;

	gate_pass(&crowd->gate);
	for (int turn = 0; turn < TURNS; turn++) {
		struct id job = crowd->jobs[(i + turn) % 2], user = crowd->users[i];
		enum error e = OK;

		dawdle(4000);
		if (i < 2)
			(void)act_pass();
		else
			e = (turn + i) % 3 ? act_claim(job, user, NULL) : act_release(job, user);
		if (!is_legal(e))
			return e;
		ck_assert_int_le(look_number("SELECT MAX(claims_count) FROM jobs"), 5);
	}
	return OK;
}

START_TEST(claims_releases_and_lapses_at_once_keep_the_count_of_places)
{
	struct crowd *crowd = crowd_of(CROWD);
	struct config *c = settings_mutable();

	c->claim_seconds = 1;
	c->cooldown_seconds = 0;
	c->no_show_limit = c->claim_limit = 1000;
	for (int i = 0; i < 2; i++)
		crowd->jobs[i] = given_drop();
	for (int i = 0; i < CROWD; i++)
		crowd->users[i] = given_user();

	struct race race = race_of(CROWD, come_and_go, crowd);

	ck_assert_int_eq(race.outcomes[OK], CROWD);
	check_audit();
	for (int i = 0; i < 2; i++)
		age(crowd->jobs[i], 2);
	(void)act_pass();
	ck_assert_int_eq(look_number("SELECT SUM(claims_count) FROM jobs"), 0);
	check_audit();
}
END_TEST

SUITE("claim_race", world_open, world_close, of_two_hundred_claimers_exactly_five_get_a_place,
      a_user_who_claims_thirty_drops_at_once_gets_ten,
      a_user_who_claims_one_drop_twenty_times_at_once_holds_one_place,
      a_claim_that_waited_for_the_job_across_the_deadline_is_refused,
      a_claim_that_waited_for_its_user_across_the_deadline_is_refused,
      a_submission_that_waited_across_the_deadline_is_refused,
      a_submission_under_a_claim_that_waited_across_the_deadline_is_refused,
      a_cancellation_that_waited_across_the_deadline_finds_the_drop_ranking,
      a_window_starts_when_the_payment_has_its_lock, a_limit_is_counted_by_the_clock_after_the_wait,
      a_claim_that_ran_out_during_the_wait_is_a_no_show,
      claims_whose_sessions_are_killed_while_they_wait_keep_the_count,
      claims_releases_and_lapses_at_once_keep_the_count_of_places)
