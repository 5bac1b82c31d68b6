/* What the built-in verifier promises of every verification; the rules are test_floor's. */
#include <string.h>

#include "base/attr.h"
#include "judge/verify.h"
#include "support/suite.h"

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
}

static void after(void)
{
	arena_free(arena);
}

static struct verification verify(const char *text, int files)
{
	struct assignment asked = { ID_NONE,
				    "Describe how to prune an old apple tree in winter.",
				    "Prune",
				    "Describe how to prune an old apple tree.",
				    "At most 30 words",
				    0 };
	struct delivery given = { .text = text, .files = files };
	struct verification v;

	ck_assert_int_eq(verify_local(arena, &asked, &given, &v), OK);
	ck_assert(!strncmp(v.reason, "Built-in verifier: ", 19));
	ck_assert(strstr(v.reason, "cannot tell whether the work is right") != NULL);
	ck_assert_str_eq(v.remarks[0].type, "info");
	ck_assert_str_eq(v.remarks[v.remark_count - 1].type, "result");
	ck_assert(!strncmp(v.remarks[v.remark_count - 1].content, v.passed ? "pass: " : "fail: ", 6));
	for (int i = 0; i < v.remark_count; i++)
		for (const char *at = v.remarks[i].content; *at; at++)
			ck_assert(*at >= ' ' && *at <= '~');
	return v;
}

START_TEST(an_answer_passes_and_a_nothing_fails_with_its_reason)
{
	ck_assert(verify("Prune the apple tree on a dry winter day: dead wood first.", 0).passed);
	ck_assert(verify("", 1).passed);
	ck_assert(!verify("", 0).passed);
	ck_assert(strstr(verify("", 0).reason, "is empty") != NULL);
	ck_assert(!verify("I cannot help with that.", 0).passed);
}
END_TEST

START_TEST(a_word_of_a_stranger_never_reaches_the_reason)
{
	struct verification v = verify("xyzzy <script>alert(1)</script> plugh", 0);

	ck_assert(!v.passed);
	ck_assert_ptr_null(strstr(v.reason, "script"));
	ck_assert_ptr_null(strstr(v.reason, "xyzzy"));
}
END_TEST

START_TEST(a_broken_demand_is_told_in_numbers)
{
	struct verification v = verify(
		"Prune the apple tree in winter. Prune the apple tree in winter. Prune the apple tree in "
		"winter. Prune the apple tree in winter. Prune the apple tree in winter and rest, friend.",
		0);

	ck_assert(!v.passed);
	ck_assert_msg(strstr(v.reason, "has 33 words where at most 30 were asked for") != NULL,
		      "%s", v.reason);
}
END_TEST

SUITE("verify", before, after, an_answer_passes_and_a_nothing_fails_with_its_reason,
      a_word_of_a_stranger_never_reaches_the_reason, a_broken_demand_is_told_in_numbers)
