# Judging by models, against a scripted server (tests/support/model).
judge_tests = tests/judge/test_attack tests/judge/test_court tests/judge/test_juror

check_PROGRAMS += $(judge_tests)
check_LIBRARIES += libjury.a
libjury_a_SOURCES = tests/support/jury.c tests/support/jury.h
libjury_a_CPPFLAGS = $(TEST_CPPFLAGS)

tests_judge_test_attack_CPPFLAGS = $(TEST_CPPFLAGS)
tests_judge_test_attack_LDADD = libjury.a $(JUDGE) $(CHECK_LIBS)

tests_judge_test_court_CPPFLAGS = $(TEST_CPPFLAGS)
tests_judge_test_court_LDADD = libjury.a $(JUDGE) $(CHECK_LIBS)

tests_judge_test_juror_CPPFLAGS = $(TEST_CPPFLAGS)
tests_judge_test_juror_LDADD = libjury.a $(JUDGE) $(CHECK_LIBS)
