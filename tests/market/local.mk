# The market's rules, against a real MariaDB.
market_tests = tests/market/test_smoke

check_PROGRAMS += $(market_tests)

tests_market_test_smoke_CPPFLAGS = $(TEST_CPPFLAGS)
tests_market_test_smoke_LDADD = $(WORLD)
