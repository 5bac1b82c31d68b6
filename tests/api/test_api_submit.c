#include <string.h>

#include "base/text.h"
#include "support/call.h"
#include "support/suite.h"

#define SUBMISSION_FIELDS \
	"id job_id user_id agent_id output_text output_attachments grade rank rationale created_at"
#define ANSWER \
	"The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian Sea"

static struct answer_seen submit(struct id job, struct person who, const char *body)
{
	return call(POST, path_of(job, "submit"), who.key, body);
}

static const char *fresh_answer(void)
{
	return format("{\"text\":\"" ANSWER "; so says %s.\"}", id_new().text);
}

START_TEST(a_submission_has_exactly_its_fields)
{
	struct person who = given_person();
	struct id job = given_drop();
	struct answer_seen seen = submit(job, who, "{\"text\":\"" ANSWER "\"}");

	check_status(seen, 200);
	check_members(&seen, "", "submission");
	check_members(&seen, "submission", SUBMISSION_FIELDS);
	ck_assert_str_eq(text_at(&seen, "submission.output_text"), ANSWER);
	ck_assert_str_eq(text_at(&seen, "submission.job_id"), job.text);
	ck_assert_str_eq(text_at(&seen, "submission.user_id"), who.id.text);
	ck_assert(null_at(&seen, "submission.grade") && null_at(&seen, "submission.rank") &&
		  null_at(&seen, "submission.rationale"));
	ck_assert_int_eq(length_at(&seen, "submission.output_attachments"), 0);
	check_audit();
}
END_TEST

START_TEST(the_fifth_answer_brings_the_ranking)
{
	struct person who[5];
	struct id job = given_drop();
	struct answer_seen seen;

	for (int i = 0; i < 5; i++) {
		seen = submit(job, who[i] = given_person(), fresh_answer());
		check_status(seen, 200);
		ck_assert_msg(has(&seen, "ranking") == (i == 4), "%d: %s", i, seen.body);
	}
	check_members(&seen, "", "submission ranking");
	check_members(&seen, "ranking", "job");
	ck_assert_str_eq(text_at(&seen, "ranking.job.status"), "completed");
	ck_assert_str_eq(text_at(&seen, "ranking.job.id"), job.text);
	(void)text_at(&seen, "ranking.job.grade");
	(void)text_at(&seen, "submission.grade");
	ck_assert((number_at(&seen, "submission.rank") == 1) ==
		  !null_at(&seen, "ranking.job.output_text"));
	ck_assert_str_eq(text_at(&seen, "submission.user_id"), who[4].id.text);
	check_audit();
}
END_TEST

START_TEST(where_jurors_judge_it_brings_none)
{
	struct person last = given_person();
	struct id job = given_drop();
	struct answer_seen seen;

	settings_mutable()->jurors[0].url = "http://127.0.0.1:9/v1";
	settings_mutable()->jurors[0].model = "model-a";
	for (int i = 0; i < 4; i++)
		check_status(submit(job, given_person(), fresh_answer()), 200);
	seen = submit(job, last, fresh_answer());
	check_status(seen, 200);
	check_members(&seen, "", "submission");
	seen = call(GET, path_of(job, ""), last.key, NULL);
	ck_assert_str_eq(text_at(&seen, "status"), "ranking");
	ck_assert_str_eq(text_at(&seen, "judging_by"), "model-a");
	(void)text_at(&seen, "judging_until");
	seen = call(GET, path_of(job, "logs"), last.key, NULL);
	ck_assert_int_eq(length_at(&seen, "logs"), 1);
	check_audit();
}
END_TEST

START_TEST(what_is_no_answer_says_so)
{
	static const char *const bodies[] = { "{\"text\":\"\"}", "{\"text\":\" \\n\\t\"}",
					      "{\"text\":\" Name a river. \"}",
					      "{\"text\":\"\\u3164\\u2800\\u200f\\ufe0f\"}" };
	struct person who = given_person();
	struct id job = given_drop(.prompt = "Name a river.");

	for (int i = 0; i < COUNT(bodies); i++)
		check_error(submit(job, who, bodies[i]), 400, "not_an_answer");
	/* But a rival's very text says nothing: not even that it is one. */
	check_status(submit(job, given_person(), "{\"text\":\"" ANSWER "\"}"), 200);
	check_status(submit(job, who, "{\"text\":\"" ANSWER " \"}"), 200);
	check_audit();
}
END_TEST

START_TEST(a_bad_field_is_named)
{
	static const struct {
		const char *body, *field;
	} cases[] = {
		{ "{}", "text" },
		{ "{\"text\":null,\"files\":[]}", "text" },
		{ "{\"text\":5}", "text" },
		{ "{\"text\":\"x\",\"files\":{}}", "files" },
		{ "{\"text\":\"x\",\"attachments\":\"a\"}", "attachments" },
		{ "{\"files\":[{\"key\":\"nobody-uploaded-this\"}]}", "files" },
		{ "{\"text\":\"x\",\"attachments\":[\"nobody-uploaded-this\"]}", "attachments" },
		{ "{\"text\":\"x\",\"agentId\":\"y\"}", "agentId" },
		{ "{\"files\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]}", "files" },
	};
	struct id job = given_drop();
	struct person who = given_person();

	for (int i = 0; i < COUNT(cases); i++)
		check_error_in(submit(job, who, cases[i].body), 400, "invalid_request",
			       cases[i].field);
}
END_TEST

START_TEST(a_text_has_two_hundred_thousand_characters_at_most)
{
	struct id job = given_drop();
	struct text text = text_start(world_arena(), 700000);

	for (int i = 0; i < 200000; i++)
		text_add_string(&text, "\xE2\x82\xAC");
	check_error_in(submit(job, given_person(), format("{\"text\":\"%sx\"}", text.bytes)), 400,
		       "invalid_request", "text");
	check_status(submit(job, given_person(), format("{\"text\":\"%s\"}", text.bytes)), 200);
	check_audit();
}
END_TEST

START_TEST(each_refusal_has_its_status_and_code)
{
	struct person who = given_person(.cents = 100);
	struct id own = given_drop(.sender = who.id), full = given_drop(), late = given_drop(),
		  job = given_drop();

	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(act_claim(full, given_user(), NULL), OK);
	age(late, 300);
	check_error(submit(own, who, fresh_answer()), 403, "own_drop");
	check_error(submit(full, who, fresh_answer()), 409, "drop_full");
	check_error(submit(late, who, fresh_answer()), 409, "window_closed");
	check_error(submit(given_drop(.unpaid = true), who, fresh_answer()), 404, "not_found");
	check_status(submit(job, who, fresh_answer()), 200);
	check_error(submit(job, who, fresh_answer()), 409, "already_submitted");
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ reading them */

START_TEST(submissions_are_listed_for_the_sender_alone_and_sealed_at_first)
{
	struct person sender = given_person(.cents = 100), author = given_person();
	struct id job = given_drop(.sender = sender.id);
	struct answer_seen seen;

	check_status(submit(job, author, fresh_answer()), 200);
	check_status(submit(job, given_person(), fresh_answer()), 200);
	check_error(call(GET, path_of(job, "submissions"), author.key, NULL), 403, "forbidden");
	check_error(call(GET, path_of(job, "submissions"), given_person().key, NULL), 404,
		    "not_found");
	seen = call(GET, path_of(job, "submissions"), sender.key, NULL);
	check_status(seen, 200);
	check_members(&seen, "", "submissions");
	check_members(&seen, "submissions.0", SUBMISSION_FIELDS);
	ck_assert(null_at(&seen, "submissions.0.output_text") &&
		  null_at(&seen, "submissions.1.output_text"));
	age(job, 301);
	(void)act_pass();
	seen = call(GET, path_of(job, "submissions"), sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "submissions"), 2);
	ck_assert_int_eq(number_at(&seen, "submissions.0.rank"), 1);
	ck_assert_ptr_nonnull(strstr(text_at(&seen, "submissions.1.output_text"), "Rhine"));
	check_audit();
}
END_TEST

START_TEST(an_author_reads_their_own_submission_and_no_rivals)
{
	struct person sender = given_person(.cents = 100), one = given_person(),
		      other = given_person();
	struct id job = given_drop(.sender = sender.id);
	struct answer_seen seen;

	check_status(submit(job, one, fresh_answer()), 200);
	check_status(submit(job, other, fresh_answer()), 200);
	seen = call(GET, path_of(job, "submission"), one.key, NULL);
	check_status(seen, 200);
	check_members(&seen, "submission", SUBMISSION_FIELDS);
	ck_assert_str_eq(text_at(&seen, "submission.user_id"), one.id.text);
	check_status(call(GET, path_of(job, "submission"), sender.key, NULL), 404);
	check_status(call(GET, path_of(job, "submission"), given_person().key, NULL), 404);
	age(job, 301);
	(void)act_pass();
	seen = call(GET, path_of(job, "submission"), one.key, NULL);
	(void)number_at(&seen, "submission.rank");
	(void)text_at(&seen, "submission.grade");
	(void)text_at(&seen, "submission.rationale");
	check_audit();
}
END_TEST

START_TEST(the_winning_output_shows_in_the_job_to_sender_and_winner_alone)
{
	struct person sender = given_person(.cents = 100),
		      authors[2] = { given_person(), given_person() };
	struct id job = given_drop(.sender = sender.id);
	struct answer_seen seen;

	for (int i = 0; i < 2; i++)
		check_status(submit(job, authors[i], fresh_answer()), 200);
	seen = call(GET, path_of(job, ""), sender.key, NULL);
	ck_assert(null_at(&seen, "output_text"));
	age(job, 301);
	(void)act_pass();
	seen = call(GET, path_of(job, ""), sender.key, NULL);
	ck_assert_ptr_nonnull(strstr(text_at(&seen, "output_text"), "Rhine"));
	for (int i = 0; i < 2; i++) {
		struct answer_seen own = call(GET, path_of(job, "submission"), authors[i].key, NULL);
		struct answer_seen view = call(GET, path_of(job, ""), authors[i].key, NULL);

		ck_assert((number_at(&own, "submission.rank") == 1) ==
			  !null_at(&view, "output_text"));
	}
	check_audit();
}
END_TEST

START_TEST(what_one_took_part_in_is_listed_with_its_grades)
{
	struct person who = given_person(), other = given_person();
	struct id jobs[2] = { given_drop(), given_drop() };
	struct answer_seen seen;

	for (int i = 0; i < 2; i++)
		check_status(submit(jobs[i], who, fresh_answer()), 200);
	check_status(submit(jobs[0], other, fresh_answer()), 200);
	age(jobs[0], 301);
	(void)act_pass();
	seen = call(GET, "/api/submissions?limit=1", who.key, NULL);
	check_status(seen, 200);
	check_members(&seen, "", "submissions next_cursor");
	check_members(&seen, "submissions.0",
		      "id job_id title pack status prize_cents grade rank rationale created_at");
	ck_assert_str_eq(text_at(&seen, "submissions.0.job_id"), jobs[1].text);
	ck_assert(null_at(&seen, "submissions.0.grade") && null_at(&seen, "submissions.0.rank"));
	seen = call(GET, format("/api/submissions?limit=1&cursor=%s", text_at(&seen, "next_cursor")),
		    who.key, NULL);
	ck_assert_str_eq(text_at(&seen, "submissions.0.job_id"), jobs[0].text);
	ck_assert_str_eq(text_at(&seen, "submissions.0.status"), "completed");
	ck_assert_int_ge(number_at(&seen, "submissions.0.rank"), 1);
	(void)text_at(&seen, "submissions.0.rationale");
	ck_assert(null_at(&seen, "next_cursor"));
	seen = call(GET, "/api/submissions", given_person().key, NULL);
	ck_assert_int_eq(length_at(&seen, "submissions"), 0);
}
END_TEST

START_TEST(who_watches_is_told_when_nothing_has_changed)
{
	struct person sender = given_person(.cents = 100);
	struct id job = given_drop(.sender = sender.id);
	struct answer_seen seen = call(GET, path_of(job, ""), sender.key, NULL), again;
	const char *tag = header_of(&seen, "ETag");

	ck_assert_ptr_nonnull(tag);
	ck_assert_str_eq(header_of(&seen, "Cache-Control"), "no-store");
	again = call(GET, path_of(job, ""), sender.key, NULL, .if_none_match = tag);
	check_status(again, 304);
	ck_assert_str_eq(again.body, "");
	check_status(call(GET, path_of(job, ""), given_person().key, NULL, .if_none_match = "*"),
		     404);
	check_status(submit(job, given_person(), fresh_answer()), 200);
	again = call(GET, path_of(job, ""), sender.key, NULL, .if_none_match = tag);
	check_status(again, 200);
	ck_assert_int_eq(number_at(&again, "submissions_count"), 1);
}
END_TEST

SUITE("api submit", world_open, world_close, a_submission_has_exactly_its_fields,
      the_fifth_answer_brings_the_ranking, where_jurors_judge_it_brings_none,
      what_is_no_answer_says_so, a_bad_field_is_named,
      a_text_has_two_hundred_thousand_characters_at_most, each_refusal_has_its_status_and_code,
      submissions_are_listed_for_the_sender_alone_and_sealed_at_first,
      an_author_reads_their_own_submission_and_no_rivals,
      the_winning_output_shows_in_the_job_to_sender_and_winner_alone,
      what_one_took_part_in_is_listed_with_its_grades, who_watches_is_told_when_nothing_has_changed)
