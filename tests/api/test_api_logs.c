#include <string.h>

#include "support/call.h"
#include "support/suite.h"

#define EVENTS "text/event-stream"

static struct person sender;
static struct id job;

/* A drop that was judged, so that its log has lines. */
static void before(void)
{
	world_open();
	sender = given_person(.cents = 100);
	job = given_drop(.sender = sender.id);
	ck_assert_int_eq(act_submit(job, given_user(), NULL), OK);
}

static void judge(void)
{
	age(job, 301);
	(void)act_pass();
	ck_assert_str_eq(look_job(job).status, "completed");
}

static struct answer_seen logs(const char *query)
{
	return call(GET, format("%s%s", path_of(job, "logs"), query), sender.key, NULL);
}

static struct answer_seen events(const char *last)
{
	return call(GET, path_of(job, "logs"), sender.key, NULL, .accept = EVENTS,
		    .last_event_id = last);
}

START_TEST(a_log_is_a_list_of_lines)
{
	struct answer_seen seen = logs("");

	check_status(seen, 200);
	ck_assert_int_eq(length_at(&seen, "logs"), 0);
	judge();
	seen = logs("");
	check_members(&seen, "", "logs next_cursor");
	ck_assert_int_ge(length_at(&seen, "logs"), 2);
	check_members(&seen, "logs.0", "id job_id type content created_at");
	ck_assert_str_eq(text_at(&seen, "logs.0.job_id"), job.text);
	check_audit();
}
END_TEST

START_TEST(before_the_end_a_log_says_nothing_of_scores)
{
	struct person rival = given_person();

	ck_assert_int_eq(act_submit(job, rival.id, NULL), OK);
	sql("INSERT INTO job_logs (id, job_id, seq, type, content, created_at) VALUES "
	    "(UUID(), '%s', 1, 'reasoning', 'Entry 1: score 900.', NOW(3)), "
	    "(UUID(), '%s', 2, 'result', 'Entry 1 (S).', NOW(3)), "
	    "(UUID(), '%s', 3, 'info', 'It is being judged.', NOW(3))", job.text, job.text, job.text);

	struct answer_seen seen = call(GET, path_of(job, "logs"), rival.key, NULL);

	ck_assert_int_eq(length_at(&seen, "logs"), 1);
	ck_assert_str_eq(text_at(&seen, "logs.0.content"), "It is being judged.");
	seen = logs("");
	ck_assert_int_eq(length_at(&seen, "logs"), 1);
}
END_TEST

START_TEST(a_cursor_walks_the_log_in_order)
{
	struct answer_seen whole, page;
	const char *cursor = "";

	judge();
	whole = logs("");
	ck_assert_int_ge(length_at(&whole, "logs"), 2);
	for (int i = 0; i < length_at(&whole, "logs"); i++) {
		page = logs(format("?limit=1%s", cursor));
		ck_assert_int_eq(length_at(&page, "logs"), 1);
		ck_assert_str_eq(text_at(&page, "logs.0.id"),
				 text_at(&whole, format("logs.%d.id", i)));
		cursor = null_at(&page, "next_cursor")
				 ? NULL
				 : format("&cursor=%s", text_at(&page, "next_cursor"));
		ck_assert((cursor == NULL) == (i == length_at(&whole, "logs") - 1));
	}
	check_error_in(logs("?cursor=x"), 400, "invalid_request", "cursor");
	check_audit();
}
END_TEST

START_TEST(a_log_is_for_who_may_see_the_job)
{
	struct person claimant = given_person();

	check_status(call(GET, path_of(job, "logs"), given_person().key, NULL), 404);
	check_status(call(POST, path_of(job, "claim"), claimant.key, NULL), 201);
	check_status(call(GET, path_of(job, "logs"), claimant.key, NULL), 200);
	check_audit();
}
END_TEST

static int count_of(const char *text, const char *part)
{
	int count = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		count++;
	return count;
}

START_TEST(events_are_sent_where_they_are_asked_for)
{
	struct answer_seen seen = events(NULL), list;

	check_status(seen, 200);
	ck_assert_str_eq(seen.content_type, EVENTS);
	ck_assert_int_eq(count_of(seen.body, "data: "), 0);
	ck_assert_ptr_nonnull(strstr(seen.body, "retry: "));
	judge();
	seen = events(NULL);
	list = logs("");
	ck_assert_int_eq(count_of(seen.body, "\ndata: {"), length_at(&list, "logs"));
	ck_assert_int_eq(count_of(seen.body, "id: "), length_at(&list, "logs"));
	ck_assert_int_eq(count_of(seen.body, "event: "), length_at(&list, "logs"));
	ck_assert_str_eq(seen.body + strlen(seen.body) - 2, "\n\n");
	check_audit();
}
END_TEST

START_TEST(events_resume_after_the_last_one_seen_and_end)
{
	struct answer_seen list, seen;
	int count;

	judge();
	list = logs("");
	count = length_at(&list, "logs");
	seen = events(text_at(&list, "logs.0.id"));
	check_status(seen, 200);
	ck_assert_int_eq(count_of(seen.body, "\ndata: {"), count - 1);
	ck_assert_ptr_null(strstr(seen.body, text_at(&list, "logs.0.id")));
	seen = events(text_at(&list, format("logs.%d.id", count - 1)));
	ck_assert_int_eq(seen.status, 204);
	ck_assert_str_eq(seen.body, "");
	check_audit();
}
END_TEST

START_TEST(events_go_on_while_the_drop_does)
{
	struct answer_seen seen;

	sql("INSERT INTO job_logs (id, job_id, seq, type, content, created_at) "
	    "VALUES ('018f3a5c-7d1e-7a2b-8c3d-4e5f60718293', '%s', 1, 'info', 'two\\nlines', NOW(3))", job.text);
	seen = events("018f3a5c-7d1e-7a2b-8c3d-4e5f60718293");
	check_status(seen, 200);
	ck_assert_int_eq(count_of(seen.body, "data: "), 0);
	seen = events(NULL);
	ck_assert_ptr_nonnull(strstr(seen.body, "two\\nlines"));
	check_audit();
}
END_TEST

START_TEST(an_unknown_last_event_starts_from_the_beginning)
{
	struct answer_seen all, seen;

	judge();
	all = events(NULL);
	seen = events("nonsense");
	ck_assert_str_eq(seen.body, all.body);
	seen = events("018f3a5c-7d1e-7a2b-8c3d-4e5f60718293");
	ck_assert_str_eq(seen.body, all.body);
	check_audit();
}
END_TEST

SUITE("api logs", before, world_close, before_the_end_a_log_says_nothing_of_scores,
      a_log_is_a_list_of_lines, a_cursor_walks_the_log_in_order, a_log_is_for_who_may_see_the_job,
      events_are_sent_where_they_are_asked_for, events_resume_after_the_last_one_seen_and_end,
      events_go_on_while_the_drop_does, an_unknown_last_event_starts_from_the_beginning)
