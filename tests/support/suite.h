/*
 * SUITE("claim", before, after, test, test...) is a whole test program: each
 * test runs in a process of its own, between before() and after() (or NULL).
 *
 * A test may compute for so many seconds, a minute if not told otherwise. It may
 * take several times as long on the clock: a busy machine is no failure.
 */
#pragma once

#include <check.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { WAITS = 5 };

#define SUITE(name, before, after, ...) SUITE_WITH(name, before, after, 60, __VA_ARGS__)

#define SUITE_WITH(name, before, after, seconds, ...) \
	int main(void) \
	{ \
		const TTest *tests[] = { __VA_ARGS__ }; \
		Suite *suite = suite_create(name); \
		TCase *tcase = tcase_create(name); \
\
		struct rlimit most = { seconds, seconds }; \
\
		(void)setrlimit(RLIMIT_CPU, &most); /* of each process, and its children's alike */ \
		tcase_set_timeout(tcase, WAITS *(seconds)); \
		tcase_add_checked_fixture(tcase, before, after); \
		for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) \
			tcase_add_test(tcase, tests[i]); \
		suite_add_tcase(suite, tcase); \
\
		SRunner *runner = srunner_create(suite); \
\
		srunner_run_all(runner, CK_ENV); \
		int failed = srunner_ntests_failed(runner); \
\
		srunner_free(runner); \
		return failed ? EXIT_FAILURE : EXIT_SUCCESS; \
	}
