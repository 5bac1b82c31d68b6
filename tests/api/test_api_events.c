/* The inbox, as a client reads it. */
#include "support/call.h"
#include "support/expect.h"
#include "support/suite.h"

static const char *cursor(const struct answer_seen *seen)
{
	return format("/api/events?after=%s", text_at(seen, "next_cursor"));
}

START_TEST(what_happened_is_told_once)
{
	struct person sender = given_person(.cents = 1000);
	struct answer_seen empty = call(GET, "/api/events", sender.key, NULL);

	check_status(empty, 200);
	ck_assert_int_eq(length_at(&empty, "events"), 0);

	struct id job = given_drop(.sender = sender.id);

	check_status(call(POST, path_of(job, "cancel"), sender.key, NULL), 200);

	struct answer_seen news = call(GET, cursor(&empty), sender.key, NULL);

	ck_assert_int_eq(length_at(&news, "events"), 1);
	check_members(&news, "events.0", "id type created_at data");
	ck_assert_str_eq(text_at(&news, "events.0.type"), "drop.cancelled");
	ck_assert_str_eq(text_at(&news, "events.0.data.job_id"), job.text);
	ck_assert_str_eq(text_at(&news, "events.0.data.status"), "cancelled");

	struct answer_seen after = call(GET, cursor(&news), sender.key, NULL);

	ck_assert_int_eq(length_at(&after, "events"), 0);
	ck_assert_str_eq(text_at(&after, "next_cursor"), text_at(&news, "next_cursor"));
}
END_TEST

START_TEST(a_filter_and_a_cursor_are_checked)
{
	struct person user = given_person(.cents = 0);

	check_error_in(call(GET, "/api/events?after=x", user.key, NULL), 400, "invalid_request",
		       "after");
	check_error_in(call(GET, "/api/events?type=drop.eaten", user.key, NULL), 400,
		       "invalid_request", "type");
	check_status(call(GET, "/api/events?type=drop.failed&after=", user.key, NULL), 200);
	check_error(call(GET, "/api/events", NULL, NULL), 401, "authentication_required");
}
END_TEST

START_TEST(a_title_of_any_characters_is_json)
{
	struct person sender = given_person(.cents = 1000);
	struct id job = given_drop(.sender = sender.id, .prompt = "Say \"hi\" \\ to\t\xE2\x82\xAC");

	check_status(call(POST, path_of(job, "cancel"), sender.key, NULL), 200);

	struct answer_seen news = call(GET, "/api/events", sender.key, NULL);

	ck_assert_str_eq(text_at(&news, "events.0.data.title"), look_job(job).title);
}
END_TEST

SUITE("api_events", world_open, world_close, what_happened_is_told_once,
      a_filter_and_a_cursor_are_checked, a_title_of_any_characters_is_json)
