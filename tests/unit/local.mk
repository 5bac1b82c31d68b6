# Pure code: each layer's tests link that layer and those below it, so that an
# upward call does not link.
unit_tests = tests/unit/test_base tests/unit/test_breaker tests/unit/test_brief tests/unit/test_floor tests/unit/test_hire_move \
	tests/unit/test_json tests/unit/test_jws tests/unit/test_judge tests/unit/test_secret tests/unit/test_log tests/unit/test_markdown \
	tests/unit/test_name tests/unit/test_pack tests/unit/test_picture tests/unit/test_query tests/unit/test_stripe tests/unit/test_title \
	tests/unit/test_verify tests/unit/test_web

check_PROGRAMS += $(unit_tests)

tests_unit_test_base_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_base_LDADD = $(BASE) $(CHECK_LIBS)

tests_unit_test_breaker_SOURCES = tests/unit/test_breaker.c src/cron/breaker.c
tests_unit_test_breaker_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_breaker_LDADD = $(BASE) $(CHECK_LIBS)

tests_unit_test_brief_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_brief_LDADD = $(MARKET) $(CHECK_LIBS)

tests_unit_test_floor_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_floor_LDADD = $(JUDGE) $(CHECK_LIBS)

tests_unit_test_hire_move_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_hire_move_LDADD = $(MARKET) $(CHECK_LIBS)

tests_unit_test_json_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_json_LDADD = $(JSON) $(CHECK_LIBS)

tests_unit_test_judge_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_judge_LDADD = $(JUDGE) $(CHECK_LIBS)

tests_unit_test_jws_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_jws_LDADD = $(BASE) $(CHECK_LIBS)

tests_unit_test_picture_SOURCES = tests/unit/test_picture.c tests/support/figure.c tests/support/figure.h
tests_unit_test_picture_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_picture_LDADD = libpicture.a libhtml.a $(MARKET) $(CHECK_LIBS)

tests_unit_test_secret_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_secret_LDADD = $(MARKET) $(CHECK_LIBS)

tests_unit_test_log_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_log_LDADD = $(BASE) $(CHECK_LIBS)

tests_unit_test_markdown_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_markdown_LDADD = libhtml.a $(BASE) $(CMARK_LIBS) $(CHECK_LIBS)

tests_unit_test_name_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_name_LDADD = $(MARKET) $(CHECK_LIBS)

tests_unit_test_pack_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_pack_LDADD = $(MARKET) $(CHECK_LIBS)

tests_unit_test_query_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_query_LDADD = $(API) $(CHECK_LIBS)

tests_unit_test_stripe_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_stripe_LDADD = $(STRIPE) $(CHECK_LIBS)

tests_unit_test_title_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_title_LDADD = $(MARKET) $(CHECK_LIBS)

tests_unit_test_verify_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_verify_LDADD = $(JUDGE) $(CHECK_LIBS)

tests_unit_test_web_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_test_web_LDADD = $(STRIPE) $(CHECK_LIBS)
