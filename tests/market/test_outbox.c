/* The outbox: what is leased, taken over, asked again, and by whom. */
#include <string.h>

#include "money/billing.h"
#include "queue/outbox.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

/* One lease, and what is done under it. */
struct turn {
	enum outbox_lane lane;
	struct outbox_item item;
	bool found, first, known;
	const char *account, *result;
	struct id id;
};

static enum error do_add(struct db *db, void *arg)
{
	outbox_add(db, arg);
	return OK;
}

static enum error do_lease(struct db *db, void *arg)
{
	struct turn *turn = arg;

	return outbox_lease(db, turn->lane, id_new(), &turn->item, &turn->found);
}

static enum error do_done(struct db *db, void *arg)
{
	struct turn *turn = arg;

	TRY(outbox_lock(db, &turn->item));
	outbox_done(db, &turn->item, "done");
	return OK;
}

static enum error do_later(struct db *db, void *arg)
{
	struct turn *turn = arg;

	TRY(outbox_lock(db, &turn->item));
	outbox_later(db, &turn->item, turn->result, "not yet");
	return OK;
}

static enum error do_more(struct db *db, void *arg)
{
	struct turn *turn = arg;

	TRY(outbox_lock(db, &turn->item));
	outbox_more(db, &turn->item, turn->result);
	return OK;
}

static enum error do_anew(struct db *db, void *arg)
{
	struct turn *turn = arg;

	TRY(outbox_lock(db, &turn->item));
	outbox_anew(db, &turn->item, "again");
	return OK;
}

static enum error do_ask(struct db *db, void *arg)
{
	struct turn *turn = arg;

	return outbox_ask(db, turn->account, &turn->known);
}

static enum error do_decline(struct db *db, void *arg)
{
	struct turn *turn = arg;

	return outbox_decline(db, turn->id, "no", &turn->first);
}

static enum error do_settle(struct db *db, void *arg)
{
	struct turn *turn = arg;

	return outbox_settle(db, turn->id, "pi_1");
}

static enum error act(db_work *work, void *arg)
{
	return db_transact(world_db(), DB_TRANSACTION, work, arg);
}

static struct id given_item(enum outbox_kind kind, struct id user, const char *subject)
{
	struct outbox_item item = { .id = id_new(),
				    .user = user,
				    .kind = kind,
				    .subject = subject,
				    .target = "acct_1",
				    .amount = cents(500) };

	expect(OK, act(do_add, &item));
	return item.id;
}

static struct turn lease(enum outbox_lane lane)
{
	struct turn turn = { .lane = lane };

	expect(OK, act(do_lease, &turn));
	return turn;
}

static void due_now(void)
{
	sql("UPDATE outbox SET next_attempt_at = NOW(3) WHERE status = 'waiting'");
}

START_TEST(an_item_is_leased_to_one)
{
	struct id id = given_item(OUTBOX_TRANSFER, given_user(), "a");
	struct turn first = lease(LANE_ALL);

	ck_assert(first.found && id_equal(first.item.id, id));
	ck_assert_int_eq(first.item.attempts, 1);
	ck_assert(!first.item.renewed);
	ck_assert(!lease(LANE_ALL).found);
	expect(OK, act(do_done, &first));
	due_now();
	ck_assert(!lease(LANE_ALL).found);
}
END_TEST

START_TEST(who_held_it_before_records_nothing)
{
	struct turn first, second;

	given_item(OUTBOX_TRANSFER, given_user(), "a");
	first = lease(LANE_ALL);
	due_now();
	second = lease(LANE_ALL);
	ck_assert(second.found);
	expect(ERR_CONFLICT, act(do_done, &first));
	expect(OK, act(do_done, &second));
}
END_TEST

START_TEST(what_needs_nothing_from_outside_has_a_lane)
{
	struct id user = given_user(), local;

	given_item(OUTBOX_TRANSFER, user, "a");
	given_item(OUTBOX_AUTOMATIC, user, "b");
	ck_assert(!lease(LANE_LOCAL).found);
	local = given_item(OUTBOX_FUNDS, user, "c");
	sql("UPDATE outbox SET next_attempt_at = next_attempt_at - INTERVAL 1 HOUR WHERE kind <> 'funds'");
	struct turn turn = lease(LANE_LOCAL);

	ck_assert(turn.found && id_equal(turn.item.id, local));
	ck_assert(!lease(LANE_LOCAL).found);
	ck_assert(lease(LANE_ALL).found);
	ck_assert(lease(LANE_ALL).found);
	ck_assert(!lease(LANE_ALL).found);
}
END_TEST

START_TEST(what_was_told_stays_known_until_it_is_over)
{
	given_item(OUTBOX_AUTOMATIC, given_user(), "a");
	struct turn turn = lease(LANE_ALL);

	ck_assert_ptr_null(turn.item.result);
	turn.result = "pi_1";
	expect(OK, act(do_later, &turn));
	due_now();
	turn = lease(LANE_ALL);
	ck_assert_str_eq(turn.item.result, "pi_1");
	expect(OK, act(do_later, &turn));
	due_now();
	ck_assert_str_eq(lease(LANE_ALL).item.result, "pi_1");
}
END_TEST

START_TEST(what_is_done_in_part_goes_on_at_once)
{
	given_item(OUTBOX_REFUNDS, given_user(), "a");
	struct turn turn = lease(LANE_ALL);

	turn.result = "re_100";
	expect(OK, act(do_more, &turn));
	expect(ERR_CONFLICT, act(do_more, &turn));
	turn = lease(LANE_ALL);
	ck_assert(turn.found);
	ck_assert_str_eq(turn.item.result, "re_100");
	ck_assert_int_eq(turn.item.attempts, 2);
}
END_TEST

START_TEST(a_second_key_is_known_as_one)
{
	given_item(OUTBOX_TRANSFER, given_user(), "a");
	struct turn turn = lease(LANE_ALL);
	const char *key = turn.item.idempotency_key;

	expect(OK, act(do_anew, &turn));
	due_now();
	turn = lease(LANE_ALL);
	ck_assert(turn.item.renewed);
	ck_assert_str_ne(turn.item.idempotency_key, key);
}
END_TEST

START_TEST(an_event_that_knows_the_outcome_takes_the_lease)
{
	struct id user = given_user(), other = given_user();
	struct turn turn, event = { .id = given_item(OUTBOX_AUTOMATIC, user, "a") };

	turn = lease(LANE_ALL);
	expect(OK, act(do_settle, &event));
	expect(ERR_CONFLICT, act(do_done, &turn));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE status = 'done' AND result = 'pi_1'"), 1);
	expect(OK, act(do_decline, &event));
	ck_assert(!event.first);

	event.id = given_item(OUTBOX_AUTOMATIC, other, "b");
	turn = lease(LANE_ALL);
	expect(OK, act(do_decline, &event));
	ck_assert(event.first);
	expect(ERR_CONFLICT, act(do_done, &turn));
	expect(OK, act(do_settle, &event));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE status = 'declined'"), 1);
}
END_TEST

static struct id given_connected(const char *account, const char *status)
{
	struct id user = given_user();

	sql("UPDATE users SET stripe_account_id = '%s', stripe_account_status = '%s' WHERE id = '%s'",
	    account, status, user.text);
	return user;
}

START_TEST(an_answer_that_may_be_older_than_the_question_is_not_taken)
{
	struct turn ask = { .account = "acct_1" }, turn;

	(void)given_connected("acct_1", "pending");
	expect(OK, act(do_ask, &ask));
	ck_assert(ask.known);
	turn = lease(LANE_ALL);
	ck_assert(turn.found && turn.item.kind == OUTBOX_ACCOUNT);
	ck_assert_str_eq(turn.item.target, "acct_1");
	expect(OK, act(do_ask, &ask)); /* something happened while Stripe was asked */
	expect(ERR_CONFLICT, act(do_done, &turn));
	turn = lease(LANE_ALL);
	ck_assert(turn.found);
	expect(OK, act(do_done, &turn));
	expect(OK, act(do_ask, &ask)); /* and once more, after the answer */
	ck_assert(lease(LANE_ALL).found);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox"), 1);
}
END_TEST

START_TEST(nobody_asks_for_an_account_of_nobody)
{
	struct turn ask = { .account = "acct_2" };

	(void)given_connected("acct_1", "active");
	expect(OK, act(do_ask, &ask));
	ck_assert(!ask.known);
	ck_assert(!lease(LANE_ALL).found);
}
END_TEST

/* ------------------------------------------------------------ what an account is, then */

struct word {
	const char *account;
	enum connect_status status;
	bool active;
	int64_t words;
	struct id user;
};

static enum error do_set(struct db *db, void *arg)
{
	struct word *word = arg;

	return billing_set_connect(db, word->account, word->status);
}

static enum error do_answer(struct db *db, void *arg)
{
	struct word *word = arg;

	return billing_answer_connect(db, word->account, word->status, word->words);
}

static enum error do_doubt(struct db *db, void *arg)
{
	struct word *word = arg;

	return billing_doubt_connect(db, word->account, word->active);
}

static enum error do_connect(struct db *db, void *arg)
{
	struct word *word = arg;

	return billing_set_account(db, word->user, word->account);
}

static struct billing look(struct id user)
{
	struct billing billing;

	expect(OK, billing_find(world_db(), user, &billing));
	return billing;
}

START_TEST(bad_news_holds_at_once_and_good_news_waits)
{
	struct id user = given_connected("acct_1", "active");
	struct word word = { .account = "acct_1" };

	expect(OK, act(do_doubt, &word));
	ck_assert_int_eq(look(user).connect, CONNECT_PENDING);
	word.active = true;
	expect(OK, act(do_doubt, &word));
	ck_assert_int_eq(look(user).connect, CONNECT_PENDING);
	word.status = CONNECT_ACTIVE;
	expect(OK, act(do_set, &word));
	ck_assert_int_eq(look(user).connect, CONNECT_ACTIVE);
}
END_TEST

START_TEST(an_answer_to_an_older_question_changes_nothing)
{
	struct id user = given_connected("acct_1", "pending");
	struct word word = { .account = "acct_1",
			     .status = CONNECT_ACTIVE,
			     .words = look(user).words };

	expect(OK, act(do_doubt, &word));
	expect(OK, act(do_answer, &word));
	ck_assert_int_eq(look(user).connect, CONNECT_PENDING);
	word.words = look(user).words;
	expect(OK, act(do_answer, &word));
	ck_assert_int_eq(look(user).connect, CONNECT_ACTIVE);
}
END_TEST

START_TEST(lost_is_lost_but_makes_room)
{
	struct id user = given_connected("acct_1", "active");
	struct word word = { .account = "acct_1", .status = CONNECT_LOST, .user = user };

	expect(OK, act(do_set, &word));
	word.status = CONNECT_ACTIVE;
	word.words = look(user).words;
	expect(OK, act(do_set, &word));
	expect(OK, act(do_answer, &word));
	expect(OK, act(do_doubt, &word));
	ck_assert_int_eq(look(user).connect, CONNECT_LOST);
	ck_assert_str_eq(connect_status_name(CONNECT_LOST), "not_connected");
	word.account = "acct_2";
	expect(OK, act(do_connect, &word));
	ck_assert_str_eq(look(user).account, "acct_2");
	ck_assert_int_eq(look(user).connect, CONNECT_PENDING);
	word.account = "acct_3";
	expect(OK, act(do_connect, &word));
	ck_assert_str_eq(look(user).account, "acct_2");
}
END_TEST

SUITE("outbox", world_open, world_close, an_item_is_leased_to_one,
      who_held_it_before_records_nothing, what_needs_nothing_from_outside_has_a_lane,
      what_was_told_stays_known_until_it_is_over, what_is_done_in_part_goes_on_at_once,
      a_second_key_is_known_as_one, an_event_that_knows_the_outcome_takes_the_lease,
      an_answer_that_may_be_older_than_the_question_is_not_taken,
      nobody_asks_for_an_account_of_nobody, bad_news_holds_at_once_and_good_news_waits,
      an_answer_to_an_older_question_changes_nothing, lost_is_lost_but_makes_room)
