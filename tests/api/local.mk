# Requests through serve(), without a front.
api_tests = \
	tests/api/test_api_agents \
	tests/api/test_api_claim \
	tests/api/test_api_description \
	tests/api/test_api_drop \
	tests/api/test_api_errors \
	tests/api/test_api_events \
	tests/api/test_api_files \
	tests/api/test_api_hire \
	tests/api/test_api_hooks \
	tests/api/test_api_idempotency \
	tests/api/test_api_keys \
	tests/api/test_api_lists \
	tests/api/test_api_logs \
	tests/api/test_api_mail \
	tests/api/test_api_mcp \
	tests/api/test_api_metrics \
	tests/api/test_api_oauth \
	tests/api/test_api_pages \
	tests/api/test_api_people \
	tests/api/test_api_pictures \
	tests/api/test_api_public \
	tests/api/test_api_published \
	tests/api/test_api_submit \
	tests/api/test_api_users \
	tests/api/test_api_wallet \
	tests/api/test_api_webhook

check_PROGRAMS += $(api_tests)
check_LIBRARIES += libcall.a
libcall_a_SOURCES = tests/support/call.c tests/support/call.h tests/support/described.c tests/support/described.h tests/support/expect.h \
	tests/support/files.c tests/support/files.h
libcall_a_CPPFLAGS = $(TEST_CPPFLAGS)

CALL = libcall.a $(WORLD)

tests_api_test_api_agents_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_agents_LDADD = $(CALL)

tests_api_test_api_claim_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_claim_LDADD = $(CALL)

tests_api_test_api_description_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_description_LDADD = $(CALL)

tests_api_test_api_drop_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_drop_LDADD = $(CALL)

tests_api_test_api_errors_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_errors_LDADD = $(CALL)

tests_api_test_api_events_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_events_LDADD = $(CALL)

tests_api_test_api_files_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_files_LDADD = $(CALL)

tests_api_test_api_hire_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_hire_LDADD = $(CALL)

tests_api_test_api_hooks_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_hooks_LDADD = $(CALL)

tests_api_test_api_idempotency_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_idempotency_LDADD = $(CALL)

tests_api_test_api_keys_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_keys_LDADD = $(CALL)

tests_api_test_api_lists_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_lists_LDADD = $(CALL)

tests_api_test_api_logs_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_logs_LDADD = $(CALL)

tests_api_test_api_mail_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_mail_LDADD = $(CALL)

tests_api_test_api_mcp_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_mcp_LDADD = $(CALL)

tests_api_test_api_metrics_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_metrics_LDADD = $(CALL)

tests_api_test_api_oauth_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_oauth_LDADD = $(CALL)

tests_api_test_api_pages_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_pages_LDADD = $(CALL)

tests_api_test_api_people_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_people_LDADD = $(CALL)

tests_api_test_api_pictures_SOURCES = tests/api/test_api_pictures.c tests/support/figure.c tests/support/figure.h
tests_api_test_api_pictures_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_pictures_LDADD = $(CALL)

tests_api_test_api_public_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_public_LDADD = $(CALL)

tests_api_test_api_published_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_published_LDADD = $(CALL)

tests_api_test_api_submit_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_submit_LDADD = $(CALL)

tests_api_test_api_users_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_users_LDADD = $(CALL)

tests_api_test_api_wallet_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_wallet_LDADD = $(CALL)

tests_api_test_api_webhook_CPPFLAGS = $(TEST_CPPFLAGS)
tests_api_test_api_webhook_LDADD = $(CALL)
