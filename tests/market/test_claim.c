#include <string.h>

#include "base/config.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

enum { HOUR = 3600, DAY = 86400 };

/* Seconds from the user's first claim on the drop to the end of the present one. */
static int64_t life(struct id job, struct id user)
{
	return look_number(arena_printf(world_arena(),
		"SELECT ROUND(TIMESTAMPDIFF(MICROSECOND, first_claimed_at, expires_at) / 1e6) "
		"FROM claims WHERE job_id = '%s' AND user_id = '%s'", job.text, user.text));
}

static void check_places(struct id job, int64_t stored, int64_t shown)
{
	ck_assert_int_eq(look_number(arena_printf(world_arena(), "SELECT claims_count FROM jobs "
						  "WHERE id = '%s'", job.text)),
				     stored);
	ck_assert_int_eq(look_job(job).claims_count, shown);
}

/* A drop in which the user held a place and did not show up; nothing has recorded it. */
static struct id given_no_show(struct id user)
{
	struct id job = given_drop(.seconds = HOUR);

	expect(OK, act_claim(job, user, NULL));
	age(job, 301);
	return job;
}

START_TEST(a_claim_holds_a_place_for_five_minutes)
{
	struct id job = given_drop(.seconds = HOUR), user = given_user();
	struct claim claim;

	expect(OK, act_claim(job, user, &claim));
	ck_assert(id_equal(claim.job_id, job) && id_equal(claim.user_id, user) && !claim.submitted);
	ck_assert_int_eq(claim.expires_at.ms - claim.created_at.ms, 300000);
	check_places(job, 1, 1);
	check_audit();
}
END_TEST

START_TEST(a_claim_ends_with_the_window)
{
	struct id job = given_drop(.seconds = 100);
	struct claim claim;

	expect(OK, act_claim(job, given_user(), &claim));
	ck_assert_int_eq(claim.expires_at.ms, look_job(job).window_closes_at.ms);
	check_audit();
}
END_TEST

START_TEST(a_user_has_one_place_and_claiming_again_refreshes_it)
{
	struct id job = given_drop(.seconds = HOUR), user = given_user();
	struct claim first, second;

	expect(OK, act_claim(job, user, &first));
	age(job, 100);
	expect(OK, act_claim(job, user, &second));
	ck_assert(id_equal(first.id, second.id));
	ck_assert_int_eq(life(job, user), 400);
	check_places(job, 1, 1);
	check_audit();
}
END_TEST

START_TEST(refreshing_never_goes_past_twice_a_claims_life)
{
	struct id job = given_drop(.seconds = HOUR), user = given_user();

	for (int i = 0; i < 3; i++) {
		expect(OK, act_claim(job, user, NULL));
		age(job, 190);
	}
	ck_assert_int_eq(life(job, user), 600);
	expect(OK, act_claim(job, user, NULL));
	ck_assert_int_eq(life(job, user), 600);
	check_audit();
}
END_TEST

START_TEST(refreshing_never_goes_past_the_window)
{
	struct id job = given_drop(.seconds = 320), user = given_user();

	expect(OK, act_claim(job, user, NULL));
	age(job, 200);
	expect(OK, act_claim(job, user, NULL));
	ck_assert_int_eq(life(job, user), 320);
	check_audit();
}
END_TEST

START_TEST(giving_a_place_back_does_not_reset_the_first_claim)
{
	struct id job = given_drop(.seconds = HOUR), user = given_user();

	expect(OK, act_claim(job, user, NULL));
	expect(OK, act_release(job, user));
	check_places(job, 0, 0);
	age(job, 590);
	expect(OK, act_claim(job, user, NULL));
	ck_assert_int_eq(life(job, user), 600);
	expect(OK, act_release(job, user));
	age(job, 61); /* of the cooldown */
	expect(ERR_CLAIM_SPENT, act_claim(job, user, NULL));
	check_places(job, 0, 0);
	check_audit();
}
END_TEST

START_TEST(nobody_claims_their_own_drop)
{
	struct id sender = given_user(.cents = 100), job = given_drop(.sender = sender);

	expect(ERR_OWN_DROP, act_claim(job, sender, NULL));
	check_audit();
}
END_TEST

START_TEST(a_drop_that_is_not_paid_is_hidden)
{
	struct id job = given_drop(.unpaid = true), user = given_user();

	expect(ERR_NOT_FOUND, act_claim(job, user, NULL));
	expect(ERR_NOT_FOUND, act_release(job, user));
	expect(ERR_NOT_FOUND, act_submit(job, user, NULL));
	expect(ERR_NOT_FOUND, act_claim(id_new(), user, NULL));
	check_audit();
}
END_TEST

START_TEST(a_drop_has_five_places)
{
	struct id job = given_drop();

	for (int i = 0; i < 5; i++)
		expect(OK, act_claim(job, given_user(), NULL));
	expect(ERR_DROP_FULL, act_claim(job, given_user(), NULL));
	check_places(job, 5, 5);
	check_audit();
}
END_TEST

START_TEST(submitted_places_are_not_free)
{
	struct id job = given_drop();

	for (int i = 0; i < 4; i++)
		expect(OK, act_submit(job, given_user(), NULL));
	expect(OK, act_claim(job, given_user(), NULL));
	expect(ERR_DROP_FULL, act_claim(job, given_user(), NULL));
	check_audit();
}
END_TEST

START_TEST(a_claim_that_runs_out_frees_its_place_at_once)
{
	struct id job = given_drop(.seconds = HOUR), newcomer = given_user();

	for (int i = 0; i < 5; i++)
		expect(OK, act_claim(job, given_user(), NULL));
	age(job, 301);
	check_places(job, 5, 0);
	expect(OK, act_claim(job, newcomer, NULL));
	check_places(job, 1, 1);
	check_audit();
}
END_TEST

START_TEST(only_the_claims_that_ran_out_lose_their_place)
{
	struct id job = given_drop(.seconds = HOUR);

	expect(OK, act_claim(job, given_user(), NULL));
	age(job, 200);
	expect(OK, act_claim(job, given_user(), NULL));
	expect(OK, act_submit(job, given_user(), NULL));
	age(job, 101);
	check_places(job, 3, 2);
	expect(OK, act_claim(job, given_user(), NULL));
	check_places(job, 3, 3);
	check_audit();
}
END_TEST

START_TEST(after_the_window_nothing_is_claimed_though_no_cron_has_run)
{
	struct id job = given_drop(.seconds = 60), user = given_user();

	expect(OK, act_claim(job, user, NULL));
	age(job, 60);
	expect(ERR_WINDOW_CLOSED, act_claim(job, given_user(), NULL));
	expect(ERR_WINDOW_CLOSED, act_claim(job, user, NULL));
	expect(ERR_WINDOW_CLOSED, act_submit(job, user, NULL));
	check_audit();
}
END_TEST

START_TEST(a_drop_that_is_over_takes_no_claims)
{
	struct id sender = given_user(.cents = 300), cancelled = given_drop(.sender = sender);
	struct id failed = given_drop(), completed = given_drop();

	expect(OK, act_cancel(cancelled, sender));
	expect(OK, act_submit(completed, given_user(), NULL));
	age(failed, 301);
	age(completed, 301);
	(void)act_pass();
	expect(ERR_NOT_OPEN, act_claim(cancelled, given_user(), NULL));
	expect(ERR_NOT_OPEN, act_claim(failed, given_user(), NULL));
	expect(ERR_NOT_OPEN, act_claim(completed, given_user(), NULL));
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ giving back */

START_TEST(only_a_live_claim_can_be_given_back)
{
	struct id job = given_drop(.seconds = HOUR), never = given_user(), twice = given_user();
	struct id lapsed = given_user(), submitted = given_user();

	expect(OK, act_claim(job, lapsed, NULL));
	age(job, 301);
	expect(OK, act_claim(job, twice, NULL));
	expect(OK, act_release(job, twice));
	expect(OK, act_submit(job, submitted, NULL));
	expect(ERR_NOT_CLAIMED, act_release(job, never));
	expect(ERR_NOT_CLAIMED, act_release(job, twice));
	expect(ERR_NOT_CLAIMED, act_release(job, lapsed));
	expect(ERR_ALREADY_SUBMITTED, act_release(job, submitted));
	check_places(job, 1, 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ no-shows */

START_TEST(a_no_show_waits_a_minute_for_claim_and_submit)
{
	struct id user = given_user(), job = given_no_show(user);

	expect(ERR_COOLDOWN, act_claim(job, user, NULL));
	ck_assert_int_ge(failure_note()->retry_after, 55);
	ck_assert_int_le(failure_note()->retry_after, 60);
	expect(ERR_COOLDOWN, act_submit(job, user, NULL));
	age(job, 60);
	expect(OK, act_claim(job, user, NULL));
	check_audit();
}
END_TEST

START_TEST(a_no_show_that_the_clock_has_recorded_waits_all_the_same)
{
	struct id user = given_user(), job = given_no_show(user);

	ck_assert_int_eq(act_pass().lapsed, 1);
	expect(ERR_COOLDOWN, act_claim(job, user, NULL));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM cooldowns"), 1);
	age(job, 60);
	expect(OK, act_submit(job, user, NULL));
	check_audit();
}
END_TEST

START_TEST(a_cooldown_is_of_one_drop)
{
	struct id user = given_user();

	(void)given_no_show(user);
	expect(OK, act_claim(given_drop(), user, NULL));
	check_audit();
}
END_TEST

START_TEST(giving_back_late_is_a_no_show_giving_back_promptly_is_not)
{
	static const struct {
		int64_t after;
		enum error again;
	} cases[] = {
		{ 0, OK },
		{ 59, OK },
		{ 61, ERR_COOLDOWN },
		{ 299, ERR_COOLDOWN },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		struct id user = given_user(), job = given_drop(.seconds = HOUR);

		expect(OK, act_claim(job, user, NULL));
		age(job, cases[i].after);
		expect(OK, act_release(job, user));
		expect(cases[i].again, act_claim(job, user, NULL));
	}
	check_audit();
}
END_TEST

/* Or five users could keep a drop full for all of its window, and owe nobody an answer. */
START_TEST(taking_the_place_again_and_again_is_a_no_show)
{
	struct id user = given_user(), job = given_drop(.seconds = HOUR);

	expect(OK, act_claim(job, user, NULL));
	age(job, 50);
	expect(OK, act_release(job, user));
	expect(OK, act_claim(job, user, NULL));
	age(job, 50);
	expect(OK, act_release(job, user));
	expect(ERR_COOLDOWN, act_claim(job, user, NULL));
	check_audit();
}
END_TEST

START_TEST(losing_gives_no_cooldown)
{
	struct id job = given_drop();

	for (int i = 0; i < 5; i++)
		expect(OK, act_submit(job, given_user(), NULL));
	ck_assert_str_eq(look_job(job).status, "completed");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM cooldowns"), 0);
	check_audit();
}
END_TEST

static void check_cap(struct id user, int cap)
{
	for (int i = 0; i < cap; i++)
		expect(OK, act_claim(given_drop(), user, NULL));
	expect(ERR_TOO_MANY_CLAIMS, act_claim(given_drop(), user, NULL));
	ck_assert_int_ge(failure_note()->retry_after, 1);
	ck_assert_int_le(failure_note()->retry_after, 300);
}

START_TEST(ten_live_claims_are_the_most)
{
	check_cap(given_user(.proven = true), 10);
	check_audit();
}
END_TEST

START_TEST(at_the_cap_a_claim_can_still_be_refreshed_and_a_submission_makes_room)
{
	struct id user = given_user(.proven = true), job = given_drop();

	expect(OK, act_claim(job, user, NULL));
	check_cap(user, 9);
	expect(OK, act_claim(job, user, NULL));
	expect(OK, act_submit(job, user, NULL));
	check_cap(user, 1);
	check_audit();
}
END_TEST

START_TEST(a_claim_that_ran_out_does_not_count_as_live)
{
	struct id user = given_user(.proven = true);

	(void)given_no_show(user);
	check_cap(user, 10);
	check_audit();
}
END_TEST

START_TEST(two_no_shows_lower_nothing)
{
	struct id user = given_user(.proven = true);

	(void)given_no_show(user);
	(void)given_no_show(user);
	check_cap(user, 10);
	check_audit();
}
END_TEST

START_TEST(three_no_shows_lower_the_cap_even_while_nothing_has_recorded_them)
{
	struct id user = given_user(.proven = true);

	for (int i = 0; i < 3; i++)
		(void)given_no_show(user);
	check_cap(user, 2);
	check_audit();
}
END_TEST

START_TEST(three_no_shows_lower_the_cap_once_recorded_too)
{
	struct id user = given_user(.proven = true);

	for (int i = 0; i < 3; i++)
		(void)given_no_show(user);
	ck_assert_int_eq(act_pass().lapsed, 3);
	check_cap(user, 2);
	check_audit();
}
END_TEST

START_TEST(no_shows_are_forgotten_after_a_day)
{
	struct id user = given_user(.proven = true), jobs[3];

	for (int i = 0; i < 3; i++)
		jobs[i] = given_no_show(user);
	(void)act_pass();
	for (int i = 0; i < 3; i++)
		age(jobs[i], DAY);
	check_cap(user, 10);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ what I compete in */

static struct {
	struct contest_view *views;
	int count;
} status;

static enum error list(struct db *db, void *user)
{
	return claim_list(db, *(struct id *)user, &status.views, &status.count);
}

static void check_status_page(struct id user, const struct id *jobs, int count)
{
	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, list, &user));
	ck_assert_int_eq(status.count, count);
	for (int i = 0; i < count; i++)
		ck_assert_str_eq(status.views[i].job.text, jobs[i].text);
}

START_TEST(the_status_page_shows_where_a_user_holds_a_place_newest_first)
{
	struct id user = given_user(), older = given_drop(.seconds = HOUR), newer = given_drop();

	expect(OK, act_claim(older, user, NULL));
	sql("DO SLEEP(0.002)");
	expect(OK, act_submit(newer, user, NULL));
	expect(OK, act_claim(given_drop(), given_user(), NULL));
	check_status_page(user, (struct id[]){ newer, older }, 2);
	ck_assert_str_eq(status.views[0].status, "open");
	ck_assert(status.views[0].claim.submitted && !status.views[1].claim.submitted);
	check_audit();
}
END_TEST

START_TEST(a_place_that_is_lost_leaves_the_status_page_at_once)
{
	struct id user = given_user(), lapsed = given_drop(.seconds = HOUR);
	struct id released = given_drop(), over = given_drop();

	expect(OK, act_claim(lapsed, user, NULL));
	expect(OK, act_claim(released, user, NULL));
	expect(OK, act_submit(over, user, NULL));
	age(lapsed, 301);
	expect(OK, act_release(released, user));
	check_status_page(user, &over, 1);
	age(over, 301);
	(void)act_pass();
	check_status_page(user, NULL, 0);
	check_audit();
}
END_TEST

SUITE("claim", world_open, world_close, a_claim_holds_a_place_for_five_minutes,
      a_claim_ends_with_the_window, a_user_has_one_place_and_claiming_again_refreshes_it,
      refreshing_never_goes_past_twice_a_claims_life, refreshing_never_goes_past_the_window,
      giving_a_place_back_does_not_reset_the_first_claim, nobody_claims_their_own_drop,
      a_drop_that_is_not_paid_is_hidden, a_drop_has_five_places, submitted_places_are_not_free,
      a_claim_that_runs_out_frees_its_place_at_once, only_the_claims_that_ran_out_lose_their_place,
      after_the_window_nothing_is_claimed_though_no_cron_has_run,
      a_drop_that_is_over_takes_no_claims, only_a_live_claim_can_be_given_back,
      a_no_show_waits_a_minute_for_claim_and_submit,
      a_no_show_that_the_clock_has_recorded_waits_all_the_same, a_cooldown_is_of_one_drop,
      giving_back_late_is_a_no_show_giving_back_promptly_is_not,
      taking_the_place_again_and_again_is_a_no_show, losing_gives_no_cooldown,
      ten_live_claims_are_the_most,
      at_the_cap_a_claim_can_still_be_refreshed_and_a_submission_makes_room,
      a_claim_that_ran_out_does_not_count_as_live, two_no_shows_lower_nothing,
      three_no_shows_lower_the_cap_even_while_nothing_has_recorded_them,
      three_no_shows_lower_the_cap_once_recorded_too, no_shows_are_forgotten_after_a_day,
      the_status_page_shows_where_a_user_holds_a_place_newest_first,
      a_place_that_is_lost_leaves_the_status_page_at_once)
