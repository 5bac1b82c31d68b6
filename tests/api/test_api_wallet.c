/* What a balance and a list of withdrawals say of money that waits: how much, until when, and for what. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/config.h"
#include "money/dispute.h"
#include "money/topup.h"
#include "support/call.h"
#include "support/expect.h"
#include "support/suite.h"

#define WEEK 604800

static void open_with_stripe(void)
{
	struct config *config = settings_mutable();

	world_open();
	config->stripe_key = "sk_test_none";
	config->payout_hold_seconds = WEEK;
	config->withdraw_min_cents = 1;
}

/* A prize of eight hundred, from a sender of its own. */
static struct id given_prize(struct id winner)
{
	struct id sender = given_user(.cents = 1000),
		  job = given_drop(.sender = sender, .cents = 1000);

	expect(OK, act_submit(job, winner, NULL));
	age(job, 600);
	(void)act_pass();
	return sender;
}

static struct answer_seen balance_of(const struct person *who)
{
	struct answer_seen seen = call(GET, "/api/wallet/balance", who->key, NULL);

	check_status(seen, 200);
	return seen;
}

static void days_pass(int days)
{
	sql("UPDATE entries SET created_at = created_at - INTERVAL %d DAY", days);
	sql("UPDATE disputes SET created_at = created_at - INTERVAL %d DAY", days);
}

/* How far the second of two times of the API is after the first, in seconds. */
static int64_t seconds_between(const char *from, const char *to)
{
	return look_number(format("SELECT TIMESTAMPDIFF(SECOND, '%.19s', '%.19s')", from, to));
}

START_TEST(a_balance_tells_what_is_pending_and_until_when)
{
	struct person who = given_person();

	(void)given_prize(who.id);
	days_pass(3);
	(void)given_prize(who.id);

	struct answer_seen seen = balance_of(&who);

	ck_assert_int_eq(number_at(&seen, "balance_cents"), 1600);
	ck_assert_int_eq(number_at(&seen, "withdrawable_cents"), 0);
	ck_assert_int_eq(number_at(&seen, "pending_cents"), 1600);
	/* The older of the two is the next. */
	ck_assert_str_eq(text_at(&seen, "next_withdrawable_at"),
			 text_at(&seen, "ledger.1.withdrawable_at"));
	ck_assert_int_eq(seconds_between(text_at(&seen, "ledger.1.created_at"),
					 text_at(&seen, "ledger.1.withdrawable_at")),
			 WEEK);
	ck_assert(null_at(&seen, "ledger.0.pending_reason"));
	days_pass(5);
	seen = balance_of(&who);
	ck_assert_int_eq(number_at(&seen, "withdrawable_cents"), 800);
	ck_assert_int_eq(number_at(&seen, "pending_cents"), 800);
	ck_assert_str_eq(text_at(&seen, "next_withdrawable_at"),
			 text_at(&seen, "ledger.0.withdrawable_at"));
	days_pass(5);
	seen = balance_of(&who);
	ck_assert_int_eq(number_at(&seen, "withdrawable_cents"), 1600);
	ck_assert_int_eq(number_at(&seen, "pending_cents"), 0);
	ck_assert(null_at(&seen, "next_withdrawable_at"));
	check_audit();
}
END_TEST

START_TEST(card_money_is_neither_pending_nor_withdrawable)
{
	struct person who = given_person(.cents = 500);
	struct answer_seen seen = balance_of(&who);

	ck_assert_int_eq(number_at(&seen, "balance_cents"), 500);
	ck_assert_int_eq(number_at(&seen, "withdrawable_cents"), 0);
	ck_assert_int_eq(number_at(&seen, "pending_cents"), 0);
	ck_assert(null_at(&seen, "next_withdrawable_at"));
	ck_assert(null_at(&seen, "ledger.0.withdrawable_at"));
	ck_assert(null_at(&seen, "frozen_reason"));
}
END_TEST

static enum error take_back(struct db *db, void *recall)
{
	return topup_take_back(db, recall);
}

static void is_disputed(struct id user, const char *id)
{
	struct recall recall = {
		.kind = RECALL_DISPUTE, .id = id, .user = user, .amount = cents(1000)
	};

	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back, &recall));
}

START_TEST(a_prize_that_waits_for_a_dispute_says_so)
{
	struct person who = given_person();

	is_disputed(given_prize(who.id), "dp_1");
	days_pass(8);

	struct answer_seen seen = balance_of(&who);

	ck_assert_int_eq(number_at(&seen, "pending_cents"), 800);
	ck_assert_str_eq(text_at(&seen, "ledger.0.pending_reason"), "on_hold_dispute");
	ck_assert_str_eq(text_at(&seen, "next_withdrawable_at"),
			 text_at(&seen, "ledger.0.withdrawable_at"));
	ck_assert_int_ge(seconds_between(text_at(&seen, "ledger.0.created_at"),
					 text_at(&seen, "ledger.0.withdrawable_at")),
			 120 * 86400);
	days_pass(113);
	seen = balance_of(&who);
	ck_assert_int_eq(number_at(&seen, "withdrawable_cents"), 800);
	ck_assert(null_at(&seen, "ledger.0.pending_reason"));
	ck_assert(null_at(&seen, "next_withdrawable_at"));
}
END_TEST

START_TEST(a_withdrawal_tells_what_it_waits_for_and_when_it_is_tried)
{
	struct person who = given_person();

	(void)given_prize(who.id);
	days_pass(8);
	sql("UPDATE users SET stripe_account_id = 'acct_1', stripe_account_status = 'active' "
	    "WHERE id = '%s'", who.id.text);

	struct answer_seen made = call(POST, "/api/wallet/withdraw", who.key,
				       "{\"amount_cents\":500}");

	check_status(made, 201);
	ck_assert_str_eq(text_at(&made, "status"), "pending");
	ck_assert_str_eq(text_at(&made, "pending_reason"), "awaiting_stripe");
	ck_assert_int_eq(seconds_between(text_at(&made, "created_at"), text_at(&made, "next_try_at")),
			 0);
	sql("UPDATE outbox SET last_error = 'balance_insufficient', "
	    "next_attempt_at = next_attempt_at + INTERVAL 60 SECOND WHERE kind = 'transfer'");

	struct answer_seen seen = call(GET, "/api/wallet/withdrawals", who.key, NULL);

	ck_assert_str_eq(text_at(&seen, "withdrawals.0.pending_reason"), "awaiting_funds");
	ck_assert_int_eq(seconds_between(text_at(&made, "next_try_at"),
					 text_at(&seen, "withdrawals.0.next_try_at")),
			 60);
	is_disputed(who.id, "dp_1");
	seen = call(GET, "/api/wallet/withdrawals", who.key, NULL);
	ck_assert_str_eq(text_at(&seen, "withdrawals.0.pending_reason"), "on_hold_dispute");
	seen = balance_of(&who);
	ck_assert_ptr_nonnull(strstr(text_at(&seen, "frozen_reason"), "owes 700 cents"));
	check_error(call(POST, "/api/wallet/withdraw", who.key, "{\"amount_cents\":1}"), 403,
		    "wallet_frozen");
	sql("UPDATE outbox SET status = 'done', next_attempt_at = NULL WHERE kind = 'transfer'");
	sql("UPDATE withdrawals SET status = 'completed', stripe_transfer_id = 'tr_1'");
	seen = call(GET, "/api/wallet/withdrawals", who.key, NULL);
	ck_assert(null_at(&seen, "withdrawals.0.pending_reason"));
	ck_assert(null_at(&seen, "withdrawals.0.next_try_at"));
	check_audit();
}
END_TEST

/* The double of tests/support/stripe: it ends with this process. */
static void given_stripe(void)
{
	const char *srcdir = getenv("srcdir");
	const char *path = format("%s/tests/support/stripe/double", srcdir ? srcdir : ".");
	char line[100] = "";
	int out[2];
	FILE *said;

	ck_assert_int_eq(pipe(out), 0);
	if (fork() == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
		(void)dup2(out[1], STDOUT_FILENO);
		(void)close(out[0]);
		(void)close(out[1]);
		(void)execl(path, path, "--secret-key", "sk_test_none", (char *)NULL);
		_exit(127);
	}
	(void)close(out[1]);
	said = fdopen(out[0], "r");
	ck_assert_msg(said && fgets(line, sizeof(line), said), "no double came up");
	line[strcspn(line, "\n")] = '\0';
	settings_mutable()->stripe_api_base = format("%s", line + strlen("listening on "));
}

START_TEST(what_stripe_answers_while_somebody_waits_is_as_described)
{
	struct person who = given_person();
	struct answer_seen seen;

	given_stripe();
	check_status(call(POST, "/api/stripe/connect", who.key, "{}"), 200);
	seen = call(GET, "/api/stripe/connect/status", who.key, NULL);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "pending");
	check_status(call(POST, "/api/wallet/topup", who.key, "{\"amount_cents\":1000}"), 200);
	check_status(call(POST, "/api/wallet/setup-payment-method", who.key, "{}"), 200);
	sql("UPDATE users SET has_payment_method = 1, payment_method = 'pm_1' WHERE id = '%s'",
	    who.id.text);
	seen = call(POST, "/api/wallet/auto-topup", who.key,
		    "{\"enabled\":true,\"amount_cents\":1000,\"threshold_cents\":200}");
	check_status(seen, 200);
	ck_assert(true_at(&seen, "auto_topup_enabled"));
}
END_TEST

SUITE("api wallet", open_with_stripe, world_close,
      what_stripe_answers_while_somebody_waits_is_as_described,
      a_balance_tells_what_is_pending_and_until_when,
      card_money_is_neither_pending_nor_withdrawable, a_prize_that_waits_for_a_dispute_says_so,
      a_withdrawal_tells_what_it_waits_for_and_when_it_is_tried)
