/* What happened, told: who is told of what, and an inbox that misses and repeats nothing. */
#include <string.h>

#include "money/suspension.h"
#include "money/topup.h"
#include "queue/inbox.h"
#include "queue/news.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"
#include "support/world.h"

struct reading {
	struct id user;
	const char *type;
	struct page page;
	struct inbox inbox;
};

static enum error do_read(struct db *db, void *arg)
{
	struct reading *reading = arg;

	return inbox_read(db, reading->user, reading->type, &reading->page, &reading->inbox);
}

static struct inbox read_as(struct reading reading)
{
	if (!reading.page.limit)
		reading.page.limit = 100;
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_read, &reading));
	return reading.inbox;
}
#define read_inbox(user_, ...) read_as((struct reading){ .user = (user_), ##__VA_ARGS__ })

/* The types in the inbox, in order, with spaces between. */
static const char *types_of(struct id user)
{
	struct inbox inbox = read_inbox(user);
	const char *list = "";

	for (int i = 0; i < inbox.count; i++)
		list = arena_printf(world_arena(), "%s%s%s", list, i ? " " : "",
				    inbox.events[i].type);
	return list;
}

#define check_types(user, wanted) ck_assert_str_eq(types_of(user), (wanted))

static void check_data(struct id user, const char *part)
{
	struct inbox inbox = read_inbox(user);
	const char *data = inbox.events[inbox.count - 1].data;

	ck_assert_msg(strstr(data, part) != NULL, "%s is not in %s", part, data);
}

START_TEST(a_drop_tells_its_sender_and_its_authors)
{
	struct id sender = given_user(.cents = 1000), author = given_user();
	struct id job = given_drop(.sender = sender);

	expect(OK, act_submit(job, author, NULL));
	check_types(author, "");
	age(job, 400);
	(void)act_pass();
	check_types(sender, "drop.completed");
	check_data(sender, job.text);
	check_data(sender, "\"status\": \"completed\"");
	check_types(author, "submission.graded");
	check_data(author, "\"rank\": 1");
	check_data(author, "\"status\": \"completed\"");
}
END_TEST

START_TEST(a_drop_without_answers_tells_that_it_failed)
{
	struct id sender = given_user(.cents = 1000), claimant = given_user();
	struct id job = given_drop(.sender = sender);

	expect(OK, act_claim(job, claimant, &(struct claim){ .id = ID_NONE }));
	age(job, 400);
	(void)act_pass();
	check_types(sender, "drop.failed");
	check_data(sender, "\"failure_reason\": \"no_submissions\"");
	check_types(claimant, "claim.lapsed");
}
END_TEST

START_TEST(a_cancelled_drop_tells_so_paid_or_not)
{
	struct id sender = given_user(.cents = 100);
	struct id paid = given_drop(.sender = sender);
	struct id unpaid = given_drop(.sender = sender, .unpaid = true);

	expect(OK, act_cancel(paid, sender));
	expect(OK, act_cancel(unpaid, sender));
	check_types(sender, "drop.cancelled drop.cancelled");
}
END_TEST

START_TEST(a_hire_tells_each_step)
{
	struct id sender = given_user(.cents = 5000), worker = given_user();
	struct id job = given_hire(.sender = sender), held = ID_NONE;
	bool passes = false;

	expect(OK, act_pull(worker, ID_NONE, &held));
	expect(OK, act_accept(job, worker));
	expect(OK, act_deliver(job, worker, "a first try", &passes));
	check_types(sender, "hire.queued hire.held hire.accepted hire.submitted hire.rejected "
			    "hire.queued");
	check_types(worker, "hire.rejected");

	struct id other = given_user();

	passes = true;
	expect(OK, act_hold(job, other));
	expect(OK, act_accept(job, other));
	expect(OK, act_deliver(job, other, "a second one", &passes));
	check_types(other, "hire.verified");
	check_data(sender, "\"status\": \"verified\"");
}
END_TEST

/* A payment, twice told; taken back when it is spent; and one that pays what is owed. */
static enum error move_money(struct db *db, void *arg)
{
	const struct id *user = arg;
	struct payment first = { .id = "cs_1", .user = *user, .amount = cents(500) };
	struct payment second = { .id = "cs_2", .user = *user, .amount = cents(900) };
	bool news;

	TRY(topup_credit(db, &first, &news));
	TRY(topup_credit(db, &first, &news));
	struct recall dispute = {
		.kind = RECALL_DISPUTE, .id = "dp_1", .user = *user, .amount = cents(800)
	};

	TRY(topup_take_back(db, &dispute));
	TRY(topup_take_back(db, &dispute));
	dispute.lost = true;
	TRY(topup_take_back(db, &dispute));
	TRY(topup_take_back(db, &dispute));
	TRY(topup_take_back(db, &(const struct recall){ .kind = RECALL_REFUND,
							.id = "re_1",
							.user = *user,
							.amount = cents(100) }));
	return topup_credit(db, &second, &news);
}

START_TEST(money_tells_what_became_of_it_once)
{
	struct id user = given_user();

	expect(OK, db_transact(world_db(), DB_TRANSACTION, move_money, &user));
	check_types(user, "topup.credited wallet.frozen dispute.opened dispute.closed dispute.opened "
			  "dispute.closed wallet.thawed topup.credited");
	check_data(user, "\"amount_cents\": 900");
}
END_TEST

static enum error freeze(struct db *db, void *user)
{
	return suspension_begin(db, *(struct id *)user, "we look into it");
}

static enum error thaw(struct db *db, void *user)
{
	return suspension_end(db, *(struct id *)user);
}

START_TEST(an_operators_freezing_is_told_once)
{
	struct id user = given_user();

	expect(OK, db_transact(world_db(), DB_TRANSACTION, freeze, &user));
	check_data(user, "we look into it");
	expect(OK, db_transact(world_db(), DB_TRANSACTION, freeze, &user));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, thaw, &user));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, thaw, &user));
	check_types(user, "wallet.frozen wallet.thawed");
}
END_TEST

/* Nothing of it stands when the transaction that tells of it does not. */
static enum error tell_and_fail(struct db *db, void *arg)
{
	(void)arg;
	db_queue(db, NEWS_OF("u.id") "JSON_OBJECT() FROM users u", id_new(), "wallet.thawed");
	TRY(db_flush(db));
	return failure(ERR_CONFLICT, "no");
}

START_TEST(what_is_rolled_back_was_not_told)
{
	(void)given_user();
	expect(ERR_CONFLICT, db_transact(world_db(), DB_TRANSACTION, tell_and_fail, NULL));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM events WHERE type = 'wallet.thawed'"), 0);
}
END_TEST

static void given_events(struct id user, int n, const char *type)
{
	while (n-- > 0)
		sql("INSERT INTO events (id, user_id, type, data, created_at) "
		    "VALUES ('%s', '%s', '%s', '{}', NOW(3))", id_new().text, user.text, type);
}

START_TEST(a_cursor_walks_all_and_stands_at_the_end)
{
	struct id user = given_user();

	given_events(user, 7, "drop.failed");
	struct inbox first = read_inbox(user, .page = { .limit = 3 });

	ck_assert_int_eq(first.count, 3);
	ck_assert_int_eq(first.next, 3);
	struct inbox rest = read_inbox(user, .page = { .limit = 100, .seq = first.next });

	ck_assert_int_eq(rest.count, 4);
	ck_assert_int_eq(rest.next, 7);
	given_events(user, 1, "drop.failed");
	ck_assert_int_eq(read_inbox(user, .page = { .limit = 9, .seq = 7 }).count, 1);
	ck_assert_int_eq(read_inbox(user, .page = { .limit = 9, .seq = 8 }).next, 8);
}
END_TEST

START_TEST(a_type_is_filtered_and_the_cursor_passes_by_the_others)
{
	struct id user = given_user();

	given_events(user, 2, "drop.failed");
	given_events(user, 1, "topup.credited");
	struct inbox inbox = read_inbox(user, .type = "topup.credited");

	ck_assert_int_eq(inbox.count, 1);
	ck_assert_int_eq(inbox.next, 3);
	ck_assert_int_eq(read_inbox(user, .type = "wallet.frozen").next, 3);
}
END_TEST

START_TEST(an_inbox_is_its_users_alone)
{
	struct id user = given_user(), other = given_user();

	given_events(user, 2, "drop.failed");
	given_events(other, 1, "drop.failed");
	ck_assert_int_eq(read_inbox(other).count, 1);
	ck_assert_int_eq(read_inbox(user).count, 2);
}
END_TEST

enum { WRITERS = 8, EVENTS_EACH = 60 };

/*
 * Each event's id is drawn well before its COMMIT, and each waits for another time in between:
 * so ids become visible in another order than they were drawn in.
 */
static enum error write_one(struct db *db, void *arg)
{
	const struct id *user = arg;
	struct rows *rows;

	db_queue(db, NEWS_OF("u.id") "JSON_OBJECT() FROM users u WHERE u.id = ?", id_new(),
		 "drop.failed", *user);
	return db_query(db, &rows, "SELECT SLEEP(RAND() * 0.02) AS slept");
}

static enum error write_many(const struct id *user)
{
	for (int i = 0; i < EVENTS_EACH; i++)
		TRY(db_transact(world_db(), DB_TRANSACTION, write_one, (void *)user));
	return OK;
}

/* By the cursor until all are there: each once, numbered as they come. */
static enum error follow(const struct id *user)
{
	struct reading reading = { .user = *user, .page = { .limit = 10 } };
	int64_t seen = 0, until = monotonic_ms() + 120 * 1000;

	while (seen < (int64_t)WRITERS * EVENTS_EACH) {
		if (monotonic_ms() > until)
			return failure(ERR_BROKEN, "after two minutes only %lld came",
				       (long long)seen);
		TRY(db_transact(world_db(), DB_TRANSACTION, do_read, &reading));
		for (int i = 0; i < reading.inbox.count; i++)
			if (reading.inbox.events[i].seq != ++seen)
				return failure(ERR_CONFLICT, "%lld came after %lld",
					       (long long)reading.inbox.events[i].seq,
					       (long long)seen - 1);
		reading.page.seq = reading.inbox.next;
	}
	return OK;
}

/* Two that read at once number the same events. */
static enum error write_or_follow(int i, void *user)
{
	return i < WRITERS ? write_many(user) : follow(user);
}

START_TEST(eight_writers_and_two_readers)
{
	struct id user = given_user();
	struct race race = race_of(WRITERS + 2, write_or_follow, &user);

	ck_assert_int_eq(race.outcomes[OK], WRITERS + 2);
	ck_assert_int_eq(look_number("SELECT COUNT(DISTINCT seq) FROM events WHERE seq IS NOT NULL"),
				     WRITERS * EVENTS_EACH);
	/* The test is worth something only if ids did become visible out of order. */
	ck_assert_int_gt(look_number("SELECT COUNT(*) FROM events a JOIN events b "
				     "ON b.user_id = a.user_id AND b.seq = a.seq + 1 AND b.id < a.id"),
		0);
}
END_TEST

static enum error do_sweep(struct db *db, void *arg)
{
	(void)arg;
	return news_sweep(db, 1000);
}

START_TEST(a_month_later_it_is_forgotten)
{
	struct id user = given_user();
	struct instant now = instant_now();
	struct id old = id_at(instant_plus(now, -(NEWS_DAYS * 86400LL + 60) * 1000));
	struct id younger = id_at(instant_plus(now, -(NEWS_DAYS * 86400LL - 60) * 1000));

	for (int i = 0; i < 2; i++)
		sql("INSERT INTO events (id, user_id, type, data, created_at) "
		    "VALUES ('%s', '%s', 'drop.failed', '{}', NOW(3))", (i ? old : younger).text,
		    user.text);
	sql("INSERT INTO webhook_deliveries (event_id, webhook_id, status, created_at, updated_at) "
	    "VALUES ('%s', UUID(), 'delivered', NOW(3), NOW(3))", old.text);
	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_sweep, NULL));
	ck_assert_int_eq(read_inbox(user).count, 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM webhook_deliveries"), 0);
}
END_TEST

SUITE("news", world_open, world_close, a_drop_tells_its_sender_and_its_authors,
      a_drop_without_answers_tells_that_it_failed, a_cancelled_drop_tells_so_paid_or_not,
      a_hire_tells_each_step, money_tells_what_became_of_it_once, an_operators_freezing_is_told_once,
      what_is_rolled_back_was_not_told, a_cursor_walks_all_and_stands_at_the_end,
      a_type_is_filtered_and_the_cursor_passes_by_the_others, an_inbox_is_its_users_alone,
      eight_writers_and_two_readers, a_month_later_it_is_forgotten)
