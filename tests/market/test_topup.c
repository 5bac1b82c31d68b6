/* Automatic top-ups: when one starts, and what stops them. */
#include "money/topup.h"

#include "money/billing.h"
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

struct setting_again {
	struct id user;
	bool enabled;
	const char *card;
};

static enum error do_set(struct db *db, void *arg)
{
	const struct setting_again *again = arg;
	const struct maybe unchanged = { false, 0 };

	if (again->card)
		return billing_save_card(db, arena_printf(db_arena(db), "cus_%s", again->user.text),
					 again->card);
	return billing_set_automatic(db, again->user, again->enabled, unchanged, unchanged);
}

static void set_again(struct id user, const char *card)
{
	struct setting_again again = { user, true, card };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_set, &again));
}

START_TEST(setting_it_again_forgets_no_decline_of_the_same_card)
{
	struct id user = given_saver(0);
	const char *card = arena_printf(world_arena(), "pm_%s", user.text);

	for (int i = 0; i < 3; i++)
		declined(user, DECLINE_LATER);
	set_again(user, NULL);
	set_again(user, card);
	ck_assert_int_eq(number_of(user, "auto_topup_failures"), 3);
	ck_assert(!starts(user, true));
	sql("UPDATE users SET auto_topup_retry_at = NOW(3) - INTERVAL 1 SECOND");
	ck_assert(!starts(user, true));
	set_again(user, NULL); /* a day later it may be tried anew */
	ck_assert(starts(user, true));
	over("declined");
	declined(user, DECLINE_LATER);
	set_again(user, "pm_another");
	ck_assert(starts(user, true));
}
END_TEST

static enum error do_pay_waiting(struct db *db, void *arg)
{
	const struct id *ids = arg;
	bool paid = true;
	enum error e = drop_pay_waiting(db, ids[0], ids[1], id_new(), &paid);

	return !e && paid ? ERR_BROKEN : e;
}

START_TEST(one_act_starts_one_and_a_job_woken_by_money_none)
{
	struct id user = given_saver(0), ids[2] = { ID_NONE, user };

	ck_assert_int_eq(act_run(user, "Name three rivers.", 100000, 300, &ids[0]),
			 ERR_PAYMENT_REQUIRED);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'automatic'"), 1);
	for (int i = 0; i < 5; i++) {
		over("done");
		expect(OK, db_transact(world_db(), DB_TRANSACTION, do_pay_waiting, ids));
	}
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'automatic'"), 1);
	check_audit();
}
END_TEST

START_TEST(one_payment_intent_is_one_topup_whatever_sessions_name_it)
{
	struct id user = given_user();
	struct attempt first = { .payment = { "cs_1", "pi_1", user, cents(1000), false } };
	struct attempt second = { .payment = { "cs_2", "pi_1", user, cents(1000), false } };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_credit, &first));
	expect(ERR_DUPLICATE, db_transact(world_db(), DB_TRANSACTION, do_credit, &second));
	sql("INSERT INTO topups (id, user_id, kind, amount_cents, status, created_at, updated_at) "
	    "VALUES ('cs_2', '%s', 'checkout', 1000, 'open', NOW(3), NOW(3))", user.text);
	expect(ERR_DUPLICATE, db_transact(world_db(), DB_TRANSACTION, do_credit, &second));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_credit, &first));
	ck_assert_int_eq(look_balance(user), 1000);
	check_audit();
}
END_TEST

SUITE("topup", open_with_stripe, world_close, setting_it_again_forgets_no_decline_of_the_same_card,
      one_act_starts_one_and_a_job_woken_by_money_none,
      one_payment_intent_is_one_topup_whatever_sessions_name_it,
      one_starts_below_the_threshold_or_when_a_payment_fell_short, one_is_in_flight_a_user,
      a_day_has_its_most, a_card_that_declines_rests_for_a_day_and_three_times_at_most,
      a_bank_that_wants_its_customer_ends_them, a_card_that_is_gone_is_forgotten)
