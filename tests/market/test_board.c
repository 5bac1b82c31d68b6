#include <string.h>

#include "drop/board.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

enum { HOUR = 3600 };

/* ------------------------------------------------------------ the board */

struct board_view {
	const char *pack;
	struct money min_price;
	struct page page;
	struct board board;
};

static enum error do_board(struct db *db, void *arg)
{
	struct board_view *view = arg;

	return board_list(db, view->pack, view->min_price, &view->page, &view->board);
}

static struct board board_of(const char *pack, int64_t min_price, struct page page)
{
	struct board_view view = { pack, cents(min_price), page, { .count = 0 } };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_board, &view));
	return view.board;
}

static struct page first_page(int limit)
{
	return (struct page){ .limit = limit,
			      .before_id = ID_LAST,
			      .before_time = { 253402300799999 } };
}

static void check_board(const char *pack, int64_t min_price, const struct id *jobs, int count)
{
	struct board board = board_of(pack, min_price, first_page(50));

	ck_assert_int_eq(board.count, count);
	for (int i = 0; i < count; i++)
		ck_assert_str_eq(board.rows[i].id.text, jobs[i].text);
}

/* Ids sort by the millisecond they were drawn in. */
static void next_millisecond(void)
{
	struct instant now = instant_now();

	while (instant_now().ms <= now.ms)
		;
}

START_TEST(the_board_lists_what_can_be_joined_newest_first)
{
	struct id sender = given_user(.cents = 1000), older, newer, gone;

	older = given_drop(.sender = sender);
	gone = given_drop(.sender = sender);
	next_millisecond();
	newer = given_drop(.sender = sender);
	expect(OK, act_cancel(gone, sender));
	(void)given_drop(.unpaid = true);
	check_board(NULL, 0, (struct id[]){ newer, older }, 2);
	check_audit();
}
END_TEST

START_TEST(what_cannot_be_joined_is_not_listed)
{
	struct id sender = given_user(.cents = 1000), full, over, cancelling, completed;

	full = given_drop(.sender = sender);
	over = given_drop(.sender = sender);
	cancelling = given_drop(.sender = sender);
	completed = given_drop(.sender = sender);
	for (int i = 0; i < 5; i++) {
		expect(OK, act_claim(full, given_user(), NULL));
		expect(OK, act_submit(completed, given_user(), NULL));
	}
	expect(OK, act_claim(cancelling, given_user(), NULL));
	expect(OK, act_cancel(cancelling, sender));
	age(over, 300);
	check_board(NULL, 0, NULL, 0);
	check_audit();
}
END_TEST

START_TEST(a_lapsed_place_shows_at_once)
{
	struct id job = given_drop(.seconds = HOUR);
	struct board board;

	for (int i = 0; i < 4; i++)
		expect(OK, act_claim(job, given_user(), NULL));
	age(job, 100);
	expect(OK, act_submit(job, given_user(), NULL));
	check_board(NULL, 0, NULL, 0);
	age(job, 201);
	check_board(NULL, 0, &job, 1);
	check_board("wild", 100, &job, 1);
	check_board("code", 0, NULL, 0);
	board = board_of(NULL, 0, first_page(50));
	ck_assert_int_eq(board.rows[0].claims_count, 1);
	ck_assert_int_eq(board.rows[0].submissions_count, 1);
	check_audit();
}
END_TEST

START_TEST(a_lapsed_place_of_a_drop_that_is_not_full_is_not_counted)
{
	struct id job = given_drop(.seconds = HOUR);

	expect(OK, act_claim(job, given_user(), NULL));
	age(job, 301);
	ck_assert_int_eq(board_of(NULL, 0, first_page(50)).rows[0].claims_count, 0);
	check_audit();
}
END_TEST

START_TEST(the_board_is_filtered_by_pack_and_price)
{
	struct id sender = given_user(.cents = 10000), cheap, dear;

	cheap = given_drop(.sender = sender, .pack = "code", .cents = 300);
	next_millisecond();
	dear = given_drop(.sender = sender, .pack = "roast", .cents = 900);
	check_board("code", 0, &cheap, 1);
	check_board("roast", 0, &dear, 1);
	check_board("scout", 0, NULL, 0);
	check_board(NULL, 301, &dear, 1);
	check_board(NULL, 300, (struct id[]){ dear, cheap }, 2);
	check_board("code", 301, NULL, 0);
	check_board(NULL, 901, NULL, 0);
	check_board(NULL, -5, (struct id[]){ dear, cheap }, 2);
	check_audit();
}
END_TEST

enum { DROPS = 7 };

static void given_drops(struct id sender, struct id jobs[DROPS])
{
	for (int i = 0; i < DROPS; i++) {
		jobs[i] = given_drop(.sender = sender, .cents = 100);
		next_millisecond();
	}
}

/* Walks by cursor, two a page; between pages one that was shown goes, one that was not, and one comes. */
START_TEST(a_cursor_walks_each_drop_once_while_drops_come_and_go)
{
	struct id sender = given_user(.cents = 2000), jobs[DROPS], seen[DROPS];
	struct page page = first_page(2);
	int count = 0;

	given_drops(sender, jobs);
	for (bool more = true; more;) {
		struct board board = board_of(NULL, 0, page);

		for (int i = 0; i < board.count; i++)
			seen[count++] = board.rows[i].id;
		if (count == 2) {
			expect(OK, act_cancel(jobs[6], sender));
			expect(OK, act_cancel(jobs[2], sender));
			(void)given_drop(.sender = sender);
		}
		page.before_id = board.rows[board.count - 1].id;
		more = board.more;
	}
	ck_assert_int_eq(count, DROPS - 1);
	for (int i = 0, job = DROPS - 1; i < count; i++, job -= job == 3 ? 2 : 1)
		ck_assert_str_eq(seen[i].text, jobs[job].text);
	check_audit();
}
END_TEST

START_TEST(an_offset_skips_rows_and_more_tells_if_there_are_any)
{
	struct id jobs[DROPS];
	struct page page = first_page(3);
	struct board board;

	given_drops(given_user(.cents = 2000), jobs);
	page.offset = 3;
	board = board_of(NULL, 0, page);
	ck_assert_int_eq(board.count, 3);
	ck_assert_str_eq(board.rows[0].id.text, jobs[3].text);
	ck_assert(board.more);
	page.offset = 4;
	ck_assert(!board_of(NULL, 0, page).more);
	page.offset = 100;
	ck_assert_int_eq(board_of("wild", 0, page).count, 0);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ the feed */

struct feed_view {
	const char *pack, *grade;
	struct page page;
	struct feed feed;
};

static enum error do_feed(struct db *db, void *arg)
{
	struct feed_view *view = arg;

	return feed_list(db, view->pack, view->grade, &view->page, &view->feed);
}

static struct feed feed_of(const char *pack, const char *grade, struct page page)
{
	struct feed_view view = { pack, grade, page, { .count = 0 } };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_feed, &view));
	return view.feed;
}

static void check_feed(const char *pack, const char *grade, const struct id *jobs, int count)
{
	struct feed feed = feed_of(pack, grade, first_page(50));

	ck_assert_int_eq(feed.count, count);
	for (int i = 0; i < count; i++)
		ck_assert_str_eq(feed.rows[i].id.text, jobs[i].text);
}

static void complete(struct id job)
{
	expect(OK, act_submit(job, given_user(), NULL));
	age(job, 301);
	(void)act_pass();
	next_millisecond();
}

START_TEST(the_feed_shows_completed_drops_latest_completion_first)
{
	struct id sender = given_user(.cents = 1000), jobs[3];

	for (int i = 0; i < 3; i++)
		jobs[i] = given_drop(.sender = sender);
	complete(jobs[1]);
	complete(jobs[0]);
	check_feed(NULL, NULL, (struct id[]){ jobs[0], jobs[1] }, 2);
	expect(OK, act_cancel(jobs[2], sender));
	check_feed(NULL, NULL, (struct id[]){ jobs[0], jobs[1] }, 2);
	check_audit();
}
END_TEST

START_TEST(the_feed_is_filtered_by_pack_and_grade)
{
	struct id sender = given_user(.cents = 1000), code, roast;

	complete(code = given_drop(.sender = sender, .pack = "code"));
	complete(roast = given_drop(.sender = sender, .pack = "roast"));
	sql("UPDATE jobs SET grade = IF(id = '%s', 'A', 'C')", code.text);
	sql("UPDATE submissions SET grade = IF(job_id = '%s', 'A', 'C')", code.text);
	check_feed("code", NULL, &code, 1);
	check_feed("cook", NULL, NULL, 0);
	check_feed(NULL, "C", &roast, 1);
	check_feed(NULL, "S", NULL, 0);
	check_feed("code", "A", &code, 1);
	check_feed("code", "C", NULL, 0);
	check_audit();
}
END_TEST

static int walk_feed(const char *pack, const char *grade, struct id seen[DROPS])
{
	struct page page = first_page(2);
	int count = 0;

	for (bool more = true; more;) {
		struct feed feed = feed_of(pack, grade, page);

		ck_assert_int_le(count + feed.count, DROPS);
		for (int i = 0; i < feed.count; i++)
			seen[count++] = feed.rows[i].id;
		page.before_id = feed.rows[feed.count - 1].id;
		page.before_time = feed.rows[feed.count - 1].updated_at;
		more = feed.more;
	}
	return count;
}

START_TEST(a_cursor_walks_the_feed_once_though_times_are_equal)
{
	static const char *const filters[][2] = {
		{ NULL, NULL }, { "wild", NULL }, { NULL, "B" }, { "wild", "B" }
	};
	struct id jobs[DROPS], seen[DROPS];

	given_drops(given_user(.cents = 2000), jobs);
	for (int i = 0; i < DROPS; i++)
		complete(jobs[i]);
	sql("UPDATE jobs SET completed_at = '2026-04-05 12:00:00', updated_at = completed_at, grade = 'B'");
	sql("UPDATE submissions SET grade = 'B'");
	for (int filter = 0; filter < COUNT(filters); filter++) {
		ck_assert_int_eq(walk_feed(filters[filter][0], filters[filter][1], seen), DROPS);
		for (int i = 0; i < DROPS; i++)
			ck_assert_str_eq(seen[i].text, jobs[DROPS - 1 - i].text);
	}
	check_audit();
}
END_TEST

START_TEST(a_cursor_walks_the_feed_once_while_drops_complete)
{
	struct id jobs[DROPS];
	struct page page = first_page(2);
	struct feed feed;

	given_drops(given_user(.cents = 2000), jobs);
	for (int i = 0; i < 4; i++)
		complete(jobs[i]);
	feed = feed_of(NULL, NULL, page);
	ck_assert_str_eq(feed.rows[1].id.text, jobs[2].text);
	complete(jobs[5]);
	page.before_id = feed.rows[1].id;
	page.before_time = feed.rows[1].updated_at;
	feed = feed_of(NULL, NULL, page);
	ck_assert_int_eq(feed.count, 2);
	ck_assert_str_eq(feed.rows[0].id.text, jobs[1].text);
	ck_assert_str_eq(feed.rows[1].id.text, jobs[0].text);
	ck_assert(!feed.more);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ a sender's own */

struct list_view {
	struct id sender;
	const char *status;
	struct page page;
	struct job_list list;
};

static enum error do_list(struct db *db, void *arg)
{
	struct list_view *view = arg;

	return job_list(db, view->sender, view->status, "drop", &view->page, &view->list);
}

static struct job_list list_of(struct id sender, const char *status, struct page page)
{
	struct list_view view = { sender, status, page, { .count = 0 } };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_list, &view));
	return view.list;
}

START_TEST(a_sender_lists_only_own_jobs_newest_first)
{
	struct id sender = given_user(.cents = 2000), jobs[DROPS];
	struct job_list list;

	given_drops(sender, jobs);
	(void)given_drop();
	expect(OK, act_cancel(jobs[0], sender));
	list = list_of(sender, NULL, first_page(5));
	ck_assert_int_eq(list.count, 5);
	ck_assert(list.more);
	ck_assert_str_eq(list.jobs[0].id.text, jobs[6].text);
	list = list_of(sender, "cancelled", first_page(5));
	ck_assert_int_eq(list.count, 1);
	ck_assert_str_eq(list.jobs[0].id.text, jobs[0].text);
	ck_assert_int_eq(list_of(sender, "open", first_page(50)).count, 6);
	check_audit();
}
END_TEST

SUITE("board", world_open, world_close, the_board_lists_what_can_be_joined_newest_first,
      what_cannot_be_joined_is_not_listed, a_lapsed_place_shows_at_once,
      a_lapsed_place_of_a_drop_that_is_not_full_is_not_counted,
      the_board_is_filtered_by_pack_and_price, a_cursor_walks_each_drop_once_while_drops_come_and_go,
      an_offset_skips_rows_and_more_tells_if_there_are_any,
      the_feed_shows_completed_drops_latest_completion_first,
      the_feed_is_filtered_by_pack_and_grade, a_cursor_walks_the_feed_once_though_times_are_equal,
      a_cursor_walks_the_feed_once_while_drops_complete, a_sender_lists_only_own_jobs_newest_first)
