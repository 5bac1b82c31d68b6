/* Automatic top-ups: when one starts, and what stops them. */
#include "money/topup.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

struct attempt {
	struct id user;
	bool short_of, started;
	enum decline decline;
	struct payment payment;
};

static void open_with_stripe(void)
{
	world_open();
	settings_mutable()->stripe_key = "sk_test_none";
}

static struct id given_saver(int64_t balance)
{
	struct id user = given_user(.cents = balance);

	sql("UPDATE users SET stripe_customer_id = 'cus_%s', payment_method = 'pm_%s', has_payment_method = TRUE, "
	    "auto_topup_enabled = TRUE, auto_topup_amount_cents = 1000, auto_topup_threshold_cents = 300 "
	    "WHERE id = '%s'", user.text, user.text, user.text);
	return user;
}

static enum error do_start(struct db *db, void *arg)
{
	struct attempt *attempt = arg;
	struct account account;

	TRY(account_lock(db, attempt->user, &account));
	return topup_start_automatic(db, &account, attempt->short_of, &attempt->started);
}

static bool starts(struct id user, bool short_of)
{
	struct attempt attempt = { .user = user, .short_of = short_of };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_start, &attempt));
	return attempt.started;
}

static enum error do_decline(struct db *db, void *arg)
{
	const struct attempt *attempt = arg;

	topup_declined(db, attempt->user, attempt->decline);
	return OK;
}

static void declined(struct id user, enum decline decline)
{
	struct attempt attempt = { .user = user, .decline = decline };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_decline, &attempt));
}

static enum error do_credit(struct db *db, void *arg)
{
	struct attempt *attempt = arg;
	bool news;

	return topup_credit(db, &attempt->payment, &news);
}

static void over(const char *status)
{
	sql("UPDATE outbox SET status = '%s', next_attempt_at = NULL", status);
}

static int64_t number_of(struct id user, const char *column)
{
	return look_number(arena_printf(world_arena(), "SELECT COALESCE(%s, -1) FROM users WHERE id = '%s'",
					column, user.text));
}

START_TEST(one_starts_below_the_threshold_or_when_a_payment_fell_short)
{
	ck_assert(starts(given_saver(299), false));
	ck_assert(!starts(given_saver(300), false));
	ck_assert(starts(given_saver(300), true));
	ck_assert(!starts(given_user(), true));
	settings_mutable()->stripe_key = "";
	ck_assert(!starts(given_saver(0), true));
}
END_TEST

START_TEST(one_is_in_flight_a_user)
{
	struct id user = given_saver(0);

	ck_assert(starts(user, true));
	ck_assert(!starts(user, true));
	ck_assert(starts(given_saver(0), true));
	over("done");
	ck_assert(starts(user, true));
}
END_TEST

START_TEST(a_day_has_its_most)
{
	struct id user = given_saver(0);

	settings_mutable()->auto_topup_daily_cents = 2500;
	for (int i = 0; i < 2; i++) {
		ck_assert(starts(user, true));
		over("done");
	}
	ck_assert(!starts(user, true));
	sql("UPDATE outbox SET created_at = created_at - INTERVAL 25 HOUR LIMIT 1");
	ck_assert(starts(user, true));
	over("declined"); /* what charged nothing does not count */
	ck_assert(starts(user, true));
}
END_TEST

START_TEST(a_card_that_declines_rests_for_a_day_and_three_times_at_most)
{
	struct id user = given_saver(0);

	for (int i = 0; i < 3; i++) {
		ck_assert(starts(user, true));
		over("declined");
		declined(user, DECLINE_LATER);
		ck_assert(!starts(user, true));
		sql("UPDATE users SET auto_topup_retry_at = NOW(3) - INTERVAL 1 SECOND");
	}
	ck_assert(!starts(user, true));
	ck_assert_int_eq(number_of(user, "auto_topup_enabled"), 1);

	struct attempt paid = { .payment = { .id = "pi_1",
					     .payment_intent = "pi_1",
					     .user = user,
					     .amount = cents(1000),
					     .automatic = true } };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_credit, &paid));
	ck_assert(starts(user, true));
	check_audit();
}
END_TEST

START_TEST(a_bank_that_wants_its_customer_ends_them)
{
	struct id user = given_saver(0);

	declined(user, DECLINE_AUTHENTICATION);
	ck_assert_int_eq(number_of(user, "auto_topup_enabled"), 0);
	ck_assert_int_eq(number_of(user, "has_payment_method"), 1);
	ck_assert(!starts(user, true));
}
END_TEST

START_TEST(a_card_that_is_gone_is_forgotten)
{
	struct id user = given_saver(0);

	declined(user, DECLINE_GONE);
	ck_assert_int_eq(number_of(user, "has_payment_method"), 0);
	ck_assert(!starts(user, true));
}
END_TEST

SUITE("topup", open_with_stripe, world_close,
      one_starts_below_the_threshold_or_when_a_payment_fell_short, one_is_in_flight_a_user,
      a_day_has_its_most, a_card_that_declines_rests_for_a_day_and_three_times_at_most,
      a_bank_that_wants_its_customer_ends_them, a_card_that_is_gone_is_forgotten)
