/* Disputed payments: the jobs that they paid for and nobody answered, the prizes that wait, and what an operator decides. */
#include <string.h>

#include "audit/review.h"
#include "base/config.h"
#include "clock/recall.h"
#include "money/decision.h"
#include "money/dispute.h"
#include "money/hold.h"
#include "money/suspension.h"
#include "money/topup.h"
#include "money/wallet.h"
#include "money/withdrawal.h"
#include "picture/flow.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"

#define PRIZE 800 /* of a drop of a thousand */
#define DAYS(n) ((int64_t)(n)*86400)

static void before(void)
{
	world_open();
	settings_mutable()->payout_hold_seconds = DAYS(7);
	settings_mutable()->dispute_hold_days = 120;
	settings_mutable()->withdraw_min_cents = 1;
}

/* ------------------------------------------------------ what happens */

static enum error take_back(struct db *db, void *recall)
{
	return topup_take_back(db, recall);
}

static enum error give_again(struct db *db, void *recall)
{
	return topup_give_again(db, recall);
}

static struct recall dispute_of(struct id user, const char *id, int64_t amount)
{
	return (struct recall){
		.kind = RECALL_DISPUTE, .id = id, .user = user, .amount = cents(amount)
	};
}

static void is_disputed(struct id user, const char *id, int64_t amount)
{
	struct recall recall = dispute_of(user, id, amount);

	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back, &recall));
}

static void is_lost(struct id user, const char *id, int64_t amount)
{
	struct recall recall = dispute_of(user, id, amount);

	recall.lost = true;
	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back, &recall));
}

static void is_won(struct id user, const char *id, int64_t amount)
{
	struct recall recall = dispute_of(user, id, amount);

	expect(OK, db_transact(world_db(), DB_TRANSACTION, give_again, &recall));
}

static enum error claw_back_once(struct db *db, void *decision)
{
	return decision_claw_back(db, decision);
}

static enum error release_once(struct db *db, void *decision)
{
	return decision_release(db, decision);
}

static enum error claw_back(const char *dispute, struct id job, struct decision *out)
{
	*out = (struct decision){ .request = id_new(), .dispute = dispute, .job = job };
	return db_transact(world_db(), DB_TRANSACTION, claw_back_once, out);
}

static enum error release(const char *dispute, struct id job)
{
	struct decision decision = { .request = id_new(), .dispute = dispute, .job = job };

	return db_transact(world_db(), DB_TRANSACTION, release_once, &decision);
}

static enum error settle_once(struct db *db, void *user)
{
	return topup_settle(db, *(struct id *)user, id_new().text);
}

/* What clorp-cron does after a refund. */
static void settle(struct id user)
{
	expect(OK, db_transact(world_db(), DB_TRANSACTION, settle_once, &user));
}

struct gift {
	struct id user;
	int64_t cents;
};

static enum error give(struct db *db, void *arg)
{
	const struct gift *gift = arg;
	struct money balance;

	return ledger_grant(db, id_new(), gift->user, cents(gift->cents), &balance);
}

static void pay_in(struct id user, int64_t amount)
{
	struct gift gift = { user, amount };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, give, &gift));
	settle(user);
}

/* A drop of a thousand of the sender's, won by that user. */
static struct id given_win(struct id sender, struct id winner)
{
	struct id job = given_drop(.sender = sender, .cents = 1000);

	expect(OK, act_submit(job, winner, NULL));
	age(job, 600);
	(void)act_pass();
	ck_assert_str_eq(look_job(job).status, "completed");
	return job;
}

/* ------------------------------------------------------ what stands */

static int64_t owed_by(struct id user)
{
	return look_number(arena_printf(world_arena(),
					"SELECT shortage_cents FROM users WHERE id = '%s'", user.text));
}

static const char *status_of(const char *dispute)
{
	struct rows *rows;

	expect(OK, db_query(world_db(), &rows, "SELECT CONCAT(status, IF(closed_at IS NULL, '', ', closed')) "
					       "AS status FROM disputes WHERE id = ?", dispute));
	return rows_next(rows) ? row_text(rows, "status") : "none";
}

static const char *state_of(struct id job)
{
	return look_job(job).status;
}

static struct wallet look_wallet(struct id user)
{
	const struct page page = { .limit = 50 };
	struct wallet wallet = { .count = 0 };

	expect(OK, wallet_find(world_db(), user, &page, &wallet));
	return wallet;
}

static int64_t withdrawable(struct id user)
{
	return look_wallet(user).withdrawable_cents.cents;
}

static bool is_on_hold_for_a_dispute(struct id user)
{
	struct held held;

	expect(OK, hold_find(world_db(), user, &held));
	return held.disputed;
}

static void days_pass(int days)
{
	sql("UPDATE entries SET created_at = created_at - INTERVAL %d DAY", days);
	sql("UPDATE disputes SET created_at = created_at - INTERVAL %d DAY, "
	    "closed_at = closed_at - INTERVAL %d DAY", days, days);
}

static const char *list_payouts(const char *dispute)
{
	struct disputed_payouts payouts;
	const char *text = "";

	expect(OK, dispute_payouts(world_db(), dispute, &payouts));
	for (int i = 0; i < payouts.count; i++)
		text = arena_printf(world_arena(), "%s%s %lld %lld; ", text, payouts.list[i].state,
				    (long long)payouts.list[i].cents.cents,
				    (long long)payouts.list[i].taken.cents);
	return text;
}

/* ------------------------------------------------------ how a dispute stands */

/* Told as open, as lost, and its money come back: in every order, and each twice. */
START_TEST(a_dispute_stands_the_same_whatever_is_told_first)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
					 { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	for (int i = 0; i < COUNT(orders); i++) {
		struct id user = given_user(.cents = 1000);
		const char *id = arena_printf(world_arena(), "dp_%d", i);

		for (int k = 0; k < 6; k++) {
			int which = orders[i][k / 2];

			/* The money comes back of what was taken: as the events' handler has it. */
			if (which == 1)
				is_lost(user, id, 600);
			else
				is_disputed(user, id, 600);
			if (which == 2)
				is_won(user, id, 600);
		}
		ck_assert_str_eq(status_of(id), "won, closed");
		ck_assert_int_eq(look_balance(user), 1000);
	}
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM disputes"), COUNT(orders));
	check_audit();
}
END_TEST

START_TEST(a_dispute_is_open_until_it_is_lost)
{
	struct id user = given_user(.cents = 1000);

	is_disputed(user, "dp_1", 600);
	ck_assert_str_eq(status_of("dp_1"), "open");
	is_lost(user, "dp_1", 600);
	ck_assert_str_eq(status_of("dp_1"), "lost, closed");
	is_disputed(user, "dp_1", 600);
	ck_assert_str_eq(status_of("dp_1"), "lost, closed");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'disputed'"), 1);
	check_audit();
}
END_TEST

static enum error refund_it(struct db *db, void *recall)
{
	return topup_take_back(db, recall);
}

START_TEST(a_refund_beyond_the_wallet_counts_as_a_lost_dispute)
{
	struct id user = given_user(.cents = 1000);
	struct recall refund = {
		.kind = RECALL_REFUND, .id = "re_1", .user = user, .amount = cents(400)
	};

	expect(OK, db_transact(world_db(), DB_TRANSACTION, refund_it, &refund));
	ck_assert_str_eq(status_of("re_1"), "none"); /* the wallet held it */
	refund.id = "re_2";
	refund.amount = cents(700);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, refund_it, &refund));
	ck_assert_str_eq(status_of("re_2"), "lost, closed");
	ck_assert_int_eq(owed_by(user), 100);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, give_again, &refund));
	ck_assert_str_eq(status_of("re_2"), "won, closed");
	check_audit();
}
END_TEST

/* ------------------------------------------------------ jobs that nobody has answered */

struct posted {
	struct id sender, claimant;
	struct id empty, claimed, answered, queued, held, accepted, unpaid;
};

static struct posted given_jobs(void)
{
	struct posted all = { .sender = given_user(.cents = 3000), .claimant = given_user() };
	struct id worker = given_user();

	all.empty = given_drop(.sender = all.sender, .cents = 500);
	all.claimed = given_drop(.sender = all.sender, .cents = 500);
	all.answered = given_drop(.sender = all.sender, .cents = 500);
	all.queued = given_hire(.sender = all.sender);
	all.held = given_hire(.sender = all.sender);
	all.accepted = given_hire(.sender = all.sender);
	all.unpaid = given_drop(.sender = all.sender, .unpaid = true);
	expect(OK, act_claim(all.claimed, all.claimant, NULL));
	expect(OK, act_submit(all.answered, given_user(), NULL));
	expect(OK, act_hold(all.held, given_user()));
	expect(OK, act_hold(all.accepted, worker));
	expect(OK, act_accept(all.accepted, worker));
	ck_assert_int_eq(look_balance(all.sender), 0);
	return all;
}

static void check_called_off(const struct posted *all)
{
	ck_assert_str_eq(state_of(all->empty), "cancelled");
	ck_assert_str_eq(state_of(all->claimed), "cancelled");
	ck_assert_str_eq(state_of(all->queued), "cancelled");
	ck_assert_str_eq(state_of(all->held), "cancelled");
	ck_assert_str_eq(state_of(all->answered), "open");
	ck_assert_str_eq(state_of(all->accepted), "accepted");
	ck_assert_str_eq(state_of(all->unpaid), "pending_payment");
}

START_TEST(what_disputed_money_paid_for_is_called_off_unless_it_was_answered)
{
	struct posted all = given_jobs();

	is_disputed(all.sender, "dp_1", 2500);
	ck_assert_int_eq(owed_by(all.sender), 2500);
	for (int i = 0; i < 2; i++) { /* again: nothing changes */
		expect(OK, recall_jobs(world_db(), all.sender, "dp_1"));
		check_called_off(&all);
		ck_assert_int_eq(look_balance(all.sender), 2000);
	}
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'funds'"), 4);
	settle(all.sender);
	ck_assert_int_eq(look_balance(all.sender), 0);
	ck_assert_int_eq(owed_by(all.sender), 500);
	/* Who held a place or a hire has done nothing wrong, and is told. */
	ck_assert_int_eq(look_number(arena_printf(world_arena(),
						  "SELECT COUNT(*) FROM events WHERE user_id <> '%s' "
						  "AND type IN ('drop.cancelled', 'hire.cancelled')",
						  all.sender.text)),
		2);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM cooldowns"), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM claims WHERE status = 'live'"), 0);
	check_audit();
}
END_TEST

START_TEST(what_a_wallet_covers_is_called_off_while_it_is_disputed)
{
	struct id sender = given_user(.cents = 2000),
		  job = given_drop(.sender = sender, .cents = 500);

	is_disputed(sender, "dp_1", 1000);
	ck_assert_int_eq(owed_by(sender), 0);
	expect(OK, recall_jobs(world_db(), sender, "dp_1"));
	ck_assert_str_eq(state_of(job), "cancelled");
	ck_assert_int_eq(look_balance(sender), 1000);
	check_audit();
}
END_TEST

START_TEST(a_dispute_that_is_won_calls_nothing_off)
{
	struct id sender = given_user(.cents = 1000),
		  job = given_drop(.sender = sender, .cents = 1000);

	is_disputed(sender, "dp_1", 1000);
	is_won(sender, "dp_1", 1000);
	expect(OK, recall_jobs(world_db(), sender, "dp_1"));
	ck_assert_str_eq(state_of(job), "open");
	is_lost(given_user(.cents = 500), "dp_2", 500); /* and one that was made up for */
	expect(OK, recall_jobs(world_db(), sender, "dp_2"));
	ck_assert_str_eq(state_of(job), "open");
	check_audit();
}
END_TEST

static struct posted shared;

/* Four who call off, one who answers, one who cancels. */
static enum error rush(int i, void *unused)
{
	(void)unused;
	world_reopen();
	if (i == 4)
		return act_submit(shared.claimed, shared.claimant, NULL);
	if (i == 5)
		return act_cancel(shared.empty, shared.sender);
	return recall_jobs(world_db(), shared.sender, "dp_1");
}

START_TEST(jobs_that_several_call_off_at_once_end_once)
{
	for (int round = 0; round < 3; round++) {
		shared = given_jobs();
		is_disputed(shared.sender, "dp_1", 2500);
		(void)race_of(6, rush, NULL);
		ck_assert_str_eq(state_of(shared.empty), "cancelled");
		ck_assert(strcmp(state_of(shared.claimed), "cancelled") == 0 ||
			  strcmp(state_of(shared.claimed), "open") == 0);
		check_audit();
		world_close();
		before();
	}
}
END_TEST

/* ------------------------------------------------------ prizes that wait */

START_TEST(a_prize_out_of_a_disputed_senders_escrow_stays_on_hold)
{
	struct id sender = given_user(.cents = 2000), winner = given_user();

	(void)given_win(sender, winner);
	days_pass(3);
	ck_assert(!is_on_hold_for_a_dispute(winner));
	is_disputed(sender, "dp_1", 1000);
	ck_assert(is_on_hold_for_a_dispute(winner));
	days_pass(5);
	ck_assert_int_eq(withdrawable(winner), 0);
	ck_assert_int_eq(look_wallet(winner).pending_cents.cents, PRIZE);
	days_pass(114);
	ck_assert_int_eq(withdrawable(winner), 0);
	days_pass(2); /* a hundred and twenty at most */
	ck_assert_int_eq(withdrawable(winner), PRIZE);
	ck_assert(!is_on_hold_for_a_dispute(winner));
	check_audit();
}
END_TEST

START_TEST(a_prize_whose_hold_was_over_is_out_of_a_disputes_reach)
{
	struct id sender = given_user(.cents = 2000), winner = given_user(), job;

	job = given_win(sender, winner);
	days_pass(8);
	is_lost(sender, "dp_1", 2000);
	ck_assert_int_eq(withdrawable(winner), PRIZE);
	ck_assert_str_eq(list_payouts("dp_1"), "");

	struct decision decision;

	expect(ERR_WRONG_STATE, claw_back("dp_1", job, &decision));
	expect(ERR_WRONG_STATE, release("dp_1", job));
	check_audit();
}
END_TEST

START_TEST(a_dispute_that_is_won_lets_its_prizes_go)
{
	struct id sender = given_user(.cents = 1000), winner = given_user();

	(void)given_win(sender, winner);
	is_disputed(sender, "dp_1", 1000);
	days_pass(8);
	ck_assert_int_eq(withdrawable(winner), 0);
	is_won(sender, "dp_1", 1000);
	ck_assert_int_eq(withdrawable(winner), PRIZE);
	check_audit();
}
END_TEST

START_TEST(a_lost_dispute_that_was_made_up_for_lets_its_prizes_go)
{
	struct id sender = given_user(.cents = 1000), winner = given_user();

	(void)given_win(sender, winner);
	is_lost(sender, "dp_1", 1000);
	days_pass(8);
	ck_assert_int_eq(withdrawable(winner), 0);
	pay_in(sender, 999);
	ck_assert_int_eq(owed_by(sender), 1);
	ck_assert_int_eq(withdrawable(winner), 0);
	pay_in(sender, 1);
	ck_assert_int_eq(owed_by(sender), 0);
	ck_assert_int_eq(withdrawable(winner), PRIZE);
	check_audit();
}
END_TEST

/* A drop that is being judged when the dispute comes pays its winner, whose prize waits. */
START_TEST(a_prize_that_is_paid_while_the_sender_is_disputed_waits_too)
{
	struct id sender = given_user(.cents = 1000), winner = given_user();
	struct id job = given_drop(.sender = sender, .cents = 1000);

	expect(OK, act_submit(job, winner, NULL));
	is_disputed(sender, "dp_1", 1000);
	expect(OK, recall_jobs(world_db(), sender, "dp_1"));
	age(job, 600);
	(void)act_pass();
	ck_assert_str_eq(state_of(job), "completed");
	ck_assert(is_on_hold_for_a_dispute(winner));
	ck_assert_int_eq(look_balance(winner), PRIZE);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ what an operator decides */

struct affair {
	struct id sender, winner, job;
};

/* A prize of eight hundred; its sender owes a thousand for it. */
static struct affair given_affair(void)
{
	struct affair affair = { .sender = given_user(.cents = 1000), .winner = given_user() };

	affair.job = given_win(affair.sender, affair.winner);
	return affair;
}

START_TEST(a_lost_payment_is_clawed_back_from_a_prize_that_it_paid_for)
{
	struct affair affair = given_affair();
	struct decision decision;
	struct flow flow;

	is_lost(affair.sender, "dp_1", 1000);
	ck_assert_str_eq(list_payouts("dp_1"), "held 800 0; ");
	expect(OK, claw_back("dp_1", affair.job, &decision));
	ck_assert(id_equal(decision.winner, affair.winner));
	ck_assert_int_eq(decision.taken.cents, PRIZE);
	ck_assert_int_eq(decision.owed.cents, 200);
	ck_assert_int_eq(look_balance(affair.winner), 0);
	ck_assert_int_eq(owed_by(affair.sender), 200);
	ck_assert_str_eq(list_payouts("dp_1"), "clawed-back 800 800; ");
	ck_assert_str_eq(look_wallet(affair.winner).entries[0].reason,
			 arena_printf(world_arena(), "clawback:dp_1:%s", affair.job.text));
	ck_assert_int_eq(look_wallet(affair.winner).pending_cents.cents, 0);
	expect(OK, flow_read(world_db(), affair.job, &flow));
	ck_assert_int_eq(flow.prize.cents, PRIZE);
	ck_assert_int_eq(flow.clawed_back.cents, PRIZE);
	expect(ERR_WRONG_STATE, claw_back("dp_1", affair.job, &decision));
	expect(ERR_WRONG_STATE, release("dp_1", affair.job));
	check_audit();
}
END_TEST

START_TEST(a_prize_that_is_released_has_its_usual_hold)
{
	struct affair affair = given_affair();
	struct decision decision;

	is_lost(affair.sender, "dp_1", 1000);
	expect(OK, release("dp_1", affair.job));
	ck_assert_int_eq(withdrawable(affair.winner), 0);
	ck_assert(!is_on_hold_for_a_dispute(affair.winner));
	days_pass(8);
	ck_assert_int_eq(withdrawable(affair.winner), PRIZE);
	ck_assert_str_eq(list_payouts("dp_1"), "released 800 0; ");
	expect(ERR_WRONG_STATE, claw_back("dp_1", affair.job, &decision));
	check_audit();
}
END_TEST

START_TEST(nothing_is_taken_before_a_dispute_is_lost)
{
	struct affair affair = given_affair();
	struct decision decision;

	is_disputed(affair.sender, "dp_1", 1000);
	expect(ERR_WRONG_STATE, claw_back("dp_1", affair.job, &decision));
	is_won(affair.sender, "dp_1", 1000);
	expect(ERR_WRONG_STATE, claw_back("dp_1", affair.job, &decision));
	ck_assert_int_eq(look_balance(affair.winner), PRIZE);
	expect(ERR_NOT_FOUND, claw_back("dp_2", affair.job, &decision));
	check_audit();
}
END_TEST

START_TEST(another_senders_prize_is_out_of_reach)
{
	struct affair affair = given_affair(), other = given_affair();
	struct decision decision;

	is_lost(affair.sender, "dp_1", 1000);
	expect(ERR_NOT_FOUND, claw_back("dp_1", other.job, &decision));
	expect(ERR_NOT_FOUND, claw_back("dp_1", given_drop(), &decision));
	expect(ERR_NOT_FOUND, release("dp_1", other.job));
	check_audit();
}
END_TEST

START_TEST(a_claw_back_takes_no_more_than_is_owed)
{
	struct affair affair = given_affair();
	struct decision decision;

	is_lost(affair.sender, "dp_1", 300);
	expect(OK, claw_back("dp_1", affair.job, &decision));
	ck_assert_int_eq(decision.taken.cents, 300);
	ck_assert_int_eq(owed_by(affair.sender), 0);
	ck_assert_int_eq(look_balance(affair.winner), 500);
	/* The sender's wallet thaws; the rest of the prize has its usual hold. */
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE frozen_at IS NOT NULL"), 0);
	ck_assert_int_eq(look_wallet(affair.winner).pending_cents.cents, 500);
	days_pass(8);
	ck_assert_int_eq(withdrawable(affair.winner), 500);
	check_audit();
}
END_TEST

START_TEST(a_claw_back_takes_no_more_than_the_wallet_holds)
{
	struct affair affair = given_affair();
	struct decision decision;
	struct id job;

	is_lost(affair.sender, "dp_1", 1000);
	expect(OK, act_run(affair.winner, "Spend most of it.", 700, 300, &job));
	expect(OK, claw_back("dp_1", affair.job, &decision));
	ck_assert_int_eq(decision.taken.cents, 100);
	ck_assert_int_eq(owed_by(affair.sender), 900);
	ck_assert_int_eq(look_balance(affair.winner), 0);
	check_audit();
}
END_TEST

START_TEST(an_empty_wallet_is_not_clawed_back_and_can_be_later)
{
	struct affair affair = given_affair();
	struct decision decision;
	struct id job;

	is_lost(affair.sender, "dp_1", 1000);
	expect(OK, act_run(affair.winner, "Spend all of it.", 800, 300, &job));
	expect(ERR_PAYMENT_REQUIRED, claw_back("dp_1", affair.job, &decision));
	expect(OK, act_cancel(job, affair.winner));
	expect(OK, claw_back("dp_1", affair.job, &decision));
	ck_assert_int_eq(decision.taken.cents, PRIZE);
	check_audit();
}
END_TEST

START_TEST(two_disputes_take_one_prize_once)
{
	struct affair affair = given_affair();
	struct decision decision;

	is_lost(affair.sender, "dp_1", 300);
	is_lost(affair.sender, "dp_2", 1000);
	expect(OK, claw_back("dp_1", affair.job, &decision)); /* all that is owed, whichever for */
	ck_assert_int_eq(decision.taken.cents, PRIZE);
	expect(ERR_PAYMENT_REQUIRED, claw_back("dp_2", affair.job, &decision));
	ck_assert_int_eq(owed_by(affair.sender), 500);
	check_audit();
}
END_TEST

/* What an open dispute took may come back: no winner makes up for it. */
START_TEST(a_claw_back_makes_up_for_no_dispute_that_is_open)
{
	struct affair affair = given_affair();
	struct decision decision;

	is_lost(affair.sender, "dp_1", 100);
	is_disputed(affair.sender, "dp_2", 900);
	expect(OK, claw_back("dp_1", affair.job, &decision));
	ck_assert_int_eq(decision.taken.cents, 100);
	ck_assert_int_eq(owed_by(affair.sender), 900);
	is_won(affair.sender, "dp_2", 900);
	settle(affair.sender);
	ck_assert_int_eq(owed_by(affair.sender), 0);
	ck_assert_int_eq(look_balance(affair.sender), 0);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ at once */

static struct affair contested;

static enum error decide_at_once(int i, void *unused)
{
	struct decision decision;

	(void)unused;
	world_reopen();
	return i % 2 ? release("dp_1", contested.job) : claw_back("dp_1", contested.job, &decision);
}

START_TEST(two_operators_decide_once)
{
	contested = given_affair();
	is_lost(contested.sender, "dp_1", 1000);

	struct race race = race_of(6, decide_at_once, NULL);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_WRONG_STATE], 5);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM dispute_decisions"), 1);
	check_audit();
}
END_TEST

/* The winner spends it, a claw-back takes it, its sender pays, and a bank takes that back: whoever is first. */
static enum error crowd(int i, void *unused)
{
	struct decision decision;
	struct id job;

	(void)unused;
	world_reopen();
	switch (i % 4) {
	case 0: return claw_back("dp_1", contested.job, &decision);
	case 1: return act_run(contested.winner, "Spend all of it.", 800, 300, &job);
	case 2: settle(contested.sender); return OK;
	default: is_disputed(contested.sender, "dp_2", 300); return OK;
	}
}

START_TEST(a_prize_is_clawed_back_or_spent_and_never_both)
{
	for (int round = 0; round < 5; round++) {
		contested = given_affair();
		is_lost(contested.sender, "dp_1", 1000);
		(void)race_of(8, crowd, NULL);
		ck_assert_int_eq(look_balance(contested.winner), 0);
		check_audit();
		world_close();
		before();
	}
}
END_TEST

/* ------------------------------------------------------ money that is under way */

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

static const char *reason_of(struct id withdrawal)
{
	struct withdrawal found;

	expect(OK, withdrawal_find(world_db(), withdrawal, &found));
	return found.pending_reason;
}

START_TEST(a_pending_withdrawal_waits_while_its_wallet_is_frozen)
{
	struct affair affair = given_affair();
	struct order_out order = { id_new(), affair.winner, 500 };
	bool frozen = true;

	days_pass(8);
	sql("UPDATE users SET stripe_account_id = 'acct_1', stripe_account_status = 'active' "
	    "WHERE id = '%s'", affair.winner.text);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, create, &order));
	ck_assert_str_eq(reason_of(order.id), "awaiting_stripe");
	expect(OK, suspension_find(world_db(), affair.winner, &frozen));
	ck_assert(!frozen);
	is_disputed(affair.winner, "dp_1", 1000);
	ck_assert_str_eq(reason_of(order.id), "on_hold_dispute");
	expect(OK, suspension_find(world_db(), affair.winner, &frozen));
	ck_assert(frozen);
	is_won(affair.winner, "dp_1", 1000);
	ck_assert_str_eq(reason_of(order.id), "awaiting_stripe");
	check_audit();
}
END_TEST

static enum error look_back(struct db *db, void *review)
{
	return review_run(db, 24, review);
}

static bool is_reviewed(const char *what, const char *whose)
{
	struct review review = { .count = 0 };

	expect(OK, db_transact(world_db(), DB_SNAPSHOT, look_back, &review));
	for (int i = 0; i < review.count; i++)
		if (strstr(review.lines[i], what) && strstr(review.lines[i], whose))
			return true;
	return false;
}

START_TEST(a_review_shows_disputes_and_who_is_frozen_for_one)
{
	struct id user = given_user(.cents = 100);

	is_disputed(user, "dp_1", 300);
	is_lost(given_user(.cents = 500), "dp_2", 300);
	days_pass(30);
	ck_assert(is_reviewed("\"dispute\"", "dp_1")); /* however long it has been open */
	ck_assert(!is_reviewed("\"dispute\"", "dp_2"));
	ck_assert(is_reviewed("\"frozen\"", user.text));
}
END_TEST

/* ------------------------------------------------------ history */

/* Of a wallet that was empty no entry tells whose it was: the event does. */
START_TEST(a_migration_finds_what_was_disputed_before_it_was_written_down)
{
	struct affair affair = given_affair();

	sql("INSERT INTO topups (id, user_id, kind, amount_cents, payment_intent, status, created_at, updated_at) "
	    "VALUES ('cs_1', '%s', 'checkout', 1000, 'pi_1', 'credited', NOW(3), NOW(3))",
	    affair.sender.text);
	is_lost(affair.sender, "dp_1", 1000);
	sql("DELETE FROM disputes");
	sql("INSERT INTO stripe_events (id, type, status, about, payload, created_at) VALUES "
	    "('evt_1', 'charge.dispute.created', 'handled', 'pi_1', '{\"data\":{\"object\":{\"id\":\"dp_1\"}}}', NOW(3)), "
	    "('evt_2', 'charge.dispute.closed', 'handled', 'pi_1', '{\"data\":{\"object\":{\"id\":\"dp_1\"}}}', NOW(3))");
	world_migrate_again("0025-disputes.sql");
	world_migrate_again("0025-disputes.sql");
	ck_assert_str_eq(status_of("dp_1"), "lost, closed");
	sql("DELETE FROM topups"); /* it credited nothing here */
	check_audit();
}
END_TEST

SUITE("dispute", before, world_close, a_dispute_stands_the_same_whatever_is_told_first,
      a_dispute_is_open_until_it_is_lost, a_refund_beyond_the_wallet_counts_as_a_lost_dispute,
      what_disputed_money_paid_for_is_called_off_unless_it_was_answered,
      what_a_wallet_covers_is_called_off_while_it_is_disputed,
      a_dispute_that_is_won_calls_nothing_off, jobs_that_several_call_off_at_once_end_once,
      a_prize_out_of_a_disputed_senders_escrow_stays_on_hold,
      a_prize_whose_hold_was_over_is_out_of_a_disputes_reach,
      a_dispute_that_is_won_lets_its_prizes_go,
      a_lost_dispute_that_was_made_up_for_lets_its_prizes_go,
      a_prize_that_is_paid_while_the_sender_is_disputed_waits_too,
      a_lost_payment_is_clawed_back_from_a_prize_that_it_paid_for,
      a_prize_that_is_released_has_its_usual_hold, nothing_is_taken_before_a_dispute_is_lost,
      another_senders_prize_is_out_of_reach, a_claw_back_takes_no_more_than_is_owed,
      a_claw_back_takes_no_more_than_the_wallet_holds,
      an_empty_wallet_is_not_clawed_back_and_can_be_later, two_disputes_take_one_prize_once,
      a_claw_back_makes_up_for_no_dispute_that_is_open, two_operators_decide_once,
      a_prize_is_clawed_back_or_spent_and_never_both,
      a_pending_withdrawal_waits_while_its_wallet_is_frozen,
      a_review_shows_disputes_and_who_is_frozen_for_one,
      a_migration_finds_what_was_disputed_before_it_was_written_down)
