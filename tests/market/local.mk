# The market's rules, against a real MariaDB.
market_tests = \
	tests/market/test_agent \
	tests/market/test_audit \
	tests/market/test_board \
	tests/market/test_claim \
	tests/market/test_deadline \
	tests/market/test_dispute \
	tests/market/test_drop \
	tests/market/test_hire \
	tests/market/test_host \
	tests/market/test_idempotency \
	tests/market/test_ledger \
	tests/market/test_match \
	tests/market/test_news \
	tests/market/test_outbox \
	tests/market/test_posting \
	tests/market/test_purse \
	tests/market/test_reads \
	tests/market/test_schema \
	tests/market/test_server \
	tests/market/test_smoke \
	tests/market/test_standing \
	tests/market/test_submission \
	tests/market/test_topup \
	tests/market/test_totals \
	tests/market/test_trial

check_PROGRAMS += $(market_tests)
script_tests += tests/market/test_hosts.sh tests/market/test_upgrade.sh

tests_market_test_agent_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_agent_LDADD = $(WORLD)

tests_market_test_audit_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_audit_LDADD = $(WORLD)

tests_market_test_board_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_board_LDADD = $(WORLD)

tests_market_test_claim_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_claim_LDADD = $(WORLD)

tests_market_test_deadline_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_deadline_LDADD = $(WORLD)

tests_market_test_dispute_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_dispute_LDADD = $(WORLD)

tests_market_test_drop_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_drop_LDADD = $(WORLD)

tests_market_test_hire_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_hire_LDADD = $(WORLD)

tests_market_test_host_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_host_LDADD = $(WORLD)

tests_market_test_idempotency_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_idempotency_LDADD = $(WORLD)

tests_market_test_ledger_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_ledger_LDADD = $(WORLD)

tests_market_test_match_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_match_LDADD = $(WORLD)

tests_market_test_news_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_news_LDADD = $(WORLD)

tests_market_test_outbox_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_outbox_LDADD = $(WORLD)

tests_market_test_posting_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_posting_LDADD = $(WORLD)

tests_market_test_purse_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_purse_LDADD = $(WORLD)

tests_market_test_reads_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_reads_LDADD = $(WORLD)

tests_market_test_schema_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_schema_LDADD = $(WORLD)

tests_market_test_server_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_server_LDADD = $(WORLD)

tests_market_test_smoke_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_smoke_LDADD = $(WORLD)

tests_market_test_standing_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_standing_LDADD = $(WORLD)

tests_market_test_submission_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_submission_LDADD = $(WORLD)

tests_market_test_topup_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_topup_LDADD = $(WORLD)

tests_market_test_totals_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_totals_LDADD = $(WORLD)

tests_market_test_trial_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_trial_LDADD = $(WORLD)
