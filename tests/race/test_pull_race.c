/* Pulls against pulls, claims, rejections and the clock: a job goes to one agent, and nobody waits. */
#include <string.h>

#include "race/rival.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"

enum { AGENTS = 100, CROWD = 16, TURNS = 25, AGENTS_OF_ONE = 5 };

/* What the contenders of one race share. */
struct crowd {
	struct gate gate;
	struct id users[AGENTS], agents[AGENTS], pulled[AGENTS];
};

static struct crowd *crowd_of(int contenders)
{
	struct crowd *crowd = shared_memory(sizeof(*crowd));

	gate_set(&crowd->gate, contenders);
	return crowd;
}

static enum error pull_once(int i, void *context)
{
	struct crowd *crowd = context;

	gate_pass(&crowd->gate);
	return act_pull(crowd->users[i], crowd->agents[i], &crowd->pulled[i]);
}

/* Pulled by one or more of them, and by how many. */
static int times_pulled(const struct crowd *crowd, int n, struct id job)
{
	int times = 0;

	for (int i = 0; i < n; i++)
		times += id_equal(crowd->pulled[i], job);
	return times;
}

static void check_all_different(const struct crowd *crowd, int n)
{
	for (int i = 0; i < n; i++) {
		ck_assert_msg(!id_is_none(crowd->pulled[i]), "%d got nothing", i);
		ck_assert_int_eq(times_pulled(crowd, n, crowd->pulled[i]), 1);
	}
}

static int64_t waits_for_rows(void)
{
	return look_number("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
			   "WHERE VARIABLE_NAME = 'INNODB_ROW_LOCK_WAITS'");
}

/* All of one mind, or each without any: they all want the same job first. */
static void check_hundred(const char *tags)
{
	struct crowd *crowd = crowd_of(AGENTS);

	allow_connections(3 * AGENTS);
	for (int i = 0; i < AGENTS; i++) {
		(void)given_hire(.prompt = "Name three rivers of Europe, and who lives there.");
		crowd->users[i] = given_user();
		crowd->agents[i] = given_agent(crowd->users[i], "second", NULL, tags);
	}

	int64_t waits = waits_for_rows();
	struct race race = race_of(AGENTS, pull_once, crowd);

	ck_assert_int_eq(race.outcomes[OK], AGENTS);
	check_all_different(crowd, AGENTS);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'held'"), AGENTS);
	ck_assert_int_eq(waits_for_rows(), waits);
	check_audit();
}

START_TEST(a_hundred_agents_who_want_the_same_get_a_hundred_different_jobs)
{
	check_hundred("[\"rivers\", \"Europe\", \"living\"]");
}
END_TEST

START_TEST(a_hundred_agents_who_want_anything_get_a_hundred_different_jobs)
{
	check_hundred("[]");
}
END_TEST

/* Of one job too few, one agent gets nothing, and no error either. */
START_TEST(who_comes_too_late_gets_nothing)
{
	struct crowd *crowd = crowd_of(CROWD);
	int without = 0;

	for (int i = 0; i < CROWD; i++)
		crowd->users[i] = given_user();
	for (int i = 0; i < CROWD - 1; i++)
		(void)given_hire();

	struct race race = race_of(CROWD, pull_once, crowd);

	ck_assert_int_eq(race.outcomes[OK], CROWD);
	for (int i = 0; i < CROWD; i++)
		without += id_is_none(crowd->pulled[i]);
	ck_assert_int_eq(without, 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ what is locked elsewhere */

/* The server would not even count a wait of a millisecond: none is begun. */
START_TEST(a_job_that_is_locked_is_passed_by)
{
	struct id first = given_hire(), second = given_hire(), user = given_user(), job;
	int64_t waits = waits_for_rows();

	row_hold("jobs", first);
	expect(OK, act_pull(user, ID_NONE, &job));
	ck_assert_str_eq(job.text, second.text);
	expect(OK, act_pull(user, ID_NONE, &job));
	ck_assert(id_is_none(job));
	row_let_go();
	expect(OK, act_pull(user, ID_NONE, &job));
	ck_assert_str_eq(job.text, first.text);
	ck_assert_int_eq(waits_for_rows(), waits);
	check_audit();
}
END_TEST

START_TEST(a_lapsed_hold_that_is_locked_is_passed_by)
{
	struct id first = given_hire(), second = given_hire(), job;

	expect(OK, act_hold(first, given_user()));
	age_hire(first, 31);
	row_hold("jobs", first);
	expect(OK, act_pull(given_user(), ID_NONE, &job));
	ck_assert_str_eq(job.text, second.text);
	row_let_go();
	expect(OK, act_pull(given_user(), ID_NONE, &job));
	ck_assert_str_eq(job.text, first.text);
	check_audit();
}
END_TEST

START_TEST(another_users_pull_is_not_waited_for)
{
	struct id busy = given_user(), user = given_user(), first = given_hire(), job;

	row_hold("users", busy);
	expect(OK, act_pull(user, ID_NONE, &job));
	ck_assert_str_eq(job.text, first.text);
	row_let_go();
}
END_TEST

struct slow_pull {
	pthread_barrier_t *barrier;
	struct actor who;
	struct id job;
	bool found;
};

static enum error pull_and_linger(struct db *db, void *arg)
{
	struct slow_pull *pull = arg;

	TRY(hold_pull(db, &pull->who, &pull->job, &pull->found));
	TRY(db_flush(db));
	(void)pthread_barrier_wait(pull->barrier);
	(void)pthread_barrier_wait(pull->barrier);
	return pull->found ? OK : ERR_NOT_FOUND;
}

static enum error pull_slowly(void *context)
{
	struct crowd *crowd = context;
	struct slow_pull pull = { .barrier = &crowd->gate.barrier,
				  .who = { crowd->users[0], ID_NONE, id_new() } };

	return db_transact(world_db(), DB_TRANSACTION, pull_and_linger, &pull);
}

/* All that others do with their jobs goes on while a pull has not been committed. */
START_TEST(a_pull_stands_in_nobodys_way)
{
	struct crowd *crowd = crowd_of(2);
	struct id holder = given_user(), jobs[4], other = given_user(), job;

	for (int i = 0; i < 4; i++)
		jobs[i] = given_hire();
	for (int i = 0; i < 2; i++)
		expect(OK, act_hold(jobs[i], holder));
	crowd->users[0] = given_user();

	struct rival rival = rival_start(pull_slowly, crowd);
	int64_t waits = waits_for_rows();

	(void)pthread_barrier_wait(&crowd->gate.barrier);
	expect(OK, act_accept(jobs[0], holder));
	expect(OK, act_reject(jobs[1], holder));
	expect(OK, act_pull(other, ID_NONE, &job));
	ck_assert_str_eq(job.text, jobs[1].text);
	(void)given_hire();
	(void)pthread_barrier_wait(&crowd->gate.barrier);
	expect(OK, rival_end(rival));
	ck_assert_int_eq(waits_for_rows(), waits);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ one user, many processes */

START_TEST(a_user_who_pulls_from_ten_processes_holds_three)
{
	struct crowd *crowd = crowd_of(10);

	crowd->users[0] = given_user();
	for (int i = 0; i < 10; i++) {
		crowd->users[i] = crowd->users[0];
		(void)given_hire();
	}

	struct race race = race_of(10, pull_once, crowd);

	ck_assert_int_eq(race.outcomes[OK], 3);
	ck_assert_int_eq(race.outcomes[ERR_TOO_MANY_HOLDS], 10 - 3);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'held'"), 3);
	check_audit();
}
END_TEST

static enum error pull_and_reject(int i, void *context)
{
	struct crowd *crowd = context;
	struct id job;

	gate_pass(&crowd->gate);
	for (int turn = 0; turn < TURNS; turn++) {
		TRY(act_pull(crowd->users[i], crowd->agents[i], &job));
		if (!id_is_none(job))
			TRY(act_reject(job, crowd->users[i]));
	}
	return OK;
}

START_TEST(a_user_of_many_agents_is_shown_each_job_once)
{
	struct crowd *crowd = crowd_of(AGENTS_OF_ONE);
	struct id user = given_user();

	settings_mutable()->hire_hold_limit = AGENTS_OF_ONE;
	for (int i = 0; i < AGENTS_OF_ONE; i++) {
		crowd->users[i] = user;
		crowd->agents[i] = given_agent(user, arena_printf(world_arena(), "agent %d", i),
					       NULL, "[]");
	}
	for (int i = 0; i < AGENTS; i++)
		(void)given_hire();

	struct race race = race_of(AGENTS_OF_ONE, pull_and_reject, crowd);

	ck_assert_int_eq(race.outcomes[OK], AGENTS_OF_ONE);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM presentations"), AGENTS);
	ck_assert_int_eq(look_number("SELECT COUNT(DISTINCT job_id) FROM presentations"), AGENTS);
	check_audit();
}
END_TEST

/* Who claims locks the job and then the user; who pulls, the user and then a job. */
static enum error pull_or_claim(int i, void *context)
{
	struct crowd *crowd = context;
	struct id job;

	gate_pass(&crowd->gate);
	for (int turn = 0; turn < TURNS; turn++) {
		enum error e = i % 2 ? act_pull(crowd->users[0], ID_NONE, &job)
				     : act_hold(crowd->agents[turn], crowd->users[0]);

		if (e && e != ERR_TOO_MANY_HOLDS && e != ERR_ALREADY_PRESENTED && e != ERR_NOT_OPEN)
			return e;
	}
	return OK;
}

START_TEST(a_users_claims_and_pulls_do_not_tie_each_other_up)
{
	struct crowd *crowd = crowd_of(CROWD);
	int64_t deadlocks = look_number("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
					"WHERE VARIABLE_NAME = 'INNODB_DEADLOCKS'");

	settings_mutable()->hire_hold_limit = 1000;
	crowd->users[0] = given_user();
	for (int i = 0; i < TURNS; i++)
		crowd->agents[i] = given_hire(); /* the jobs, here */

	struct race race = race_of(CROWD, pull_or_claim, crowd);

	ck_assert_int_eq(race.outcomes[OK], CROWD);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'held'"), TURNS);
	ck_assert_int_eq(look_number("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
				     "WHERE VARIABLE_NAME = 'INNODB_DEADLOCKS'"),
				     deadlocks);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ pulls against the clock */

static bool is_legal(enum error e)
{
	static const enum error legal[] = { OK,
					    ERR_TOO_MANY_HOLDS,
					    ERR_HOLD_EXPIRED,
					    ERR_FORBIDDEN,
					    ERR_NOT_FOUND,
					    ERR_WRONG_STATE };

	for (int i = 0; i < COUNT(legal); i++)
		if (legal[i] == e)
			return true;
	return false;
}

/* Pull, think for a while, and then accept, reject, or let it lapse. */
static enum error take_one_up(int i, int turn, struct crowd *crowd)
{
	struct id job, user = crowd->users[i];
	enum error e = act_pull(user, ID_NONE, &job);

	if (e || id_is_none(job))
		return e;
	dawdle(4000);
	switch ((turn + i) % 3) {
	case 0: return act_accept(job, user);
	case 1: return act_reject(job, user);
	}
	age_hire(job, 1);
	return OK;
}

/* Two of the crowd are the clock. */
static enum error come_and_go(int i, void *context)
{
	struct crowd *crowd = context;

	gate_pass(&crowd->gate);
	for (int turn = 0; turn < TURNS; turn++) {
		enum error e = OK;

		dawdle(8000);
		if (i < 2)
			(void)act_pass();
		else
			e = take_one_up(i, turn, crowd);
		if (!is_legal(e))
			return e;
	}
	return OK;
}

START_TEST(holds_that_lapse_while_others_pull_go_to_one_of_them)
{
	struct crowd *crowd = crowd_of(CROWD);

	settings_mutable()->hire_hold_seconds = 1;
	for (int i = 0; i < CROWD; i++)
		crowd->users[i] = given_user();
	for (int i = 0; i < 2 * CROWD; i++)
		(void)given_hire();

	struct race race = race_of(CROWD, come_and_go, crowd);

	ck_assert_int_eq(race.outcomes[OK], CROWD);
	ck_assert_int_gt(look_number("SELECT COUNT(*) FROM presentations WHERE outcome = 'lapsed'"),
				     0);
	ck_assert_int_gt(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'accepted'"), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM (SELECT 1 FROM presentations "
				     "GROUP BY user_id, job_id HAVING COUNT(*) > 1) p"),
				     0);
	check_audit();
}
END_TEST

SUITE("pull_race", world_open, world_close,
      a_hundred_agents_who_want_the_same_get_a_hundred_different_jobs,
      a_hundred_agents_who_want_anything_get_a_hundred_different_jobs,
      who_comes_too_late_gets_nothing, a_job_that_is_locked_is_passed_by,
      a_lapsed_hold_that_is_locked_is_passed_by, another_users_pull_is_not_waited_for,
      a_pull_stands_in_nobodys_way, a_user_who_pulls_from_ten_processes_holds_three,
      a_user_of_many_agents_is_shown_each_job_once,
      a_users_claims_and_pulls_do_not_tie_each_other_up,
      holds_that_lapse_while_others_pull_go_to_one_of_them)
