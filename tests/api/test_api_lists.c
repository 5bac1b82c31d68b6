#include <string.h>

#include "support/call.h"
#include "support/suite.h"

enum { DROPS = 7 };

/* Ids sort by the millisecond they were drawn in. */
static void given_drops(struct id sender, struct id jobs[DROPS])
{
	for (int i = 0; i < DROPS; i++) {
		struct instant now = instant_now();

		while (instant_now().ms <= now.ms)
			;
		jobs[i] = given_drop(.sender = sender);
	}
}

/* All ids of a list by its cursor, two a page. */
static int walk(const char *path, const char *name, const char *key, struct id *seen, int most)
{
	const char *cursor = NULL;
	int count = 0;

	do {
		const char *more = cursor ? format("&cursor=%s", cursor) : "";
		struct answer_seen page = call(GET, format("%s?limit=2%s", path, more), key, NULL);

		check_status(page, 200);
		check_members(&page, "", format("%s next_cursor", name));
		for (int i = 0; i < length_at(&page, name); i++) {
			ck_assert_int_lt(count, most);
			ck_assert(id_read(text_at(&page, format("%s.%d.id", name, i)),
					  &seen[count++]));
		}
		cursor = null_at(&page, "next_cursor") ? NULL : text_at(&page, "next_cursor");
	} while (cursor);
	return count;
}

static void check_walk(const char *path, const char *name, const char *key,
		       const struct id jobs[DROPS])
{
	struct id seen[DROPS];

	ck_assert_int_eq(walk(path, name, key, seen, DROPS), DROPS);
	for (int i = 0; i < DROPS; i++)
		ck_assert_str_eq(seen[i].text, jobs[DROPS - 1 - i].text);
}

START_TEST(a_cursor_walks_each_list_once)
{
	struct person sender = given_person(.cents = 1000);
	struct id jobs[DROPS];

	given_drops(sender.id, jobs);
	check_walk("/api/board", "board", NULL, jobs);
	check_walk("/api/jobs", "jobs", sender.key, jobs);
	for (int i = 0; i < DROPS; i++) {
		ck_assert_int_eq(act_submit(jobs[i], given_user(), NULL), OK);
		age(jobs[i], 301);
	}
	(void)act_pass();
	sql("UPDATE jobs SET completed_at = NOW(3), updated_at = completed_at");
	check_walk("/api/feed", "feed", NULL, jobs);
	check_audit();
}
END_TEST

/* A hundred whole jobs could be a hundred megabytes. */
START_TEST(a_page_of_long_jobs_is_short)
{
	struct person sender = given_person(.cents = 1000);
	struct id jobs[DROPS];

	given_drops(sender.id, jobs);
	sql("UPDATE jobs SET prompt = REPEAT('x', 1500000) WHERE sender = '%s'", sender.id.text);

	struct answer_seen page = call(GET, "/api/jobs", sender.key, NULL);

	ck_assert_int_eq(length_at(&page, "jobs"), 2);
	ck_assert(!null_at(&page, "next_cursor"));
	page = call(GET, "/api/jobs?status=open&limit=1", sender.key, NULL);
	ck_assert_int_eq(length_at(&page, "jobs"), 1);
	check_walk("/api/jobs", "jobs", sender.key, jobs);
	sql("UPDATE jobs SET prompt = REPEAT('x', 5000000) WHERE sender = '%s'", sender.id.text);
	check_walk("/api/jobs", "jobs", sender.key, jobs);
}
END_TEST

START_TEST(limits_are_clamped)
{
	struct person sender = given_person(.cents = 1000);
	struct id jobs[DROPS];
	static const struct {
		const char *query;
		int count;
	} cases[] = {
		{ "", DROPS },		{ "?limit=3", 3 },	    { "?limit=0", 1 },
		{ "?limit=-1", 1 },	{ "?limit=1000", DROPS },   { "?offset=5", 2 },
		{ "?offset=10000", 0 }, { "?limit=2&offset=6", 1 },
	};

	given_drops(sender.id, jobs);
	for (int i = 0; i < COUNT(cases); i++) {
		struct answer_seen board = call(GET, format("/api/board%s", cases[i].query), NULL,
						NULL);
		struct answer_seen list = call(GET, format("/api/jobs%s", cases[i].query),
					       sender.key, NULL);

		ck_assert_int_eq(length_at(&board, "board"), cases[i].count);
		ck_assert_int_eq(length_at(&list, "jobs"), cases[i].count);
	}
}
END_TEST

START_TEST(a_bad_filter_is_named)
{
	static const struct {
		const char *path, *field;
	} cases[] = {
		{ "/api/board?pack=gold", "pack" },
		{ "/api/board?min_price_cents=x", "min_price_cents" },
		{ "/api/board?min_price_cents=1.5", "min_price_cents" },
		{ "/api/board?min_price_cents=99999999999999999999", "min_price_cents" },
		{ "/api/board?limit=x", "limit" },
		{ "/api/board?offset=10001", "offset" },
		{ "/api/board?offset=-1", "offset" },
		{ "/api/board?cursor=x", "cursor" },
		{ "/api/board?cursor=5_018f3a5c-7d1e-7a2b-8c3d-4e5f60718293", "cursor" },
		{ "/api/feed?pack=gold", "pack" },
		{ "/api/feed?grade=E", "grade" },
		{ "/api/feed?grade=a", "grade" },
		{ "/api/feed?grade=AA", "grade" },
		{ "/api/feed?cursor=018f3a5c-7d1e-7a2b-8c3d-4e5f60718293", "cursor" },
		{ "/api/jobs?status=closed", "status" },
		{ "/api/jobs?kind=gig", "kind" },
		{ "/api/jobs?cursor=1", "cursor" },
		{ "/api/jobs?offset=99999999999999999999", "offset" },
	};
	struct person who = given_person();

	for (int i = 0; i < COUNT(cases); i++)
		check_error_in(call(GET, cases[i].path, who.key, NULL), 400, "invalid_request",
			       cases[i].field);
}
END_TEST

START_TEST(an_empty_filter_is_none)
{
	static const char *const paths[] = {
		"/api/board?pack=&min_price_cents=",
		"/api/feed?pack=&grade=",
		"/api/jobs?status=&kind=",
	};
	struct person who = given_person();

	for (int i = 0; i < COUNT(paths); i++)
		check_status(call(GET, paths[i], who.key, NULL), 200);
}
END_TEST

START_TEST(jobs_are_filtered_by_status)
{
	struct person sender = given_person(.cents = 1000);
	struct id jobs[DROPS];
	struct answer_seen seen;

	given_drops(sender.id, jobs);
	ck_assert_int_eq(act_cancel(jobs[3], sender.id), OK);
	seen = call(GET, "/api/jobs?status=cancelled&kind=drop", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 1);
	ck_assert_str_eq(text_at(&seen, "jobs.0.id"), jobs[3].text);
	seen = call(GET, "/api/jobs?status=open", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), DROPS - 1);
	seen = call(GET, "/api/jobs?status=completed", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 0);
	seen = call(GET, "/api/jobs", given_person().key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 0);
	ck_assert(null_at(&seen, "next_cursor"));
}
END_TEST

START_TEST(the_board_is_filtered_by_pack_and_price)
{
	struct id sender = given_user(.cents = 10000),
		  code = given_drop(.sender = sender, .pack = "code", .cents = 500);
	struct answer_seen seen;

	(void)given_drop(.sender = sender, .cents = 100);
	seen = call(GET, "/api/board?pack=code&min_price_cents=500", NULL, NULL);
	ck_assert_int_eq(length_at(&seen, "board"), 1);
	ck_assert_str_eq(text_at(&seen, "board.0.id"), code.text);
	seen = call(GET, "/api/board?pack=code&min_price_cents=501", NULL, NULL);
	ck_assert_int_eq(length_at(&seen, "board"), 0);
	seen = call(GET, "/api/board?min_price_cents=101", NULL, NULL);
	ck_assert_int_eq(length_at(&seen, "board"), 1);
}
END_TEST

SUITE("api lists", world_open, world_close, a_cursor_walks_each_list_once,
      a_page_of_long_jobs_is_short, limits_are_clamped, a_bad_filter_is_named,
      an_empty_filter_is_none, jobs_are_filtered_by_status, the_board_is_filtered_by_pack_and_price)
