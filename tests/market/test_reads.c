/*
 * How many rows a query touches, counted by the server, on tables too large to
 * walk: 100 000 jobs, and as many claims of one user.
 */
#include <stdlib.h>

#include "drop/board.h"
#include "drop/hours.h"
#include "drop/submission.h"
#include "picture/arena.h"
#include "picture/flow.h"
#include "picture/grades.h"
#include "picture/history.h"
#include "picture/window.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

enum { JOBS = 100000, PAGE = 50, A_FEW = 25 };

static struct id sender, competitor;

/* Ids in time order, as if one job had been posted each millisecond long ago. */
#define NUMBERED_ID \
	"CONCAT('018f', LPAD(HEX(seq DIV 65536), 4, '0'), '-', " \
	"LPAD(HEX(seq MOD 65536), 4, '0'), '-7000-8000-%s')"

/*
 * Of ten jobs four are open with a place free, one is open and full, five are
 * completed. Packs and grades are spread; one open job in a thousand is dear.
 */
static void fill_jobs(void)
{
	sql("INSERT INTO jobs (id, status, sender, pack, prompt, title, price_cents, fee_cents, prize_cents, "
	    "time_limit_seconds, max_claims, claims_count, submissions_count, window_closes_at, closed_at, "
	    "completed_at, grade, winning_submission_id, created_at, updated_at) "
	    "SELECT LOWER(" NUMBERED_ID "), IF(seq %% 10 < 5, 'open', 'completed'), '%s', "
	    "ELT(1 + seq DIV 10 %% 5, 'roast', 'scout', 'code', 'cook', 'wild'), 'p', 't', "
	    "IF(seq %% 1000 = 0, 5000, 100), 0, IF(seq %% 1000 = 0, 5000, 100), 300, 5, "
	    "IF(seq %% 10 = 4, 5, 1), 0, NOW(3) + INTERVAL 1 HOUR, NULL, "
	    "IF(seq %% 10 < 5, NULL, NOW(3) - INTERVAL seq SECOND), "
	    "IF(seq %% 10 < 5, NULL, ELT(1 + seq DIV 50 %% 5, 'S', 'A', 'B', 'C', 'D')), "
	    "IF(seq %% 10 < 5, NULL, UUID()), NOW(3), NOW(3) FROM seq_1_to_%d",
	    "000000000000", sender.text, JOBS);
}

/* All of one user's history: submitted long ago, but for the last few. */
static void fill_claims(void)
{
	sql("INSERT INTO claims (id, job_id, user_id, status, first_claimed_at, expires_at, "
	    "last_request, created_at) "
	    "SELECT LOWER(" NUMBERED_ID "), LOWER(" NUMBERED_ID "), '%s', 'submitted', NOW(3) - INTERVAL 1 DAY, "
	    "NOW(3) - INTERVAL 1 DAY, UUID(), NOW(3) FROM seq_1_to_%d",
	    "000000000001", "000000000000", competitor.text, JOBS);
}

/* Once for all tests, which change next to nothing. */
static void fill(void)
{
	world_open();
	sender = given_user(.cents = 10000);
	competitor = given_user();
	sql("SET SESSION foreign_key_checks = 0, unique_checks = 0");
	fill_jobs();
	fill_claims();
	sql("SET SESSION foreign_key_checks = 1, unique_checks = 1");
	sql("ANALYZE TABLE jobs, claims");
	world_close();
}

/* Rows that this connection has touched so far; asking costs a constant number itself. */
static enum error count_reads(struct db *db, int64_t *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT CAST(SUM(VARIABLE_VALUE) AS INT) AS n FROM "
		     "information_schema.SESSION_STATUS WHERE VARIABLE_NAME LIKE 'HANDLER_READ_%' "
		     "OR VARIABLE_NAME = 'HANDLER_ICP_ATTEMPTS'"));
	ck_assert(rows_next(rows));
	*out = row_int(rows, "n");
	return OK;
}

struct view {
	const char *pack, *grade, *status;
	struct money min_price;
	struct page page;
	int rows;
};

static enum error board(struct db *db, struct view *view)
{
	struct board found = { .count = 0 };

	TRY(board_list(db, view->pack, view->min_price, &view->page, &found));
	view->rows = found.count;
	return OK;
}

static enum error feed(struct db *db, struct view *view)
{
	struct feed found = { .count = 0 };

	TRY(feed_list(db, view->pack, view->grade, &view->page, &found));
	view->rows = found.count;
	return OK;
}

static enum error jobs(struct db *db, struct view *view)
{
	struct job_list found = { .count = 0 };

	TRY(job_list(db, sender, view->status, "drop", &view->page, &found));
	view->rows = found.count;
	return OK;
}

static enum error status_page(struct db *db, struct view *view)
{
	struct contest_view *views;

	return claim_list(db, competitor, &views, &view->rows);
}

struct measure {
	enum error (*look)(struct db *, struct view *);
	struct view view;
	int64_t before, between, after;
};

static enum error do_measure(struct db *db, void *arg)
{
	struct measure *measure = arg;

	TRY(count_reads(db, &measure->before));
	TRY(count_reads(db, &measure->between));
	TRY(measure->look(db, &measure->view));
	return count_reads(db, &measure->after);
}

/* Rows touched by the look alone. */
static int64_t reads_of(struct measure *measure)
{
	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_measure, measure));
	return measure->after - measure->between - (measure->between - measure->before);
}

/*
 * A list reads each of its rows a few times over: in the index, in the table,
 * and among the ids in between; and one row beyond, to know if there are more.
 */
enum { TIMES = 7 };

static void check_look(const char *name, enum error (*look)(struct db *, struct view *),
		       struct view view, int rows)
{
	struct measure measure = { .look = look, .view = view };

	measure.view.page = (struct page){ .limit = PAGE,
					   .before_id = ID_LAST,
					   .before_time = { 253402300799999 } };

	int64_t reads = reads_of(&measure);

	ck_assert_msg(measure.view.rows == rows, "%s: %d rows", name, measure.view.rows);
	ck_assert_msg(reads <= TIMES * (rows + 1) + A_FEW, "%s reads %lld rows to return %d", name,
		      (long long)reads, rows);
}

START_TEST(a_list_reads_no_more_than_it_returns)
{
	check_look("the board", board, (struct view){ 0 }, PAGE);
	check_look("a pack's board", board, (struct view){ .pack = "code" }, PAGE);
	check_look("a board with a low price", board, (struct view){ .min_price = cents(100) },
		   PAGE);
	check_look("the feed", feed, (struct view){ 0 }, PAGE);
	check_look("a pack's feed", feed, (struct view){ .pack = "code" }, PAGE);
	check_look("a grade's feed", feed, (struct view){ .grade = "A" }, PAGE);
	check_look("a pack's and a grade's feed", feed,
		   (struct view){ .pack = "code", .grade = "A" }, PAGE);
	check_look("an empty feed", feed, (struct view){ .grade = "F" }, 0);
	check_look("a sender's jobs", jobs, (struct view){ 0 }, PAGE);
	check_look("a sender's open jobs", jobs, (struct view){ .status = "open" }, PAGE);
	check_look("a sender's failed jobs", jobs, (struct view){ .status = "failed" }, 0);
}
END_TEST

START_TEST(the_board_reads_no_more_than_it_returns_where_few_are_dear_enough)
{
	check_look("a board with a high price", board, (struct view){ .min_price = cents(5000) },
		   PAGE);
}
END_TEST

START_TEST(the_board_reads_next_to_nothing_where_none_is_dear_enough)
{
	check_look("a board with too high a price", board,
		   (struct view){ .min_price = cents(5001) }, 0);
}
END_TEST

/* ------------------------------------------------------------ what is not a list */

static int64_t own_reads(void)
{
	int64_t reads = 0;

	expect(OK, count_reads(world_db(), &reads));
	return reads;
}

/* Rows touched between two looks at the counter, without the cost of one. */
static int64_t reads_since(int64_t start)
{
	int64_t first = own_reads(), second = own_reads();

	return first - start - (second - first);
}

START_TEST(the_clock_finds_what_is_due_without_a_search)
{
	struct id job = given_drop();
	int64_t start = own_reads(), idle, busy;

	(void)act_pass();
	idle = reads_since(start);
	age(job, 301);
	start = own_reads();
	ck_assert_int_eq(act_pass().failed, 1);
	busy = reads_since(start);
	ck_assert_int_le(idle, A_FEW);
	ck_assert_int_le(busy, 4 * A_FEW);
}
END_TEST

START_TEST(the_clock_knows_how_long_to_wait_without_a_search)
{
	int64_t start = own_reads(), ms = 0;

	expect(OK, deadline_wait(world_db(), 1000, &ms));
	ck_assert_int_le(reads_since(start), A_FEW);
}
END_TEST

START_TEST(what_a_user_does_reads_the_present_not_the_history)
{
	struct id job = given_drop();
	int64_t start;

	check_look("an empty status page", status_page, (struct view){ 0 }, 0);
	start = own_reads();
	expect(OK, act_claim(job, competitor, NULL));
	ck_assert_int_le(reads_since(start), 4 * A_FEW);
	check_look("the status page", status_page, (struct view){ 0 }, 1);
	start = own_reads();
	expect(OK, act_submit(job, competitor, NULL));
	ck_assert_int_le(reads_since(start), 4 * A_FEW);
}
END_TEST

START_TEST(a_picture_reads_what_it_shows)
{
	struct window window = { .count = 0 };
	struct grades grades = { .count = 0 };
	struct flow flow = { .paid = { 0 } };
	struct history history = { .count = 0 };
	struct id job = given_drop();
	int64_t start = own_reads();

	expect(OK, window_read(world_db(), job, ID_NONE, &window));
	expect(OK, grades_read(world_db(), job, ID_NONE, &grades));
	expect(OK, flow_read(world_db(), job, &flow));
	expect(OK, history_read(world_db(), sender, &history));
	ck_assert_int_le(reads_since(start), 4 * A_FEW);
}
END_TEST

/* Half of all jobs were won within a day: what is left of them are 24 rows, and the drops of the last hour or so. */
START_TEST(a_month_of_the_arena_is_read_by_its_hours)
{
	enum {
		NOT_COUNTED = 71 * 60 / 2,
		EACH = 4
	}; /* won since, one each two seconds; from the index, the row, and to be added up */
	struct arena_days days = { .first = { 0 } };
	int64_t start;

	expect(OK, hours_count(world_db()));
	start = own_reads();
	expect(OK, arena_days_read(world_db(), &days));
	ck_assert_int_eq(arena_days_sum(&days).drops, JOBS / 2);
	ck_assert_int_le(reads_since(start), EACH * NOT_COUNTED + 20 * A_FEW);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("reads");
	TCase *tcase = tcase_create("reads");

	tcase_set_timeout(tcase, 120);
	tcase_add_unchecked_fixture(tcase, fill, NULL);
	tcase_add_checked_fixture(tcase, world_join, world_close);
	tcase_add_test(tcase, a_list_reads_no_more_than_it_returns);
	tcase_add_test(tcase, the_board_reads_no_more_than_it_returns_where_few_are_dear_enough);
	tcase_add_test(tcase, the_board_reads_next_to_nothing_where_none_is_dear_enough);
	tcase_add_test(tcase, the_clock_finds_what_is_due_without_a_search);
	tcase_add_test(tcase, the_clock_knows_how_long_to_wait_without_a_search);
	tcase_add_test(tcase, what_a_user_does_reads_the_present_not_the_history);
	tcase_add_test(tcase, a_picture_reads_what_it_shows);
	tcase_add_test(tcase, a_month_of_the_arena_is_read_by_its_hours);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
