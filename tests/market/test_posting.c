/* Events on their way to webhooks: who gets which, when again, and when no more. */
#include <string.h>

#include "base/signing.h"
#include "queue/inbox.h"
#include "queue/posting.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

struct turn {
	struct id id, user;
	struct hook hook;
	const char *secret;
	int count;
	bool found;
	struct postings postings;
	struct posting_result result;
};

static enum error do_create(struct db *db, void *arg)
{
	struct turn *turn = arg;

	return hook_create(db, &turn->hook, turn->secret);
}

static enum error try_hook(struct hook hook)
{
	static char secret[SIGNING_SECRET_TEXT];
	struct turn turn = { .hook = hook, .secret = secret };

	signing_secret_draw(secret);
	turn.hook.url = "https://example.org/in";
	return db_transact(world_db(), DB_TRANSACTION, do_create, &turn);
}

static struct id given_hook_as(struct hook hook)
{
	hook.id = id_new();
	expect(OK, try_hook(hook));
	return hook.id;
}
#define given_hook(user, ...) given_hook_as((struct hook){ .user_id = (user), ##__VA_ARGS__ })

static enum error do_hand_out(struct db *db, void *arg)
{
	return posting_hand_out(db, &((struct turn *)arg)->count);
}

static int hand_out(void)
{
	struct turn turn = { .count = 0 };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_hand_out, &turn));
	return turn.count;
}

static enum error do_lease(struct db *db, void *arg)
{
	struct turn *turn = arg;

	return posting_lease(db, turn->id, &turn->postings, &turn->found);
}

static bool lease(struct postings *out)
{
	struct turn turn = { .id = id_new() };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_lease, &turn));
	*out = turn.postings;
	return turn.found;
}

static enum error do_record(struct db *db, void *arg)
{
	struct turn *turn = arg;

	for (int i = 0; i < turn->postings.count; i++)
		TRY(posting_record(db, &turn->postings, &turn->postings.list[i], &turn->result));
	return posting_return(db, &turn->postings);
}

static void answer(const struct postings *postings, int status)
{
	struct turn turn = { .postings = *postings, .result = { status == 200, status, NULL, 12 } };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_record, &turn));
}

static void given_event(struct id user, const char *type)
{
	sql("INSERT INTO events (id, user_id, type, data, created_at, waiting) "
	    "VALUES ('%s', '%s', '%s', '{}', NOW(3), 1)", id_new().text, user.text, type);
}

static int64_t deliveries_of(struct id hook)
{
	return look_number(arena_printf(world_arena(), "SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_id = '%s'",
				      hook.text));
}

START_TEST(an_event_goes_to_those_that_ask_for_it)
{
	struct id user = given_user(), other = given_user();
	struct id all = given_hook(user), some = given_hook(user, .types = "drop.failed,hire.held");
	struct id board = given_hook(user, .types = "", .wants_board = true);
	struct id others = given_hook(other);

	given_event(user, "drop.failed");
	given_event(user, "drop.completed");
	ck_assert_int_eq(hand_out(), 2);
	ck_assert_int_eq(hand_out(), 0);
	ck_assert_int_eq(deliveries_of(all), 2);
	ck_assert_int_eq(deliveries_of(some), 1);
	ck_assert_int_eq(deliveries_of(board), 0);
	ck_assert_int_eq(deliveries_of(others), 0);
}
END_TEST

START_TEST(without_a_webhook_nothing_waits)
{
	struct id sender = given_user(.cents = 1000), job = given_drop(.sender = sender);

	expect(OK, act_cancel(job, sender));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM events WHERE waiting"), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM events WHERE type = 'drop.opened'"), 0);
	(void)given_hook(sender);
	job = given_drop(.sender = sender);
	expect(OK, act_cancel(job, sender));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM events WHERE waiting"), 1);
}
END_TEST

START_TEST(the_board_is_told_to_those_that_ask_for_such_drops)
{
	struct id user = given_user(), sender = given_user(.cents = 1000);
	struct id all = given_hook(user, .types = "", .wants_board = true);
	struct id code = given_hook(user, .types = "", .wants_board = true, .pack = "code");
	struct id dear = given_hook(user, .types = "", .wants_board = true,
				    .min_price_cents = { true, 500 });
	struct id own = given_hook(user);
	struct postings postings;

	(void)given_drop(.sender = sender, .pack = "wild", .cents = 200, .prompt = "Say \"x\".");
	ck_assert_int_eq(hand_out(), 1);
	ck_assert_int_eq(deliveries_of(all), 1);
	ck_assert_int_eq(deliveries_of(code), 0);
	ck_assert_int_eq(deliveries_of(dear), 0);
	ck_assert_int_eq(deliveries_of(own), 0);
	ck_assert(lease(&postings));
	ck_assert_str_eq(postings.list[0].type, "drop.opened");
	ck_assert_ptr_nonnull(strstr(postings.list[0].data, "\"prompt\": \"Say \\\"x\\\".\""));
	ck_assert_ptr_nonnull(strstr(postings.list[0].data, "\"pack\": \"wild\""));
	/* It is in nobody's inbox. */
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM events WHERE user_id IS NOT NULL"), 0);

	(void)given_drop(.sender = sender, .pack = "code", .cents = 500);
	ck_assert_int_eq(hand_out(), 1);
	ck_assert_int_eq(deliveries_of(code), 1);
	ck_assert_int_eq(deliveries_of(dear), 1);
}
END_TEST

START_TEST(a_webhook_is_in_one_senders_hands_and_a_few_go_at_once)
{
	struct id user = given_user();
	struct postings postings, none;

	(void)given_hook(user);
	for (int i = 0; i < POSTINGS_MOST + 1; i++)
		given_event(user, "drop.failed");
	(void)hand_out();
	ck_assert(lease(&postings));
	ck_assert_int_eq(postings.count, POSTINGS_MOST);
	given_event(user, "drop.failed");
	(void)hand_out();
	ck_assert(!lease(&none));
	answer(&postings, 200);
	ck_assert(lease(&postings));
	ck_assert_int_eq(postings.count, 2);
	answer(&postings, 200);
	ck_assert(!lease(&none));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM webhook_deliveries WHERE status = 'delivered'"),
		POSTINGS_MOST + 2);
}
END_TEST

START_TEST(who_dies_with_a_lease_is_followed_by_another)
{
	struct id user = given_user();
	struct postings postings;

	(void)given_hook(user);
	given_event(user, "drop.failed");
	(void)hand_out();
	ck_assert(lease(&postings));
	sql("UPDATE webhooks SET leased_until = NOW(3), due_at = NOW(3)");
	ck_assert(lease(&postings));
	ck_assert_int_eq(postings.count, 1);
}
END_TEST

static enum error do_read(struct db *db, void *arg)
{
	struct turn *turn = arg;
	struct page page = { .limit = 50, .seq = turn->count };
	struct inbox inbox = { .count = 0 };

	TRY(inbox_read(db, turn->user, NULL, &page, &inbox));
	turn->count = inbox.count;
	return OK;
}

/* How many events the user finds after that one. */
static int read_some(struct id user, int after)
{
	struct turn turn = { .user = user, .count = after };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_read, &turn));
	return turn.count;
}

/* As if so many seconds had passed for what is to be sent. */
static void age_deliveries(int64_t seconds)
{
	sql("UPDATE webhook_deliveries SET next_attempt_at = next_attempt_at - INTERVAL %lld SECOND",
	    (long long)seconds);
	sql("UPDATE webhooks SET due_at = due_at - INTERVAL %lld SECOND", (long long)seconds);
}

START_TEST(a_delivery_is_tried_by_the_schedule_and_then_given_up)
{
	static const int64_t pauses[] = { 5, 60, 300, 1800, 7200, 21600, 43200 };
	struct id user = given_user();
	struct postings postings;

	(void)given_hook(user);
	given_event(user, "drop.failed");
	(void)hand_out();
	for (int i = 0; i < COUNT(pauses); i++) {
		ck_assert(lease(&postings));
		ck_assert_int_eq(postings.count, 1);
		answer(&postings, i % 2 ? 0 : 500);
		age_deliveries(pauses[i] - 2);
		ck_assert_msg(!lease(&postings), "too early after attempt %d", i + 1);
		age_deliveries(2);
	}
	ck_assert(lease(&postings));
	answer(&postings, 503);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM webhook_deliveries WHERE status = 'given_up' "
				     "AND attempts = 8 AND answer = 503"),
		1);
	age_deliveries(100000);
	ck_assert(!lease(&postings));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM webhooks WHERE status = 'enabled' "
				     "AND failures = 8"),
				     1);
}
END_TEST

static enum error do_enable(struct db *db, void *arg)
{
	struct turn *turn = arg;

	TRY(hook_lock(db, turn->id, turn->user, &turn->hook));
	turn->hook.is_enabled = true;
	hook_save(db, &turn->hook);
	return OK;
}

START_TEST(ten_failures_in_a_row_disable_it_and_its_user_is_told)
{
	struct id user = given_user(), hook = given_hook(user);
	struct postings postings;

	for (int i = 0; i < 12; i++)
		given_event(user, "drop.failed");
	(void)hand_out();
	for (int failed = 0; failed < 10; failed += postings.count) {
		ck_assert(lease(&postings));
		answer(&postings, 500);
		sql("UPDATE webhooks SET due_at = NOW(3), failing_since = failing_since - INTERVAL 2 SECOND "
		    "WHERE status = 'enabled'");
	}
	ck_assert(!lease(&postings));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM webhooks WHERE status = 'disabled'"), 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM events WHERE type = 'webhook.disabled'"),
				     1);

	/* Enabled again it starts anew, and what waited is due. */
	struct turn turn = { .id = hook, .user = user };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_enable, &turn));
	ck_assert(lease(&postings));
	ck_assert_int_eq(look_number("SELECT failures FROM webhooks"), 0);
}
END_TEST

START_TEST(a_moments_failures_disable_nothing_and_a_success_ends_the_row)
{
	struct id user = given_user();
	struct postings postings;

	(void)given_hook(user);
	for (int i = 0; i < 20; i++)
		given_event(user, "drop.failed");
	(void)hand_out();
	for (int i = 0; i < 14; i++) {
		ck_assert(lease(&postings));
		answer(&postings, 500);
		sql("UPDATE webhooks SET due_at = NOW(3)");
	}
	/* A few at first, and then one by one. */
	ck_assert_int_eq(look_number("SELECT failures FROM webhooks WHERE status = 'enabled'"),
				     13 + POSTINGS_MOST);
	ck_assert(lease(&postings));
	answer(&postings, 200);
	ck_assert_int_eq(look_number("SELECT failures FROM webhooks WHERE failing_since IS NULL"),
				     0);
}
END_TEST

START_TEST(eleven_are_too_many_and_one_that_is_made_again_stands)
{
	struct id user = given_user();
	struct hook last = { .id = id_new(), .user_id = user };

	for (int i = 1; i < HOOKS_MOST; i++)
		(void)given_hook(user);
	expect(OK, try_hook(last));
	expect(OK, try_hook(last));
	expect(ERR_CONFLICT, try_hook((struct hook){ .id = id_new(), .user_id = user }));
}
END_TEST

static enum error create_one(int i, void *user)
{
	(void)i;
	return try_hook((struct hook){ .id = id_new(), .user_id = *(struct id *)user });
}

START_TEST(two_at_once_do_not_make_eleven)
{
	struct id user = given_user();

	for (int i = 1; i < HOOKS_MOST; i++)
		(void)given_hook(user);
	struct race race = race_of(4, create_one, &user);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_CONFLICT], 3);
}
END_TEST

/* Rows that this connection has touched so far, asking among them. */
static int64_t reads(void)
{
	return look_number("SELECT CAST(SUM(VARIABLE_VALUE) AS INT) FROM information_schema.SESSION_STATUS "
			   "WHERE VARIABLE_NAME LIKE 'HANDLER_READ_%' OR VARIABLE_NAME = 'HANDLER_ICP_ATTEMPTS'");
}

enum { MANY = 20000, A_FEW = 60 };

/* Of one user: events long since numbered, and as many deliveries that are done or wait for their time. */
static void given_history(struct id user, struct id hook)
{
	sql("INSERT INTO inboxes VALUES ('%s', %d)", user.text, MANY);
	sql("INSERT INTO events (id, user_id, seq, type, data, created_at) "
	    "SELECT CONCAT('018f0000-', LOWER(LPAD(HEX(seq), 4, '0')), '-7000-8000-000000000000'), '%s', seq, "
	    "'drop.failed', '{}', NOW(3) FROM seq_1_to_%d", user.text, MANY);
	sql("INSERT INTO webhook_deliveries (event_id, webhook_id, status, next_attempt_at, created_at, "
	    "updated_at) SELECT id, '%s', IF(seq %% 2, 'waiting', 'delivered'), "
	    "IF(seq %% 2, NOW(3) + INTERVAL 1 HOUR, NULL), NOW(3), NOW(3) FROM events", hook.text);
	sql("ANALYZE TABLE events, webhook_deliveries");
}

/* From the event to its delivery, and to the inbox of its user, who has read all before it. */
static void follow_one(struct id user, int seen)
{
	struct postings postings;

	given_event(user, "drop.failed");
	ck_assert_int_eq(hand_out(), 1);
	ck_assert(lease(&postings));
	ck_assert_int_eq(postings.count, 1);
	answer(&postings, 200);
	ck_assert_int_eq(read_some(user, seen), 1);
}

/* The first time statements are prepared, which reads as well. */
START_TEST(a_long_history_is_not_walked)
{
	struct id user = given_user(), hook = given_hook(user);

	given_history(user, hook);
	follow_one(user, MANY);

	int64_t start = reads(), asking = reads() - start, before = reads();

	follow_one(user, MANY + 1);

	int64_t touched = reads() - before - asking;

	ck_assert_msg(touched < A_FEW, "%lld rows were touched", (long long)touched);
}
END_TEST

enum { WRITERS = 4, EVENTS_EACH = 40 };

static enum error write_some(const struct id *user)
{
	for (int i = 0; i < EVENTS_EACH; i++)
		given_event(*user, "drop.failed");
	return OK;
}

/* Until all are delivered: whatever is handed out while a webhook is sent to is due when it is given back. */
static enum error send_some(void)
{
	int64_t until = monotonic_ms() + 60 * 1000;
	struct postings postings;

	while (look_number("SELECT COUNT(*) FROM webhook_deliveries WHERE status = 'delivered'") <
			   WRITERS * EVENTS_EACH) {
		if (monotonic_ms() > until)
			return failure(ERR_BROKEN, "after a minute something waits still");
		(void)hand_out();
		if (lease(&postings))
			answer(&postings, 200);
	}
	return OK;
}

static enum error write_or_send(int i, void *user)
{
	return i < WRITERS ? write_some(user) : send_some();
}

START_TEST(writers_and_senders_at_once_leave_nothing_behind)
{
	struct id user = given_user();

	(void)given_hook(user);
	struct race race = race_of(WRITERS + 3, write_or_send, &user);

	ck_assert_int_eq(race.outcomes[OK], WRITERS + 3);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM webhook_deliveries WHERE attempts <> 1"),
				     0);
}
END_TEST

SUITE("posting", world_open, world_close, an_event_goes_to_those_that_ask_for_it,
      without_a_webhook_nothing_waits, the_board_is_told_to_those_that_ask_for_such_drops,
      a_webhook_is_in_one_senders_hands_and_a_few_go_at_once,
      who_dies_with_a_lease_is_followed_by_another,
      a_delivery_is_tried_by_the_schedule_and_then_given_up,
      ten_failures_in_a_row_disable_it_and_its_user_is_told,
      a_moments_failures_disable_nothing_and_a_success_ends_the_row,
      eleven_are_too_many_and_one_that_is_made_again_stands, two_at_once_do_not_make_eleven,
      a_long_history_is_not_walked, writers_and_senders_at_once_leave_nothing_behind)
