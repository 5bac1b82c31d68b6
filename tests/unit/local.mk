# Pure code: each layer's tests link that layer and those below it, so that an
# upward call does not link.
unit_tests = tests/unit/test_judge

check_PROGRAMS += $(unit_tests)

tests_unit_test_judge_SOURCES = tests/unit/test_judge.c tests/unit/judge_cases.h
tests_unit_test_judge_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_judge_LDADD = $(JUDGE) $(CHECK_LIBS)
