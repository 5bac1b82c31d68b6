/* The two purses of a wallet: what a card paid for leaves only as work, what was earned may leave after its hold. */
#include <string.h>

#include "base/config.h"
#include "money/suspension.h"
#include "money/topup.h"
#include "money/wallet.h"
#include "money/withdrawal.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

#define RIVERS \
	"The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian Sea."

static void before(void)
{
	world_open();
	settings_mutable()->payout_hold_seconds = 7 * 86400;
	settings_mutable()->withdraw_min_cents = 1;
}

static int64_t earned_of(struct id user)
{
	return look_number(arena_printf(world_arena(), "SELECT earned_cents FROM accounts WHERE id = '%s'",
					user.text));
}

static struct wallet look_wallet(struct id user)
{
	const struct page page = { .limit = 50 };
	struct wallet wallet = { .count = 0 };

	expect(OK, wallet_find(world_db(), user, &page, &wallet));
	return wallet;
}

/* A prize of so many cents for the winner, from a sender of its own. */
static struct id given_prize(struct id winner, int64_t prize)
{
	struct id job = given_drop(.cents = prize * 5 / 4,
				   .prompt = "Name three rivers and where each ends.");

	settings_mutable()->max_claims = 5;
	expect(OK, act_submit(job, winner, RIVERS));
	age(job, 600);
	(void)act_pass();
	ck_assert_str_eq(look_job(job).status, "completed");
	return job;
}

static void let_holds_pass(void)
{
	settings_mutable()->payout_hold_seconds = 0;
}

struct order_out {
	struct id id, user;
	int64_t cents;
};

static enum error create(struct db *db, void *arg)
{
	const struct order_out *order = arg;
	struct withdrawal withdrawal;
	struct money available = { 0 };

	return withdrawal_create(db, order->id, order->user, cents(order->cents), &withdrawal,
				 &available);
}

static enum error withdraw(struct id user, int64_t amount)
{
	struct order_out order = { id_new(), user, amount };

	sql("UPDATE users SET stripe_account_id = CONCAT('acct_', id), stripe_account_status = 'active' "
	    "WHERE id = '%s'", user.text);
	return db_transact(world_db(), DB_TRANSACTION, create, &order);
}

static enum error card_payment(struct db *db, void *arg)
{
	const struct order_out *order = arg;
	bool news = false;
	const struct payment payment = { .id = arena_printf(db_arena(db), "cs_%s", order->id.text),
					 .payment_intent = arena_printf(db_arena(db), "pi_%s",
									order->id.text),
					 .user = order->user,
					 .amount = cents(order->cents) };

	return topup_credit(db, &payment, &news);
}

static void pay_by_card(struct id user, int64_t amount)
{
	struct order_out order = { id_new(), user, amount };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, card_payment, &order));
}

START_TEST(what_a_card_paid_is_never_withdrawn)
{
	struct id user = given_user();

	pay_by_card(user, 5000);
	ck_assert_int_eq(earned_of(user), 0);
	expect(ERR_PAYMENT_REQUIRED, withdraw(user, 1));
	check_audit();
}
END_TEST

/* The attack: earn, spend what was earned, top up by card, withdraw the card's money. */
START_TEST(earning_and_spending_opens_no_way_for_a_cards_money)
{
	struct id user = given_user(), job;

	(void)given_prize(user, 800);
	let_holds_pass();
	expect(OK, act_run(user, "Spend what was earned.", 800, 300, &job));
	ck_assert_int_eq(earned_of(user), 0);
	pay_by_card(user, 800);
	ck_assert_int_eq(look_balance(user), 800);
	ck_assert_int_eq(look_wallet(user).withdrawable_cents.cents, 0);
	expect(ERR_PAYMENT_REQUIRED, withdraw(user, 1));
	check_audit();
}
END_TEST

START_TEST(a_job_takes_card_money_first_and_a_refund_puts_back_what_it_took)
{
	struct id user = given_user(), job;

	(void)given_prize(user, 800);
	pay_by_card(user, 500);
	expect(OK, act_run(user, "More than the card holds.", 700, 300, &job));
	ck_assert_int_eq(look_balance(user), 600);
	ck_assert_int_eq(earned_of(user), 600);
	expect(OK, act_cancel(job, user));
	ck_assert_int_eq(look_balance(user), 1300);
	ck_assert_int_eq(earned_of(user), 800);
	expect(OK, act_run(user, "Less than the card holds.", 500, 300, &job));
	ck_assert_int_eq(earned_of(user), 800);
	check_audit();
}
END_TEST

START_TEST(a_prize_is_on_hold_and_its_owner_sees_until_when)
{
	struct id user = given_user();
	struct wallet wallet;

	(void)given_prize(user, 800);
	wallet = look_wallet(user);
	ck_assert_int_eq(wallet.balance_cents.cents, 800);
	ck_assert_int_eq(wallet.withdrawable_cents.cents, 0);
	ck_assert_int_eq(wallet.pending_cents.cents, 800);
	ck_assert_int_gt(wallet.next_withdrawable_at.ms, 0);
	ck_assert_int_eq(wallet.entries[0].withdrawable_at.ms, wallet.next_withdrawable_at.ms);
	expect(ERR_PAYMENT_REQUIRED, withdraw(user, 1));
	let_holds_pass();
	wallet = look_wallet(user);
	ck_assert_int_eq(wallet.withdrawable_cents.cents, 800);
	ck_assert_int_eq(wallet.pending_cents.cents, 0);
	ck_assert_int_eq(wallet.next_withdrawable_at.ms, 0);
	expect(OK, withdraw(user, 800));
	ck_assert_int_eq(earned_of(user), 0);
	check_audit();
}
END_TEST

/* Spending earned money takes what is free first: what is on hold stays on hold. */
START_TEST(what_is_spent_of_a_hold_frees_nothing)
{
	struct id user = given_user(), job;

	(void)given_prize(user, 400);
	sql("UPDATE entries SET created_at = created_at - INTERVAL 8 DAY");
	(void)given_prize(user, 400);
	ck_assert_int_eq(look_wallet(user).withdrawable_cents.cents, 400);
	expect(OK, act_run(user, "Spend some of it.", 300, 300, &job));
	ck_assert_int_eq(look_wallet(user).withdrawable_cents.cents, 100);
	expect(ERR_PAYMENT_REQUIRED, withdraw(user, 101));
	expect(OK, withdraw(user, 100));
	check_audit();
}
END_TEST

START_TEST(a_pending_withdrawal_says_what_it_waits_for)
{
	const struct page page = { .limit = 10, .before_id = ID_LAST };
	struct id user = given_user();
	struct withdrawal_list list = { .count = 0 };

	(void)given_prize(user, 800);
	let_holds_pass();
	expect(OK, withdraw(user, 800));
	expect(OK, withdrawal_list(world_db(), user, &page, &list));
	ck_assert_str_eq(list.withdrawals[0].pending_reason, "awaiting_stripe");
	ck_assert_int_gt(list.withdrawals[0].next_try_at.ms, 0);
	sql("UPDATE outbox SET last_error = 'balance_insufficient'");
	expect(OK, withdrawal_list(world_db(), user, &page, &list));
	ck_assert_str_eq(list.withdrawals[0].pending_reason, "awaiting_funds");
	sql("UPDATE outbox SET status = 'done', next_attempt_at = NULL");
	sql("UPDATE withdrawals SET status = 'completed', stripe_transfer_id = 'tr_1'");
	expect(OK, withdrawal_list(world_db(), user, &page, &list));
	ck_assert_ptr_null(list.withdrawals[0].pending_reason);
	ck_assert_int_eq(list.withdrawals[0].next_try_at.ms, 0);
	check_audit();
}
END_TEST

static enum error reverse(struct db *db, void *arg)
{
	return withdrawal_reverse(db, *(struct id *)arg);
}

START_TEST(a_withdrawal_that_fails_comes_back_as_earned)
{
	struct id user = given_user();
	struct order_out order = { id_new(), user, 800 };

	(void)given_prize(user, 800);
	let_holds_pass();
	sql("UPDATE users SET stripe_account_id = 'acct_1', stripe_account_status = 'active' "
	    "WHERE id = '%s'", user.text);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, create, &order));
	sql("UPDATE outbox SET status = 'refused', next_attempt_at = NULL");
	expect(OK, db_transact(world_db(), DB_TRANSACTION, reverse, &order.id));
	ck_assert_int_eq(earned_of(user), 800);
	ck_assert_int_eq(look_wallet(user).withdrawable_cents.cents, 800);
	check_audit();
}
END_TEST

static enum error take_back(struct db *db, void *arg)
{
	const struct order_out *order = arg;

	return topup_take_back(db, &(const struct recall){ .kind = RECALL_DISPUTE,
							   .id = order->id.text,
							   .user = order->user,
							   .amount = cents(order->cents) });
}

START_TEST(a_dispute_takes_card_money_first)
{
	struct id user = given_user();
	struct order_out order = { id_new(), user, 700 };

	(void)given_prize(user, 800);
	pay_by_card(user, 500);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back, &order));
	ck_assert_int_eq(look_balance(user), 600);
	ck_assert_int_eq(earned_of(user), 600);
	check_audit();
}
END_TEST

/* Two withdrawals of all that is free, and a job paid from it, at one moment: one of them has it. */
static struct id rival;

static enum error rush(int i, void *unused)
{
	struct order_out order = { id_new(), rival, 800 };
	struct id job;

	(void)unused;
	world_reopen();
	if (i % 2)
		return act_run(rival, "Spend all of it.", 800, 300, &job);
	return db_transact(world_db(), DB_TRANSACTION, create, &order);
}

START_TEST(what_is_earned_leaves_once)
{
	for (int round = 0; round < 5; round++) {
		rival = given_user();
		(void)given_prize(rival, 800);
		let_holds_pass();
		sql("UPDATE users SET stripe_account_id = CONCAT('acct_', id), "
		    "stripe_account_status = 'active' WHERE id = '%s'", rival.text);

		struct race race = race_of(6, rush, NULL);

		/* A run that finds nothing is answered, too: its job waits to be paid. */
		ck_assert_int_eq(race.outcomes[OK] + race.outcomes[ERR_PAYMENT_REQUIRED], 6);
		ck_assert_int_eq(look_balance(rival), 0);
		ck_assert_int_eq(earned_of(rival), 0);
	}
	check_audit();
}
END_TEST

/* Of a history from before the two purses the migration derives what each entry would have taken. */
START_TEST(the_migration_derives_both_purses_from_history)
{
	struct id user = given_user(), job;
	int64_t earned;

	(void)given_prize(user, 800);
	pay_by_card(user, 500);
	expect(OK, act_run(user, "More than the card holds.", 700, 300, &job));
	expect(OK, act_cancel(job, user));
	expect(OK, act_run(user, "Again.", 600, 300, &job));
	let_holds_pass();
	expect(OK, withdraw(user, 300));
	earned = earned_of(user);
	sql("ALTER TABLE accounts DROP CONSTRAINT accounts_earned");
	sql("ALTER TABLE entries DROP CONSTRAINT entries_earned");
	sql("UPDATE entries SET earned_delta = 0, earned_after = 0");
	sql("UPDATE accounts SET earned_cents = 0");
	world_migrate_again("0015-purses.sql");
	world_migrate_again("0015-purses.sql"); /* safe to run twice */
	ck_assert_int_eq(earned_of(user), earned);
	check_audit();
}
END_TEST

struct freeze {
	struct id user;
	const char *why;
};

static enum error suspend(struct db *db, void *arg)
{
	const struct freeze *freeze = arg;

	return suspension_begin(db, freeze->user, freeze->why);
}

static enum error thaw(struct db *db, void *arg)
{
	return suspension_end(db, ((const struct freeze *)arg)->user);
}

START_TEST(an_operator_freezes_a_wallet_and_only_an_operator_thaws_it)
{
	struct freeze freeze = { given_user(), "we look into your last three drops" };
	struct id own, job, drop = given_drop();
	struct claim claim;

	(void)given_prize(freeze.user, 800);
	let_holds_pass();
	expect(OK, act_run(freeze.user, "Posted before.", 200, 300, &own));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, suspend, &freeze));
	ck_assert_str_eq(look_wallet(freeze.user).frozen_reason, freeze.why);
	expect(ERR_WALLET_FROZEN, act_run(freeze.user, "Posted after.", 200, 300, &job));
	expect(ERR_WALLET_FROZEN, act_claim(drop, freeze.user, &claim));
	expect(ERR_WALLET_FROZEN, withdraw(freeze.user, 100));
	/* Cancelling one's own drop brings its money back, and thaws nothing. */
	expect(OK, act_cancel(own, freeze.user));
	(void)act_pass();
	expect(ERR_WALLET_FROZEN, withdraw(freeze.user, 100));
	pay_by_card(freeze.user, 500);
	expect(ERR_WALLET_FROZEN, withdraw(freeze.user, 100));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, thaw, &freeze));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, thaw, &freeze)); /* nothing changes */
	expect(OK, withdraw(freeze.user, 100));
	check_audit();
}
END_TEST

SUITE("purse", before, world_close, what_a_card_paid_is_never_withdrawn,
      earning_and_spending_opens_no_way_for_a_cards_money,
      a_job_takes_card_money_first_and_a_refund_puts_back_what_it_took,
      a_prize_is_on_hold_and_its_owner_sees_until_when, what_is_spent_of_a_hold_frees_nothing,
      a_withdrawal_that_fails_comes_back_as_earned, a_dispute_takes_card_money_first,
      what_is_earned_leaves_once, the_migration_derives_both_purses_from_history,
      an_operator_freezes_a_wallet_and_only_an_operator_thaws_it,
      a_pending_withdrawal_says_what_it_waits_for)
