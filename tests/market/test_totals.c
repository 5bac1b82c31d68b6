#include "money/totals.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

static enum error do_find(struct db *db, void *out)
{
	return stats_find(db, out);
}

static struct stats stats_now(void)
{
	struct stats stats = { .open_drops = -1 };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_find, &stats));
	return stats;
}

static void complete(struct id job)
{
	age(job, 301);
	(void)act_pass();
	ck_assert_str_eq(look_job(job).status, "completed");
}

START_TEST(an_empty_arena_has_done_nothing)
{
	struct stats stats = stats_now();

	ck_assert_int_eq(stats.open_drops + stats.open_value.cents + stats.totals.completed_drops +
				 stats.totals.submissions + stats.totals.competitors +
				 stats.totals.paid.cents + stats.totals.fees.cents,
			 0);
	ck_assert_int_gt(stats.updated_at.ms, 0);
}
END_TEST

START_TEST(what_is_published_is_what_the_ledger_says)
{
	struct id both = given_user(), once = given_user(), first, second;

	first = given_drop(.cents = 333);
	second = given_drop(.cents = 1000);
	expect(OK, act_submit(first, both, NULL));
	expect(OK, act_submit(first, once, NULL));
	expect(OK, act_submit(second, both, NULL));
	complete(first);
	complete(second);

	struct totals totals = stats_now().totals;

	ck_assert_int_eq(totals.completed_drops, 2);
	ck_assert_int_eq(totals.submissions, 3);
	ck_assert_int_eq(totals.competitors, 2);
	ck_assert_int_eq(totals.paid.cents, 267 + 800);
	ck_assert_int_eq(totals.fees.cents, 66 + 200);
	ck_assert_int_eq(totals.paid.cents, look_balance(both) + look_balance(once));
	check_audit();
}
END_TEST

START_TEST(open_drops_are_counted_with_their_value)
{
	struct id sender = given_user(.cents = 1000), cancelled, full;

	cancelled = given_drop(.sender = sender, .cents = 100);
	full = given_drop(.sender = sender, .cents = 300);
	(void)given_drop(.sender = sender, .cents = 200);
	(void)given_drop(.unpaid = true);
	for (int i = 0; i < 5; i++)
		expect(OK, act_claim(full, given_user(), NULL));
	ck_assert_int_eq(stats_now().open_drops, 3);
	ck_assert_int_eq(stats_now().open_value.cents, 600);
	expect(OK, act_cancel(cancelled, sender));
	ck_assert_int_eq(stats_now().open_drops, 2);
	ck_assert_int_eq(stats_now().open_value.cents, 500);
	check_audit();
}
END_TEST

START_TEST(a_refund_pays_nobody)
{
	struct id job = given_drop(.cents = 300);

	age(job, 301);
	(void)act_pass();
	ck_assert_int_eq(stats_now().totals.paid.cents + stats_now().totals.fees.cents, 0);
	ck_assert_int_eq(stats_now().totals.completed_drops, 0);
	check_audit();
}
END_TEST

START_TEST(a_refused_submission_is_not_counted)
{
	struct id job = given_drop();

	expect(ERR_NOT_AN_ANSWER, act_submit(job, given_user(), " "));
	ck_assert_int_eq(stats_now().totals.submissions, 0);
	ck_assert_int_eq(stats_now().totals.competitors, 0);
	check_audit();
}
END_TEST

SUITE("totals", world_open, world_close, an_empty_arena_has_done_nothing,
      what_is_published_is_what_the_ledger_says, open_drops_are_counted_with_their_value,
      a_refund_pays_nobody, a_refused_submission_is_not_counted)
