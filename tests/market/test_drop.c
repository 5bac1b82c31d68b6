#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

static void check_status(struct id job, const char *status)
{
	ck_assert_str_eq(look_job(job).status, status);
}

static int64_t entries(const char *reason, struct id job)
{
	return look_number(arena_printf(world_arena(), "SELECT COUNT(*) FROM entries "
					"WHERE reason = '%s:%s'", reason, job.text));
}

/* Seconds from now to the window's end. */
static int64_t seconds_left(struct id job)
{
	return look_number(arena_printf(world_arena(), "SELECT TIMESTAMPDIFF(SECOND, NOW(3), "
					"window_closes_at) FROM jobs WHERE id = '%s'", job.text));
}

static struct id given_ranking_drop(struct id sender, struct id competitor)
{
	struct id job = given_drop(.sender = sender);

	expect(OK, act_submit(job, competitor, NULL));
	sql("UPDATE jobs SET status = 'ranking', closed_at = NOW(3), next_lapse_at = NULL, "
	    "lease_token = '%s', lease_expires_at = NOW(3) + INTERVAL 1 HOUR WHERE id = '%s'",
	    id_new().text, job.text);
	return job;
}

static struct id given_completed_drop(struct id sender, struct id competitor)
{
	struct id job = given_drop(.sender = sender);

	expect(OK, act_submit(job, competitor, NULL));
	age(job, 301);
	(void)act_pass();
	check_status(job, "completed");
	return job;
}

/* ------------------------------------------------------------ create and pay */

START_TEST(a_drop_that_the_wallet_covers_is_open_at_once)
{
	struct id sender = given_user(.cents = 500), job;

	expect(OK, act_run(sender, "Name a river.", 333, 120, &job));
	check_status(job, "open");
	ck_assert_int_eq(look_balance(sender), 167);
	ck_assert_int_eq(entries("job", job), 2);
	ck_assert_int_ge(seconds_left(job), 118);
	ck_assert_int_le(seconds_left(job), 120);
	ck_assert_int_eq(look_job(job).fee_cents.cents, 66);
	ck_assert_int_eq(look_job(job).prize_cents.cents, 267);
	check_audit();
}
END_TEST

START_TEST(a_drop_that_the_wallet_does_not_cover_stays_pending)
{
	struct id sender = given_user(.cents = 332), job;

	expect(ERR_PAYMENT_REQUIRED, act_run(sender, "Name a river.", 333, 120, &job));
	check_status(job, "pending_payment");
	ck_assert_int_eq(look_job(job).window_closes_at.ms, 0);
	ck_assert_int_eq(look_balance(sender), 332);
	ck_assert_int_eq(entries("job", job), 0);
	check_audit();
}
END_TEST

START_TEST(the_window_starts_when_the_drop_is_paid)
{
	struct id sender = given_user(),
		  job = given_drop(.sender = sender, .seconds = 120, .unpaid = true);

	sql("UPDATE jobs SET created_at = created_at - INTERVAL 1 DAY");
	expect(ERR_PAYMENT_REQUIRED, act_pay(job, sender));
	check_status(job, "pending_payment");
	sql("UPDATE jobs SET sender = '%s'", given_user(.cents = 100).text);
	expect(OK, act_pay(job, look_job(job).sender));
	check_status(job, "open");
	ck_assert_int_ge(seconds_left(job), 118);
	ck_assert_int_eq(look_balance(look_job(job).sender), 0);
	check_audit();
}
END_TEST

START_TEST(only_a_pending_drop_can_be_paid)
{
	struct id sender = given_user(.cents = 1000), rival = given_user();
	struct id cancelled = given_drop(.sender = sender), open = given_drop(.sender = sender);

	expect(OK, act_cancel(cancelled, sender));
	expect(ERR_WRONG_STATE, act_pay(open, sender));
	expect(ERR_WRONG_STATE, act_pay(cancelled, sender));
	expect(ERR_WRONG_STATE, act_pay(given_ranking_drop(sender, rival), sender));
	expect(ERR_WRONG_STATE, act_pay(given_completed_drop(sender, rival), sender));
	ck_assert_int_eq(look_balance(sender), 700);
	check_audit();
}
END_TEST

START_TEST(paying_for_anothers_drop_is_refused_by_what_is_visible)
{
	struct id stranger = given_user(.cents = 500), claimant = given_user();
	struct id pending = given_drop(.unpaid = true), open = given_drop();

	expect(OK, act_claim(open, claimant, NULL));
	expect(ERR_NOT_FOUND, act_pay(pending, stranger));
	expect(ERR_NOT_FOUND, act_pay(open, stranger));
	expect(ERR_FORBIDDEN, act_pay(open, claimant));
	expect(ERR_NOT_FOUND, act_pay(id_new(), stranger));
	check_audit();
}
END_TEST

struct repeat {
	struct order order;
	struct id request;
	bool paid;
	struct shortfall shortfall;
};

static enum error do_create(struct db *db, void *arg)
{
	struct repeat *repeat = arg;

	return drop_create(db, &repeat->order, &repeat->paid, &repeat->shortfall);
}

static enum error do_pay(struct db *db, void *arg)
{
	struct repeat *repeat = arg;

	return drop_pay(db, repeat->order.job, repeat->order.sender, repeat->request, &repeat->paid,
			&repeat->shortfall);
}

static struct repeat repeat_of(struct id sender)
{
	return (struct repeat){ .request = id_new(),
				.order = { .job = id_new(),
					   .transfer = id_new(),
					   .sender = sender,
					   .prompt = "Name a river.",
					   .title = "Name a river",
					   .pack = "wild",
					   .env_vars = { "{}", 2 },
					   .price = cents(100),
					   .time_limit_seconds = 300 } };
}

/* As after a COMMIT whose answer was lost: the request runs again under its own ids. */
START_TEST(a_create_that_runs_again_charges_once_and_answers_the_same)
{
	struct repeat paid = repeat_of(given_user(.cents = 500)),
		      unpaid = repeat_of(given_user(.cents = 7));

	for (int i = 0; i < 2; i++) {
		expect(OK, db_transact(world_db(), DB_TRANSACTION, do_create, &paid));
		ck_assert(paid.paid);
		expect(OK, db_transact(world_db(), DB_TRANSACTION, do_create, &unpaid));
		ck_assert(!unpaid.paid);
		ck_assert_int_eq(unpaid.shortfall.required.cents, 100);
		ck_assert_int_eq(unpaid.shortfall.available.cents, 7);
	}
	ck_assert_int_eq(look_balance(paid.order.sender), 400);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs"), 2);
	check_audit();
}
END_TEST

START_TEST(a_payment_that_runs_again_is_done_already)
{
	struct repeat repeat = repeat_of(given_user());

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_create, &repeat));
	sql("UPDATE jobs SET sender = '%s'", (repeat.order.sender = given_user(.cents = 500)).text);
	for (int i = 0; i < 2; i++)
		expect(OK, db_transact(world_db(), DB_TRANSACTION, do_pay, &repeat));
	ck_assert_int_eq(look_balance(repeat.order.sender), 400);
	check_audit();
}
END_TEST

START_TEST(settings_that_change_later_do_not_touch_a_drop)
{
	struct id winner = given_user(), job = given_drop(.cents = 1000);

	settings_mutable()->drop_fee_percent = 50;
	settings_mutable()->drop_fee_flat_cents = 33;
	settings_mutable()->max_claims = 1;
	ck_assert_int_eq(look_job(job).fee_cents.cents, 200);
	ck_assert_int_eq(look_job(job).max_claims, 5);
	expect(OK, act_submit(job, winner, NULL));
	check_status(job, "open");
	age(job, 301);
	(void)act_pass();
	ck_assert_int_eq(look_balance(winner), 800);
	ck_assert_int_eq(look_job(job).prize_cents.cents, 800);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ who sees it */

static enum error do_find(struct db *db, void *arg)
{
	struct job *job = arg;

	return job_find(db, job->id, job->sender, job);
}

static enum error see(struct id job, struct id viewer, struct job *out)
{
	*out = (struct job){ .id = job, .sender = viewer };
	return db_transact(world_db(), DB_AUTOCOMMIT, do_find, out);
}

START_TEST(a_drop_is_visible_to_its_sender_and_to_who_claimed)
{
	struct id claimant = given_user(), stranger = given_user(),
		  job = given_drop(.seconds = 3600);
	struct job seen;

	expect(ERR_NOT_FOUND, see(job, stranger, &seen));
	expect(ERR_NOT_FOUND, see(id_new(), stranger, &seen));
	expect(OK, act_claim(job, claimant, NULL));
	expect(OK, see(job, claimant, &seen));
	expect(OK, act_release(job, claimant));
	expect(OK, see(job, claimant, &seen));
	check_audit();
}
END_TEST

START_TEST(a_claimant_whose_claim_ran_out_sees_no_environment)
{
	struct id claimant = given_user(), job = given_drop(.seconds = 3600);
	struct job seen;

	sql("UPDATE jobs SET env_vars = '{\"A\":\"b\"}', attachments = '[{\"key\":\"k\"}]'");
	expect(OK, act_claim(job, claimant, NULL));
	expect(OK, see(job, claimant, &seen));
	ck_assert_str_eq(seen.env_vars.text, "{\"A\":\"b\"}");
	ck_assert_str_eq(seen.attachments.text, "[{\"key\":\"k\"}]");
	age(job, 301);
	expect(OK, see(job, claimant, &seen));
	ck_assert_str_eq(seen.env_vars.text, "{}");
	ck_assert_str_eq(seen.attachments.text, "[]");
	ck_assert_str_eq(look_job(job).env_vars.text, "{\"A\":\"b\"}");
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ cancel */

START_TEST(a_pending_drop_is_cancelled_without_a_cent_moving)
{
	struct id sender = given_user(), job = given_drop(.sender = sender, .unpaid = true);

	expect(OK, act_cancel(job, sender));
	check_status(job, "cancelled");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM entries"), 0);
	expect(ERR_WRONG_STATE, act_pay(job, sender));
	check_audit();
}
END_TEST

START_TEST(an_open_drop_without_competitors_is_cancelled_and_refunded)
{
	struct id sender = given_user(.cents = 500),
		  job = given_drop(.sender = sender, .cents = 500);

	expect(OK, act_cancel(job, sender));
	check_status(job, "cancelled");
	ck_assert_int_eq(look_balance(sender), 500);
	ck_assert_int_eq(entries("refund", job), 2);
	ck_assert_ptr_null(look_job(job).failure_reason);
	check_audit();
}
END_TEST

START_TEST(claims_that_ran_out_do_not_hold_a_cancellation_up)
{
	struct id sender = given_user(.cents = 100),
		  job = given_drop(.sender = sender, .seconds = 3600);

	expect(OK, act_claim(job, given_user(), NULL));
	age(job, 301);
	expect(OK, act_cancel(job, sender));
	check_status(job, "cancelled");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(a_live_claim_turns_cancelling_into_a_request)
{
	struct id sender = given_user(.cents = 100), holder = given_user(), newcomer = given_user();
	struct id job = given_drop(.sender = sender, .seconds = 3600);

	expect(OK, act_claim(job, holder, NULL));
	expect(OK, act_cancel(job, sender));
	check_status(job, "open");
	ck_assert(look_job(job).cancellation_requested);
	ck_assert_int_eq(look_balance(sender), 0);
	expect(ERR_NOT_OPEN, act_claim(job, newcomer, NULL));
	expect(ERR_NOT_OPEN, act_submit(job, newcomer, NULL));
	expect(OK, act_cancel(job, sender));
	check_status(job, "open");
	check_audit();
}
END_TEST

START_TEST(a_requested_cancellation_lands_when_every_claim_has_lapsed)
{
	struct id sender = given_user(.cents = 100),
		  job = given_drop(.sender = sender, .seconds = 3600);

	expect(OK, act_claim(job, given_user(), NULL));
	expect(OK, act_cancel(job, sender));
	ck_assert_int_eq(act_pass().cancelled, 0);
	age(job, 301);
	ck_assert_int_eq(act_pass().cancelled, 1);
	check_status(job, "cancelled");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(a_requested_cancellation_lands_when_the_last_claim_is_given_back)
{
	struct id sender = given_user(.cents = 100), holder = given_user();
	struct id job = given_drop(.sender = sender, .seconds = 3600);

	expect(OK, act_claim(job, holder, NULL));
	expect(OK, act_cancel(job, sender));
	expect(OK, act_release(job, holder));
	(void)act_pass();
	check_status(job, "cancelled");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(cancelling_again_after_the_last_claim_was_given_back_refunds)
{
	struct id sender = given_user(.cents = 100), holder = given_user();
	struct id job = given_drop(.sender = sender, .seconds = 3600);

	expect(OK, act_claim(job, holder, NULL));
	expect(OK, act_cancel(job, sender));
	expect(OK, act_release(job, holder));
	if (strcmp(look_job(job).status, "open") == 0)
		expect(OK, act_cancel(job, sender));
	check_status(job, "cancelled");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(a_requested_cancellation_lands_at_the_windows_end)
{
	struct id sender = given_user(.cents = 100),
		  job = given_drop(.sender = sender, .seconds = 100);

	expect(OK, act_claim(job, given_user(), NULL));
	expect(OK, act_cancel(job, sender));
	age(job, 101);
	ck_assert_int_eq(act_pass().cancelled, 1);
	check_status(job, "cancelled");
	ck_assert_ptr_null(look_job(job).failure_reason);
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(a_cancelled_drop_with_a_submission_is_judged_and_paid_as_usual)
{
	struct id sender = given_user(.cents = 100), author = given_user(), late = given_user();
	struct id job = given_drop(.sender = sender, .seconds = 3600);

	expect(OK, act_submit(job, author, NULL));
	expect(OK, act_claim(job, late, NULL));
	expect(OK, act_cancel(job, sender));
	ck_assert(look_job(job).cancellation_requested);
	age(job, 301);
	(void)act_pass();
	check_status(job, "open");
	age(job, 3600);
	(void)act_pass();
	check_status(job, "completed");
	ck_assert_int_eq(look_balance(author), 80);
	ck_assert_int_eq(look_balance(sender), 0);
	check_audit();
}
END_TEST

START_TEST(who_held_a_claim_may_still_submit_to_a_drop_being_cancelled)
{
	struct id sender = given_user(.cents = 100), holder = given_user();
	struct id job = given_drop(.sender = sender);

	expect(OK, act_claim(job, holder, NULL));
	expect(OK, act_cancel(job, sender));
	expect(OK, act_submit(job, holder, NULL));
	age(job, 301);
	(void)act_pass();
	check_status(job, "completed");
	check_audit();
}
END_TEST

START_TEST(a_drop_that_is_ranking_or_over_cannot_be_cancelled)
{
	struct id sender = given_user(.cents = 1000), rival = given_user();
	struct id cancelled = given_drop(.sender = sender), failed = given_drop(.sender = sender);
	struct id completed = given_completed_drop(sender, rival);

	expect(OK, act_cancel(cancelled, sender));
	age(failed, 301);
	(void)act_pass();
	check_status(failed, "failed");
	expect(ERR_RANKING, act_cancel(given_ranking_drop(sender, rival), sender));
	expect(ERR_WRONG_STATE, act_cancel(completed, sender));
	expect(ERR_WRONG_STATE, act_cancel(cancelled, sender));
	expect(ERR_WRONG_STATE, act_cancel(failed, sender));
	check_audit();
}
END_TEST

START_TEST(a_drop_whose_window_is_over_with_submissions_cannot_be_cancelled)
{
	struct id sender = given_user(.cents = 100), job = given_drop(.sender = sender);

	expect(OK, act_submit(job, given_user(), NULL));
	age(job, 301);
	expect(ERR_RANKING, act_cancel(job, sender));
	check_audit();
}
END_TEST

START_TEST(cancelling_anothers_drop_is_refused_by_what_is_visible)
{
	struct id stranger = given_user(), claimant = given_user(), job = given_drop();
	struct id pending = given_drop(.unpaid = true);

	expect(OK, act_claim(job, claimant, NULL));
	expect(ERR_FORBIDDEN, act_cancel(job, claimant));
	expect(ERR_NOT_FOUND, act_cancel(job, stranger));
	expect(ERR_NOT_FOUND, act_cancel(pending, stranger));
	expect(ERR_NOT_FOUND, act_cancel(id_new(), stranger));
	check_status(job, "open");
	ck_assert(!look_job(job).cancellation_requested);
	check_audit();
}
END_TEST

SUITE("drop", world_open, world_close, a_drop_that_the_wallet_covers_is_open_at_once,
      a_drop_that_the_wallet_does_not_cover_stays_pending, the_window_starts_when_the_drop_is_paid,
      only_a_pending_drop_can_be_paid, paying_for_anothers_drop_is_refused_by_what_is_visible,
      a_create_that_runs_again_charges_once_and_answers_the_same,
      a_payment_that_runs_again_is_done_already, settings_that_change_later_do_not_touch_a_drop,
      a_drop_is_visible_to_its_sender_and_to_who_claimed,
      a_claimant_whose_claim_ran_out_sees_no_environment,
      a_pending_drop_is_cancelled_without_a_cent_moving,
      an_open_drop_without_competitors_is_cancelled_and_refunded,
      claims_that_ran_out_do_not_hold_a_cancellation_up,
      a_live_claim_turns_cancelling_into_a_request,
      a_requested_cancellation_lands_when_every_claim_has_lapsed,
      a_requested_cancellation_lands_when_the_last_claim_is_given_back,
      cancelling_again_after_the_last_claim_was_given_back_refunds,
      a_requested_cancellation_lands_at_the_windows_end,
      a_cancelled_drop_with_a_submission_is_judged_and_paid_as_usual,
      who_held_a_claim_may_still_submit_to_a_drop_being_cancelled,
      a_drop_that_is_ranking_or_over_cannot_be_cancelled,
      a_drop_whose_window_is_over_with_submissions_cannot_be_cancelled,
      cancelling_anothers_drop_is_refused_by_what_is_visible)
