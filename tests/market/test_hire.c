/* Hires from posting to their end: their rules, on a real database. */
#include <string.h>

#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"

static const bool yes = true, no = false;

static void check_job(struct id job, const char *status, int attempts)
{
	struct job seen = look_job(job);

	ck_assert_str_eq(seen.status, status);
	ck_assert_int_eq(seen.attempt_count, attempts);
}

/* ------------------------------------------------------------ posting */

START_TEST(a_paid_hire_is_queued_and_its_price_in_escrow)
{
	struct id sender = given_user(.cents = 700), job = given_hire(.sender = sender);

	check_job(job, "queued", 0);
	ck_assert_str_eq(look_job(job).kind, "hire");
	ck_assert_ptr_null(look_job(job).pack);
	ck_assert_int_eq(look_balance(sender), 200);
	check_audit();
}
END_TEST

START_TEST(the_fee_is_a_fifth_and_fifty_cents)
{
	static const int64_t documented[][2] = {
		{ 500, 350 }, { 1000, 750 }, { 5000, 3950 }, { 100, 30 }
	};

	for (int i = 0; i < COUNT(documented); i++)
		ck_assert_int_eq(look_job(given_hire(.cents = documented[i][0])).prize_cents.cents,
				 documented[i][1]);
}
END_TEST

START_TEST(an_unpaid_hire_is_hidden_until_it_is_paid)
{
	struct id sender = given_user(), job = given_hire(.sender = sender, .unpaid = true);
	struct id worker = given_user(), pulled;

	expect(ERR_NOT_FOUND, act_hold(job, worker));
	expect(OK, act_pull(worker, ID_NONE, &pulled));
	ck_assert(id_is_none(pulled));
	expect(ERR_PAYMENT_REQUIRED, act_hire_pay(job, sender));
	expect(ERR_NOT_FOUND, act_hire_pay(job, worker));
	check_job(job, "pending_payment", 0);
	expect(OK, act_hire_cancel(job, sender));
	check_job(job, "cancelled", 0);
	expect(ERR_WRONG_STATE, act_hire_pay(job, sender));
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ holding */

START_TEST(a_held_hire_is_its_holders_for_half_a_minute)
{
	struct id job = given_hire(), worker = given_user(), other = given_user();

	expect(OK, act_hold(job, worker));
	check_job(job, "held", 0);
	expect(ERR_NOT_OPEN, act_hold(job, other));
	expect(OK, act_hold(job, worker)); /* again by its holder: as it stands */
	expect(ERR_NOT_FOUND, act_accept(job, other));
	age_hire(job, 29);
	expect(ERR_NOT_OPEN, act_hold(job, other));
	age_hire(job, 1);
	expect(ERR_HOLD_EXPIRED, act_accept(job, worker));
	ck_assert_str_eq(look_job(job).status, "queued"); /* though no clock has moved it */
	expect(OK, act_hold(job, other));
	expect(OK, act_accept(job, other));
	check_audit();
}
END_TEST

START_TEST(a_hold_again_by_its_holder_is_not_prolonged)
{
	struct id job = given_hire(), worker = given_user();

	expect(OK, act_hold(job, worker));
	age_hire(job, 20);
	expect(OK, act_hold(job, worker));
	age_hire(job, 15);
	expect(ERR_HOLD_EXPIRED, act_accept(job, worker));
}
END_TEST

START_TEST(the_clock_returns_a_lapsed_hold_to_the_queue)
{
	struct id job = given_hire(), worker = given_user();

	expect(OK, act_hold(job, worker));
	ck_assert_int_eq(act_pass().lapsed, 0);
	age_hire(job, 30);
	ck_assert_int_eq(act_pass().lapsed, 1);
	check_job(job, "queued", 0);
	check_audit();
}
END_TEST

START_TEST(what_was_let_go_of_is_not_held_again_by_any_agent_of_that_user)
{
	struct id rejected = given_hire(), lapsed = given_hire(), worker = given_user();
	struct id second = given_agent(worker, "second", NULL, "[]"), pulled;

	expect(OK, act_hold(rejected, worker));
	expect(OK, act_reject(rejected, worker));
	expect(OK, act_hold(lapsed, worker));
	age_hire(lapsed, 31);
	expect(ERR_ALREADY_PRESENTED, act_hold(rejected, worker));
	expect(ERR_ALREADY_PRESENTED, act_hold(lapsed, worker));
	expect(OK, act_pull(worker, second, &pulled));
	ck_assert(id_is_none(pulled));
	expect(OK, act_hold(rejected, given_user()));
	check_audit();
}
END_TEST

START_TEST(a_user_holds_three_at_most)
{
	struct id worker = given_user(), jobs[5], pulled;

	for (int i = 0; i < 5; i++)
		jobs[i] = given_hire();
	for (int i = 0; i < 3; i++)
		expect(OK, act_hold(jobs[i], worker));
	expect(ERR_TOO_MANY_HOLDS, act_hold(jobs[3], worker));
	ck_assert_int_gt(failure_note()->retry_after, 0);
	expect(ERR_TOO_MANY_HOLDS, act_pull(worker, ID_NONE, &pulled));
	expect(OK, act_accept(jobs[0], worker)); /* what is accepted is no hold */
	expect(OK, act_hold(jobs[3], worker));
	age_hire(jobs[1], 31); /* nor is what has lapsed */
	expect(OK, act_hold(jobs[4], worker));
	check_audit();
}
END_TEST

START_TEST(a_user_is_at_work_on_so_many_at_most)
{
	struct id worker = given_user(.proven = true), third = given_hire();

	settings_mutable()->hire_work_limit = 2;
	(void)given_accepted(worker);
	(void)given_accepted(worker);
	expect(OK, act_hold(third, worker));
	expect(ERR_TOO_MANY_HOLDS, act_accept(third, worker));
	check_job(third, "held", 0);
	settings_mutable()->hire_work_limit = 3;
	expect(OK, act_accept(third, worker));
	check_audit();
}
END_TEST

START_TEST(nobody_works_for_himself)
{
	struct id sender = given_user(.cents = 500), job = given_hire(.sender = sender), pulled;

	expect(ERR_OWN_DROP, act_hold(job, sender));
	expect(OK, act_pull(sender, ID_NONE, &pulled));
	ck_assert(id_is_none(pulled));
}
END_TEST

START_TEST(roles_are_kept_apart)
{
	struct id sender = given_user(.cents = 500), job = given_hire(.sender = sender);
	struct id worker = given_user(), stranger = given_user();

	expect(ERR_NOT_FOUND, act_accept(job, stranger));
	expect(ERR_FORBIDDEN, act_accept(job, sender));
	expect(OK, act_hold(job, worker));
	expect(ERR_FORBIDDEN, act_hire_cancel(job, worker)); /* it sees the job */
	expect(ERR_NOT_FOUND, act_hire_cancel(job, stranger));
	expect(ERR_WRONG_STATE, act_deliver(job, worker, NULL, &yes)); /* held, not accepted */
	expect(ERR_WRONG_STATE, act_give_up(job, worker));
	expect(OK, act_accept(job, worker));
	expect(ERR_WRONG_STATE, act_accept(job, worker));
	expect(ERR_WRONG_STATE, act_reject(job, worker));
	expect(ERR_NOT_FOUND, act_deliver(job, stranger, NULL, &yes));
	expect(ERR_FORBIDDEN, act_deliver(job, sender, NULL, &yes));
	expect(ERR_FORBIDDEN, act_give_up(job, sender));
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ delivering */

START_TEST(a_verified_delivery_pays_its_worker)
{
	struct id worker = given_user(), job = given_accepted(worker);
	struct job seen = look_job(job);

	ck_assert(id_equal(seen.receiver, worker));
	ck_assert_int_eq(seen.deadline_at.ms - seen.accepted_at.ms, 3600 * 1000);
	expect(OK, act_deliver(job, worker, NULL, &yes));
	check_job(job, "verified", 0);
	ck_assert_int_eq(look_balance(worker), 350);
	ck_assert_ptr_nonnull(look_job(job).output_text);
	ck_assert_int_eq(look_number("SELECT verified_count FROM agents WHERE verified_count > 0"),
				     1);
	expect(ERR_WRONG_STATE, act_deliver(job, worker, NULL, &yes));
	check_audit();
}
END_TEST

START_TEST(a_failed_delivery_goes_back_to_the_queue_and_keeps_its_worker_off)
{
	struct id worker = given_user(), job = given_accepted(worker);

	expect(OK, act_deliver(job, worker, NULL, &no));
	check_job(job, "queued", 1);
	ck_assert(id_is_none(look_job(job).receiver));
	ck_assert_ptr_null(look_job(job).output_text); /* the work stays its author's */
	expect(ERR_COOLDOWN, act_hold(job, worker));
	ck_assert_int_gt(failure_note()->retry_after, 3000);
	age_hire(job, 3601);
	expect(OK, act_hold(job, worker)); /* and then once more */
	check_audit();
}
END_TEST

START_TEST(failed_attempts_are_no_no_shows)
{
	struct id worker = given_user(.proven = true);

	for (int i = 0; i < 3; i++)
		expect(OK, act_deliver(given_accepted(worker), worker, NULL, &no));
	for (int i = 0; i < 3; i++) /* after three no-shows it would be two */
		expect(OK, act_claim(given_drop(), worker, NULL));
	check_audit();
}
END_TEST

START_TEST(the_third_failure_gives_the_money_back)
{
	struct id sender = given_user(.cents = 500), job = given_hire(.sender = sender);

	for (int i = 0; i < 3; i++) {
		struct id worker = given_user();

		expect(OK, act_hold(job, worker));
		expect(OK, act_accept(job, worker));
		expect(OK, act_deliver(job, worker, NULL, &no));
	}
	check_job(job, "failed", 3);
	ck_assert_str_eq(look_job(job).failure_reason, "attempts_spent");
	ck_assert_int_eq(look_balance(sender), 500);
	expect(ERR_NOT_OPEN, act_hold(job, given_user()));
	expect(ERR_WRONG_STATE, act_hire_cancel(job, sender));
	check_audit();
}
END_TEST

START_TEST(a_delivery_after_the_deadline_is_refused_though_no_clock_has_passed)
{
	struct id worker = given_user(), job = given_accepted(worker);

	age_hire(job, 3600);
	expect(ERR_DEADLINE_PASSED, act_deliver(job, worker, NULL, &yes));
	check_job(job, "accepted", 0);
	ck_assert_int_eq(act_pass().expired, 1);
	check_job(job, "queued", 1);
	expect(ERR_COOLDOWN, act_hold(job, worker));
	check_audit();
}
END_TEST

/* The same words for who is too late, whether cron was here or not, or another is at work by now. */
static void check_late_holder(struct id job, struct id worker)
{
	expect(ERR_HOLD_EXPIRED, act_accept(job, worker));
	expect(ERR_HOLD_EXPIRED, act_reject(job, worker));
	expect(ERR_HOLD_EXPIRED, act_deliver(job, worker, NULL, &yes));
	expect(ERR_HOLD_EXPIRED, act_give_up(job, worker));
}

START_TEST(a_late_holder_hears_the_same_before_and_after_the_clock)
{
	struct id job = given_hire(), worker = given_user(), other = given_user();

	expect(OK, act_hold(job, worker));
	age_hire(job, 30);
	check_late_holder(job, worker);
	ck_assert_int_eq(act_pass().lapsed, 1);
	check_late_holder(job, worker);
	expect(OK, act_hold(job, other));
	check_late_holder(job, worker);
	expect(OK, act_accept(job, other));
	expect(OK, act_deliver(job, other, NULL, &yes));
	check_late_holder(job, worker);
	check_job(job, "verified", 0);
	check_audit();
}
END_TEST

static void check_late_worker(struct id job, struct id worker)
{
	expect(ERR_DEADLINE_PASSED, act_deliver(job, worker, NULL, &yes));
	expect(ERR_DEADLINE_PASSED, act_give_up(job, worker));
	expect(ERR_DEADLINE_PASSED, act_accept(job, worker));
	expect(ERR_DEADLINE_PASSED, act_reject(job, worker));
}

START_TEST(a_late_worker_hears_the_same_before_and_after_the_clock)
{
	struct id worker = given_user(), other = given_user(), job = given_accepted(worker);

	age_hire(job, 3600);
	check_late_worker(job, worker);
	check_job(job, "accepted", 0);
	ck_assert_int_eq(act_pass().expired, 1);
	check_late_worker(job, worker);
	expect(OK, act_hold(job, other));
	check_late_worker(job, worker);
	/* Who let go, or failed, was not late; and who comes again is none of it any more. */
	expect(OK, act_reject(job, other));
	expect(ERR_FORBIDDEN, act_accept(job, other));
	sql("UPDATE cooldowns SET expires_at = NOW(3) - INTERVAL 1 SECOND");
	expect(OK, act_hold(job, worker));
	expect(OK, act_accept(job, worker));
	expect(OK, act_deliver(job, worker, NULL, &no));
	expect(ERR_FORBIDDEN, act_deliver(job, worker, NULL, &yes));
	check_audit();
}
END_TEST

START_TEST(an_overdue_hire_can_be_held_though_no_clock_has_passed)
{
	struct id late = given_user(), job = given_accepted(late), other = given_user();

	age_hire(job, 3600);
	expect(OK, act_hold(job, other));
	check_job(job, "held", 1);
	check_audit();
}
END_TEST

START_TEST(an_empty_text_and_the_prompt_itself_are_not_answers)
{
	struct id worker = given_user(), job = given_accepted(worker);

	expect(ERR_NOT_AN_ANSWER, act_deliver(job, worker, " \n", &yes));
	expect(ERR_NOT_AN_ANSWER,
	       act_deliver(job, worker,
			   " Name three rivers of Europe and say where each one ends. ", &yes));
	check_job(job, "accepted", 0); /* nothing is spent by that */
	check_audit();
}
END_TEST

START_TEST(giving_up_at_once_is_a_rejection)
{
	struct id worker = given_user(), job = given_accepted(worker);

	age_hire(job, 59);
	expect(OK, act_give_up(job, worker));
	check_job(job, "queued", 0);
	expect(ERR_ALREADY_PRESENTED, act_hold(job, worker));
	check_audit();
}
END_TEST

START_TEST(giving_up_later_spends_an_attempt)
{
	struct id worker = given_user(), job = given_accepted(worker);

	age_hire(job, 61);
	expect(OK, act_give_up(job, worker));
	check_job(job, "queued", 1);
	expect(ERR_COOLDOWN, act_hold(job, worker));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM job_logs "
				     "WHERE content = 'Attempt 1 of 3 is spent: its agent gave up.'"),
				     1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ cancelling */

START_TEST(a_waiting_or_held_hire_is_cancelled_at_once)
{
	struct id sender = given_user(.cents = 1000), worker = given_user();
	struct id waiting = given_hire(.sender = sender), held = given_hire(.sender = sender);

	expect(OK, act_hold(held, worker));
	expect(OK, act_hire_cancel(waiting, sender));
	expect(OK, act_hire_cancel(held, sender));
	check_job(waiting, "cancelled", 0);
	check_job(held, "cancelled", 0);
	ck_assert_int_eq(look_balance(sender), 1000);
	expect(ERR_FORBIDDEN, act_accept(held, worker));
	expect(ERR_WRONG_STATE, act_hire_cancel(held, sender));
	check_audit();
}
END_TEST

START_TEST(a_cancellation_asked_for_lands_on_the_next_failure)
{
	struct id sender = given_user(.cents = 500), job = given_hire(.sender = sender);
	struct id worker = given_user();

	expect(OK, act_hold(job, worker));
	expect(OK, act_accept(job, worker));
	expect(OK, act_hire_cancel(job, sender));
	ck_assert(look_job(job).cancellation_requested);
	check_job(job, "accepted", 0);
	expect(OK, act_deliver(job, worker, NULL, &no));
	check_job(job, "cancelled", 1);
	ck_assert_int_eq(look_balance(sender), 500);
	check_audit();
}
END_TEST

START_TEST(a_cancellation_asked_for_does_not_touch_a_success)
{
	struct id sender = given_user(.cents = 500), job = given_hire(.sender = sender);
	struct id worker = given_user();

	expect(OK, act_hold(job, worker));
	expect(OK, act_accept(job, worker));
	expect(OK, act_hire_cancel(job, sender));
	expect(OK, act_deliver(job, worker, NULL, &yes));
	check_job(job, "verified", 0);
	ck_assert_int_eq(look_balance(worker), 350);
	check_audit();
}
END_TEST

START_TEST(a_rejection_after_a_cancellation_was_asked_for_cancels)
{
	struct id sender = given_user(.cents = 500), job = given_hire(.sender = sender);
	struct id worker = given_user();

	expect(OK, act_hold(job, worker));
	expect(OK, act_accept(job, worker));
	expect(OK, act_hire_cancel(job, sender));
	expect(OK, act_give_up(job, worker));
	check_job(job, "cancelled", 0);
	ck_assert_int_eq(look_balance(sender), 500);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ verifying */

START_TEST(a_verifier_that_dies_is_replaced_when_its_lease_is_over)
{
	struct id worker = given_user(), job = given_accepted(worker);

	expect(OK, act_deliver(job, worker, NULL, &yes));
	/* As if the process had died between its two transactions. */
	job = given_accepted(worker);
	settings_mutable()->judge_lease_ms = 100;
	sql("INSERT INTO deliveries (id, job_id, user_id, agent_id, attempt, output_text, created_at) "
	    "SELECT UUID(), id, receiver, receiver_agent_id, 1, 'The Rhine ends in the North Sea, the "
	    "Danube in the Black Sea and the Volga in the Caspian Sea.', NOW(3) FROM jobs WHERE id = '%s'",
	    job.text);
	sql("UPDATE jobs SET status = 'submitted', submitted_at = NOW(3), delivery_id = (SELECT id FROM "
	    "deliveries WHERE job_id = '%s'), lease_token = UUID(), lease_expires_at = NOW(3) WHERE id = '%s'",
	    job.text, job.text);
	ck_assert_int_eq(act_pass().settled, 1);
	check_job(job, "verified", 0);
	check_audit();
}
END_TEST

START_TEST(what_is_handed_in_is_sealed_until_it_is_verified)
{
	struct id worker = given_user(), job = given_accepted(worker);

	sql("INSERT INTO deliveries (id, job_id, user_id, agent_id, attempt, output_text, created_at) "
	    "SELECT UUID(), id, receiver, receiver_agent_id, 1, 'secret', NOW(3) FROM jobs "
	    "WHERE id = '%s'", job.text);
	sql("UPDATE jobs SET status = 'submitted', submitted_at = NOW(3), delivery_id = (SELECT id FROM "
	    "deliveries WHERE job_id = '%s') WHERE id = '%s'", job.text, job.text);
	ck_assert_ptr_null(look_job(job).output_text);
}
END_TEST

SUITE("hire", world_open, world_close, a_paid_hire_is_queued_and_its_price_in_escrow,
      the_fee_is_a_fifth_and_fifty_cents, an_unpaid_hire_is_hidden_until_it_is_paid,
      a_held_hire_is_its_holders_for_half_a_minute, a_hold_again_by_its_holder_is_not_prolonged,
      the_clock_returns_a_lapsed_hold_to_the_queue,
      what_was_let_go_of_is_not_held_again_by_any_agent_of_that_user, a_user_holds_three_at_most,
      a_user_is_at_work_on_so_many_at_most, nobody_works_for_himself, roles_are_kept_apart,
      a_verified_delivery_pays_its_worker,
      a_failed_delivery_goes_back_to_the_queue_and_keeps_its_worker_off,
      failed_attempts_are_no_no_shows, the_third_failure_gives_the_money_back,
      a_delivery_after_the_deadline_is_refused_though_no_clock_has_passed,
      a_late_holder_hears_the_same_before_and_after_the_clock,
      a_late_worker_hears_the_same_before_and_after_the_clock,
      an_overdue_hire_can_be_held_though_no_clock_has_passed,
      an_empty_text_and_the_prompt_itself_are_not_answers, giving_up_at_once_is_a_rejection,
      giving_up_later_spends_an_attempt, a_waiting_or_held_hire_is_cancelled_at_once,
      a_cancellation_asked_for_lands_on_the_next_failure,
      a_cancellation_asked_for_does_not_touch_a_success,
      a_rejection_after_a_cancellation_was_asked_for_cancels,
      a_verifier_that_dies_is_replaced_when_its_lease_is_over,
      what_is_handed_in_is_sealed_until_it_is_verified)
