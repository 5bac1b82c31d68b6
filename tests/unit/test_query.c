#include <string.h>

#include "api/query.h"
#include "support/expect.h"
#include "support/suite.h"

#define SOME_ID "018f3a5c-7d1e-7a2b-8c3d-4e5f60718293"

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
}

static void after(void)
{
	arena_free(arena);
}

static struct request asked(const char *query)
{
	return (struct request){ .arena = arena, .query = query };
}

static enum error page_of(const char *query, enum cursor_kind kind, struct page *out)
{
	struct request req = asked(query);

	return query_page(&req, kind, out);
}

static void check_found(const char *query, const char *name, const char *value)
{
	struct request req = asked(query);
	const char *found = query_find(&req, name);

	if (value)
		ck_assert_str_eq(found, value);
	else
		ck_assert_ptr_null(found);
}

START_TEST(a_parameter_is_found_by_its_whole_name_and_decoded)
{
	check_found("pack=code&grade=A", "grade", "A");
	check_found("pack=code", "pack", "code");
	check_found("repack=x&pack=code", "pack", "code");
	check_found("pack=", "pack", "");
	check_found("", "pack", NULL);
	check_found("packs=code", "pack", NULL);
	check_found("pack", "pack", NULL);
	check_found("a=%41%2b+%20", "a", "A+  ");
	check_found("a=100%", "a", "100%");
	check_found("a=%zz%4", "a", "%zz%4");
	check_found("a=1&a=2", "a", "1");
	check_found("&&a=1&", "a", "1");
}
END_TEST

START_TEST(limits_are_clamped_and_must_be_whole_numbers)
{
	static const struct {
		const char *query;
		int limit;
	} cases[] = {
		{ "", 50 },
		{ "limit=", 50 },
		{ "limit=&offset=&cursor=", 50 },
		{ "limit=1", 1 },
		{ "limit=100", 100 },
		{ "limit=101", 100 },
		{ "limit=0", 1 },
		{ "limit=-7", 1 },
		{ "limit=9223372036854775807", 100 },
		{ "limit=-9223372036854775808", 1 },
	};
	static const char *const refused[] = { "limit=x", "limit=1.5", "limit=1e2",
					       "limit=9223372036854775808", "limit=+1" };
	struct page page;

	for (int i = 0; i < COUNT(cases); i++) {
		expect(OK, page_of(cases[i].query, CURSOR_ID, &page));
		ck_assert_int_eq(page.limit, cases[i].limit);
	}
	for (int i = 0; i < COUNT(refused); i++) {
		expect(ERR_INVALID, page_of(refused[i], CURSOR_ID, &page));
		ck_assert_str_eq(failure_note()->field, "limit");
	}
}
END_TEST

START_TEST(offsets_beyond_ten_thousand_are_refused)
{
	static const char *const refused[] = { "offset=10001", "offset=-1", "offset=x",
					       "offset=1.5", "offset=99999999999999999999" };
	struct page page;

	expect(OK, page_of("offset=10000", CURSOR_ID, &page));
	ck_assert_int_eq(page.offset, 10000);
	for (int i = 0; i < COUNT(refused); i++) {
		expect(ERR_INVALID, page_of(refused[i], CURSOR_ID, &page));
		ck_assert_str_eq(failure_note()->field, "offset");
	}
}
END_TEST

START_TEST(a_cursor_that_is_not_ours_is_refused)
{
	static const struct {
		enum cursor_kind kind;
		const char *query;
	} refused[] = {
		{ CURSOR_ID, "cursor=7" },
		{ CURSOR_ID, "cursor=5_" SOME_ID },
		{ CURSOR_ID, "cursor=018F3A5C-7D1E-7A2B-8C3D-4E5F60718293" },
		{ CURSOR_TIME, "cursor=" SOME_ID },
		{ CURSOR_TIME, "cursor=x_" SOME_ID },
		{ CURSOR_TIME, "cursor=5_" },
		{ CURSOR_TIME, "cursor=_" SOME_ID },
		{ CURSOR_TIME, "cursor=-5_" SOME_ID },
		{ CURSOR_TIME, "cursor=253402300800000_" SOME_ID },
		{ CURSOR_TIME, "cursor=5" },
		{ CURSOR_SEQ, "cursor=-1" },
		{ CURSOR_SEQ, "cursor=x" },
		{ CURSOR_SEQ, "cursor=4294967297" },
		{ CURSOR_SEQ, "cursor=" SOME_ID },
	};
	struct page page;

	for (int i = 0; i < COUNT(refused); i++) {
		ck_assert_msg(page_of(refused[i].query, refused[i].kind, &page) == ERR_INVALID,
			      "taken: %s", refused[i].query);
		ck_assert_str_eq(failure_note()->field, "cursor");
	}
}
END_TEST

START_TEST(an_empty_parameter_is_none)
{
	static const enum cursor_kind kinds[] = { CURSOR_ID, CURSOR_TIME, CURSOR_SEQ };

	for (int i = 0; i < COUNT(kinds); i++) {
		struct page given = { .limit = 0 }, none = { .limit = 0 };

		expect(OK, page_of("cursor=&limit=&offset=", kinds[i], &given));
		expect(OK, page_of("", kinds[i], &none));
		ck_assert(id_equal(given.before_id, none.before_id));
		ck_assert_int_eq(given.before_time.ms, none.before_time.ms);
		ck_assert_int_eq(given.seq, none.seq);
		ck_assert_int_eq(given.limit, none.limit);
		ck_assert_int_eq(given.offset, none.offset);
	}
}
END_TEST

START_TEST(a_cursor_that_was_given_out_is_read_back)
{
	struct request req = asked("");
	struct page page;
	struct id id;

	ck_assert(id_read(SOME_ID, &id));
	expect(OK,
	       page_of(arena_printf(arena, "cursor=%s", cursor_after(&req, id)), CURSOR_ID, &page));
	ck_assert(id_equal(page.before_id, id));
	expect(OK,
	       page_of(arena_printf(arena, "cursor=%s",
				    cursor_after_time(&req, (struct instant){ 1775390880123 }, id)),
		       CURSOR_TIME, &page));
	ck_assert(id_equal(page.before_id, id));
	ck_assert_int_eq(page.before_time.ms, 1775390880123);
	expect(OK, page_of(arena_printf(arena, "cursor=%s", cursor_after_seq(&req, 12)), CURSOR_SEQ,
			   &page));
	ck_assert_int_eq(page.seq, 12);
}
END_TEST

START_TEST(a_key_in_a_url_is_refused_wherever_it_hides)
{
	static const char *const refused[] = { "api_key=x",	 "key=x",	"token=x",
					       "access_token=x", "q=clorp_abc", "a=1&q=CLORP_abc",
					       "q=%63lorp_abc",	 "clorp_abc",	"a=%00&q=clorp_abc" };
	static const char *const taken[] = { "", "limit=5&pack=code", "monkey=1", "q=clorp" };

	for (int i = 0; i < COUNT(refused); i++) {
		struct request req = asked(refused[i]);

		ck_assert_msg(query_check(&req) == ERR_INVALID, "taken: %s", refused[i]);
	}
	for (int i = 0; i < COUNT(taken); i++) {
		struct request req = asked(taken[i]);

		expect(OK, query_check(&req));
	}
}
END_TEST

SUITE("query", before, after, a_parameter_is_found_by_its_whole_name_and_decoded,
      limits_are_clamped_and_must_be_whole_numbers, offsets_beyond_ten_thousand_are_refused,
      a_cursor_that_is_not_ours_is_refused, an_empty_parameter_is_none,
      a_cursor_that_was_given_out_is_read_back, a_key_in_a_url_is_refused_wherever_it_hides)
