/* Who gets a hire when many want it, and what happens when its end and its sender come at once. */
#include <string.h>

#include "hire/verification.h"
#include "judge/verify.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"

enum { MANY = 40, ROUNDS = 24 };

struct plot {
	struct id job, sender, worker, users[MANY], jobs[MANY];
};

static enum error hold(int i, void *context)
{
	struct plot *plot = context;

	return act_hold(plot->job, plot->users[i]);
}

START_TEST(of_many_who_claim_a_hire_one_holds_it)
{
	struct plot plot = { .job = given_hire() };

	for (int i = 0; i < MANY; i++)
		plot.users[i] = given_user();

	struct race race = race_of(MANY, hold, &plot);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_NOT_OPEN], MANY - 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM presentations"), 1);
	check_audit();
}
END_TEST

static enum error hold_another(int i, void *context)
{
	struct plot *plot = context;

	return act_hold(plot->jobs[i], plot->worker);
}

START_TEST(of_many_claims_by_one_user_three_hold)
{
	enum { CLAIMS = 12 };
	struct plot plot = { .worker = given_user() };

	for (int i = 0; i < CLAIMS; i++)
		plot.jobs[i] = given_hire();

	struct race race = race_of(CLAIMS, hold_another, &plot);

	ck_assert_int_eq(race.outcomes[OK], 3);
	ck_assert_int_eq(race.outcomes[ERR_TOO_MANY_HOLDS], CLAIMS - 3);
	check_audit();
}
END_TEST

static enum error accept_or_cancel(int i, void *context)
{
	struct plot *plot = context;

	return i == 0 ? act_accept(plot->job, plot->worker)
		      : act_hire_cancel(plot->job, plot->sender);
}

START_TEST(accepted_and_cancelled_at_once_it_is_one_of_the_two)
{
	int cancelled = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct plot plot = { .sender = given_user(.cents = 500), .worker = given_user() };

		plot.job = given_hire(.sender = plot.sender);
		expect(OK, act_hold(plot.job, plot.worker));

		struct race race = race_of(2, accept_or_cancel, &plot);
		struct job seen = look_job(plot.job);
		bool gone = strcmp(seen.status, "cancelled") == 0;

		cancelled += gone;
		ck_assert(gone ||
			  (strcmp(seen.status, "accepted") == 0 && seen.cancellation_requested));
		ck_assert_int_eq(race.outcomes[OK], gone ? 1 : 2);
		ck_assert_int_eq(race.outcomes[ERR_FORBIDDEN], gone ? 1 : 0);
		ck_assert_int_eq(look_balance(plot.sender), gone ? 500 : 0);
	}
	ck_assert_int_le(cancelled, ROUNDS);
	check_audit();
}
END_TEST

static enum error deliver_or_pass(int i, void *context)
{
	static const bool yes = true;
	struct plot *plot = context;

	if (i == 0)
		return act_deliver(plot->job, plot->worker, NULL, &yes);
	(void)act_pass();
	return OK;
}

/* The deadline is over: whoever comes first, nothing is taken and one attempt is spent. */
START_TEST(a_late_delivery_loses_to_the_clock_however_they_come)
{
	for (int i = 0; i < ROUNDS; i++) {
		struct plot plot = { .worker = given_user() };

		plot.job = given_accepted(plot.worker);
		age_hire(plot.job, 3601);

		struct race race = race_of(3, deliver_or_pass, &plot);

		ck_assert_int_eq(race.outcomes[OK], 2);
		ck_assert_int_eq(race.outcomes[ERR_DEADLINE_PASSED] + race.outcomes[ERR_FORBIDDEN],
				 1);
		(void)act_pass(); /* a clock passes by what the late one has locked */
		ck_assert_int_eq(look_job(plot.job).attempt_count, 1);
		ck_assert_str_eq(look_job(plot.job).status, "queued");
	}
	check_audit();
}
END_TEST

static struct id lease;

static enum error verify(int i, void *context)
{
	struct plot *plot = context;

	(void)i;
	return verification_run(world_db(), plot->job, lease, verify_local);
}

START_TEST(of_many_verifications_under_one_lease_one_pays)
{
	enum { VERIFIERS = 8 };
	struct plot plot = { .worker = given_user() };

	plot.job = given_accepted(plot.worker);
	lease = id_new();
	sql("INSERT INTO deliveries (id, job_id, user_id, agent_id, attempt, output_text, created_at) "
	    "SELECT UUID(), id, receiver, receiver_agent_id, 1, 'The Rhine ends in the North Sea, the "
	    "Danube in the Black Sea and the Volga in the Caspian Sea.', NOW(3) FROM jobs WHERE id = '%s'",
	    plot.job.text);
	sql("UPDATE jobs SET status = 'submitted', submitted_at = NOW(3), delivery_id = (SELECT id FROM "
	    "deliveries WHERE job_id = '%s'), lease_token = '%s', lease_expires_at = NOW(3) + INTERVAL 1 MINUTE "
	    "WHERE id = '%s'", plot.job.text, lease.text, plot.job.text);

	struct race race = race_of(VERIFIERS, verify, &plot);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_CONFLICT], VERIFIERS - 1);
	ck_assert_int_eq(look_balance(plot.worker), 350);
	check_audit();
}
END_TEST

static enum error take_turns(int i, void *context)
{
	static const bool no = false;
	struct plot *plot = context;
	struct id user = plot->users[i];
	enum error e = act_hold(plot->job, user);

	if (e)
		return e;
	TRY(act_accept(plot->job, user));
	return act_deliver(plot->job, user, NULL, &no);
}

/* Agents fall over each other for a hire that nobody can do: three attempts, one refund. */
START_TEST(three_attempts_are_spent_however_many_try)
{
	struct plot plot = { .sender = given_user(.cents = 500) };

	plot.job = given_hire(.sender = plot.sender);
	for (int i = 0; i < MANY; i++)
		plot.users[i] = given_user();
	for (int round = 0; round < 10 && look_job(plot.job).attempt_count < 3; round++) {
		(void)race_of(MANY, take_turns, &plot);
		for (int i = 0; i < MANY; i++)
			plot.users[i] = given_user();
	}
	ck_assert_str_eq(look_job(plot.job).status, "failed");
	ck_assert_int_eq(look_job(plot.job).attempt_count, 3);
	ck_assert_int_eq(look_balance(plot.sender), 500);
	check_audit();
}
END_TEST

SUITE_WITH("hire_race", world_open, world_close, 120, of_many_who_claim_a_hire_one_holds_it,
	   of_many_claims_by_one_user_three_hold,
	   accepted_and_cancelled_at_once_it_is_one_of_the_two,
	   a_late_delivery_loses_to_the_clock_however_they_come,
	   of_many_verifications_under_one_lease_one_pays, three_attempts_are_spent_however_many_try)
