/* A juror that is of no use rests, in all processes that share the count. */
#include <check.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "cron/breaker.h"
#include "support/suite.h"

enum { FIRST = 1, SECOND = 2, BOTH = 3 };

static void open_it(void)
{
	log_open("none", "test");
	(void)settings();
	breaker_open();
}

START_TEST(three_failures_in_a_row_are_enough)
{
	breaker_count(BOTH, FIRST);
	breaker_count(BOTH, FIRST);
	ck_assert_uint_eq(breaker_resting(), 0);
	breaker_count(BOTH, FIRST);
	ck_assert_uint_eq(breaker_resting(), FIRST);
}
END_TEST

START_TEST(one_success_between_begins_the_count_anew)
{
	breaker_count(FIRST, FIRST);
	breaker_count(FIRST, FIRST);
	breaker_count(FIRST, 0);
	breaker_count(FIRST, FIRST);
	breaker_count(FIRST, FIRST);
	ck_assert_uint_eq(breaker_resting(), 0);
}
END_TEST

START_TEST(who_was_not_asked_is_not_counted)
{
	for (int i = 0; i < 3; i++)
		breaker_count(SECOND, BOTH);
	ck_assert_uint_eq(breaker_resting(), SECOND);
}
END_TEST

START_TEST(processes_count_together)
{
	for (int i = 0; i < 3; i++) {
		pid_t child = fork();

		if (child == 0) {
			breaker_count(FIRST, FIRST);
			_exit(0);
		}
		ck_assert_int_eq(waitpid(child, NULL, 0), child);
	}
	ck_assert_uint_eq(breaker_resting(), FIRST);
}
END_TEST

SUITE("breaker", open_it, NULL, three_failures_in_a_row_are_enough,
      one_success_between_begins_the_count_anew, who_was_not_asked_is_not_counted,
      processes_count_together)
