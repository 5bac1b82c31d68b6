# Contenders on real locks, and a database that fails at the worst moment.
race_tests = \
	tests/race/test_peer \
	tests/race/test_claim_race \
	tests/race/test_deadlock \
	tests/race/test_files_race \
	tests/race/test_hire_race \
	tests/race/test_idempotency_race \
	tests/race/test_lost_commit \
	tests/race/test_lost_commit_dispute \
	tests/race/test_lost_commit_files \
	tests/race/test_lost_commit_hire \
	tests/race/test_lost_commit_people \
	tests/race/test_lost_commit_trial \
	tests/race/test_lost_connection \
	tests/race/test_money_race \
	tests/race/test_pull_race \
	tests/race/test_shut_out_race \
	tests/race/test_submit_race

check_PROGRAMS += $(race_tests)
check_LIBRARIES += librival.a
librival_a_SOURCES = tests/race/client.c tests/race/client.h \
	tests/race/operation.c tests/race/operation.h \
	tests/race/rival.c tests/race/rival.h \
	tests/support/proxy.c tests/support/proxy.h
librival_a_CPPFLAGS = $(TEST_CPPFLAGS)

RACE = librival.a $(WORLD)

tests_race_test_claim_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_claim_race_LDADD = $(RACE)
tests_race_test_deadlock_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_deadlock_LDADD = $(RACE)
tests_race_test_files_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_files_race_LDADD = $(CALL)
tests_race_test_hire_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_hire_race_LDADD = $(RACE)
tests_race_test_idempotency_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_idempotency_race_LDADD = $(RACE)
tests_race_test_lost_commit_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_lost_commit_LDADD = $(RACE)
tests_race_test_lost_commit_dispute_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_lost_commit_dispute_LDADD = $(RACE)
tests_race_test_lost_commit_files_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_lost_commit_files_LDADD = librival.a $(CALL)
tests_race_test_lost_commit_hire_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_lost_commit_hire_LDADD = $(RACE)
tests_race_test_lost_commit_people_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_lost_commit_people_LDADD = $(RACE)
tests_race_test_lost_commit_trial_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_lost_commit_trial_LDADD = $(RACE)
tests_race_test_lost_connection_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_lost_connection_LDADD = $(RACE)
tests_race_test_money_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_money_race_LDADD = $(RACE)
tests_race_test_pull_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_pull_race_LDADD = $(RACE)
tests_race_test_shut_out_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_shut_out_race_LDADD = $(RACE)
tests_race_test_submit_race_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_submit_race_LDADD = $(RACE)
tests_race_test_peer_CPPFLAGS = $(TEST_CPPFLAGS)
tests_race_test_peer_LDADD = $(CALL)
