#include <string.h>

#include "base/config.h"
#include "base/text.h"
#include "support/call.h"
#include "support/suite.h"

#define DROP_FIELDS \
	"id status prompt pack sender price_cents window_closes_at grade winning_submission_id " \
	"claims_count submissions_count title description output_text output_attachments attachments " \
	"created_at updated_at"
#define MORE_FIELDS \
	" kind max_claims grade_rationale failure_reason cancellation_requested env_vars " \
	"time_limit_seconds prize_cents fee_cents judging_by judging_until agreement"
#define HIRE_FIELDS \
	" requirements receiver receiver_agent_id held_by_agent_id held_until accepted_at deadline_at " \
	"attempt_count presented_to_agents"

static struct answer_seen run(struct person who, const char *body)
{
	return call(POST, "/api/jobs/run", who.key, body);
}

static int64_t jobs(void)
{
	return look_number("SELECT COUNT(*) FROM jobs");
}

/* ------------------------------------------------------------ estimate */

START_TEST(an_estimate_says_what_it_would_be_and_stores_nothing)
{
	struct answer_seen seen = run(given_person(), "{\"prompt\":\"Name a river. Be brief.\"}");

	check_status(seen, 200);
	check_members(&seen, "",
		      "needs_confirmation prompt title pack estimated_price_cents "
		      "estimated_time_limit_seconds");
	ck_assert(true_at(&seen, "needs_confirmation"));
	ck_assert_str_eq(text_at(&seen, "prompt"), "Name a river. Be brief.");
	ck_assert_str_eq(text_at(&seen, "title"), "Name a river");
	ck_assert_str_eq(text_at(&seen, "pack"), "wild");
	ck_assert_int_eq(number_at(&seen, "estimated_price_cents"), 100);
	ck_assert_int_eq(number_at(&seen, "estimated_time_limit_seconds"), 300);
	ck_assert_int_eq(jobs(), 0);
}
END_TEST

START_TEST(prices_and_windows_are_clamped)
{
	static const struct {
		const char *members;
		int64_t price, seconds;
	} cases[] = {
		{ "\"pack\":\"code\"", 300, 300 },
		{ "\"pack\":\"scout\",\"price_cents\":null", 200, 300 },
		{ "\"price_cents\":1", 100, 300 },
		{ "\"price_cents\":-5", 100, 300 },
		{ "\"price_cents\":100001", 100000, 300 },
		{ "\"price_cents\":9223372036854775807", 100000, 300 },
		{ "\"price_cents\":-9223372036854775807", 100, 300 },
		{ "\"time_limit_seconds\":1", 100, 60 },
		{ "\"time_limit_seconds\":60", 100, 60 },
		{ "\"time_limit_seconds\":3601", 100, 3600 },
		{ "\"confirmed\":false,\"criteria\":[1]", 100, 300 },
	};
	struct person who = given_person();

	for (int i = 0; i < COUNT(cases); i++) {
		struct answer_seen seen = run(who,
					      format("{\"prompt\":\"x\",%s}", cases[i].members));

		check_status(seen, 200);
		ck_assert_int_eq(number_at(&seen, "estimated_price_cents"), cases[i].price);
		ck_assert_int_eq(number_at(&seen, "estimated_time_limit_seconds"), cases[i].seconds);
	}
}
END_TEST

/* `price` for `price_cents` was once charged the default, in silence. */
START_TEST(a_field_that_run_does_not_know_is_refused_with_the_one_that_was_meant)
{
	static const struct {
		const char *said, *meant;
	} cases[] = {
		{ "price", "price_cents" },
		{ "priceCents", "price_cents" },
		{ "price_cent", "price_cents" },
		{ "Price_Cents", "price_cents" },
		{ "pirce_cents", "price_cents" },
		{ "reward", "price_cents" },
		{ "budget_cents", "price_cents" },
		{ "time_limit", "time_limit_seconds" },
		{ "timeLimitSeconds", "time_limit_seconds" },
		{ "timeout", "time_limit_seconds" },
		{ "env_vars", "envVars" },
		{ "agent_id", "agentId" },
		{ "confirm", "confirmed" },
		{ "comfirmed", "confirmed" },
		{ "promt", "prompt" },
		{ "files", "attachments" },
		{ "atachments", "attachments" },
		{ "pay_when_founded", "pay_when_funded" },
		{ "packs", "pack" },
		{ "type", "kind" },
		{ "colour", NULL },
		{ "a_name_that_is_far_longer_than_any_that_is_known_here_and_goes_on", NULL },
		{ "", NULL },
	};
	struct person who = given_person(.cents = 1000);

	for (int i = 0; i < COUNT(cases); i++) {
		struct answer_seen seen =
			run(who,
			    format("{\"prompt\":\"Name a river.\",\"confirmed\":true,\"%s\":null}",
				   cases[i].said));

		check_status(seen, 400);
		ck_assert_ptr_nonnull(
			strstr(text_at(&seen, "error"), format("no field \"%.40s", cases[i].said)));
		if (*cases[i].said)
			ck_assert_int_eq(strncmp(text_at(&seen, "field"), cases[i].said, 40), 0);
		if (cases[i].meant)
			ck_assert_msg(strstr(text_at(&seen, "error"),
					     format(": %s is what you mean", cases[i].meant)),
				      "%s: %s", cases[i].said, text_at(&seen, "error"));
		else
			ck_assert_ptr_null(strstr(text_at(&seen, "error"), "what you mean"));
	}
	ck_assert_int_eq(jobs(), 0);
	ck_assert_int_eq(look_balance(who.id), 1000);
}
END_TEST

START_TEST(what_older_clients_send_with_a_run_is_ignored)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen seen = run(who, "{\"prompt\":\"Name a river.\",\"confirmed\":true,"
					   "\"needs_confirmation\":true,\"title\":\"A river\","
					   "\"description\":\"x\",\"requirements\":null,"
					   "\"estimated_price_cents\":100,"
					   "\"estimated_time_limit_seconds\":300,\"intent\":1,"
					   "\"skill\":\"research\",\"criteria\":[],"
					   "\"acceptance_criteria\":[\"short\"]}");

	check_status(seen, 201);
	ck_assert_str_eq(text_at(&seen, "title"), "Name a river");
	ck_assert_int_eq(look_balance(who.id), 900);
}
END_TEST

START_TEST(a_bad_field_is_named)
{
	static const struct {
		const char *body, *field;
	} cases[] = {
		{ "{}", "prompt" },
		{ "{\"prompt\":null}", "prompt" },
		{ "{\"prompt\":\"\"}", "prompt" },
		{ "{\"prompt\":\" \\n \"}", "prompt" },
		{ "{\"prompt\":5}", "prompt" },
		{ "{\"prompt\":[\"x\"]}", "prompt" },
		{ "{\"prompt\":\"x\",\"pack\":\"gold\"}", "pack" },
		{ "{\"prompt\":\"x\",\"pack\":\"Code\"}", "pack" },
		{ "{\"prompt\":\"x\",\"pack\":1}", "pack" },
		{ "{\"prompt\":\"x\",\"kind\":\"gig\"}", "kind" },
		{ "{\"prompt\":\"x\",\"price_cents\":\"100\"}", "price_cents" },
		{ "{\"prompt\":\"x\",\"price_cents\":100.5}", "price_cents" },
		{ "{\"prompt\":\"x\",\"price_cents\":1e400}", "price_cents" },
		{ "{\"prompt\":\"x\",\"price_cents\":true}", "price_cents" },
		{ "{\"prompt\":\"x\",\"price_cents\":1000000000000000000000000000000}",
		  "price_cents" },
		{ "{\"prompt\":\"x\",\"time_limit_seconds\":\"60\"}", "time_limit_seconds" },
		{ "{\"prompt\":\"x\",\"time_limit_seconds\":9223372036854775808}",
		  "time_limit_seconds" },
		{ "{\"prompt\":\"x\",\"confirmed\":\"true\"}", "confirmed" },
		{ "{\"prompt\":\"x\",\"confirmed\":1}", "confirmed" },
		{ "{\"prompt\":\"x\",\"envVars\":[]}", "envVars" },
		{ "{\"prompt\":\"x\",\"envVars\":{\"A\":1}}", "envVars" },
		{ "{\"prompt\":\"x\",\"attachments\":{}}", "attachments" },
		{ "{\"prompt\":\"x\",\"attachments\":[\"nobody-uploaded-this\"]}", "attachments" },
		{ "{\"prompt\":\"x\",\"attachments\":[{\"key\":\"nobody-uploaded-this\"}]}",
		  "attachments" },
	};
	struct person who = given_person(.cents = 1000);

	for (int i = 0; i < COUNT(cases); i++)
		check_error_in(run(who, cases[i].body), 400, "invalid_request", cases[i].field);
	ck_assert_int_eq(jobs(), 0);
}
END_TEST

static const char *repeated(const char *unit, int times)
{
	struct text text = text_start(world_arena(), 1024);

	for (int i = 0; i < times; i++)
		text_add_string(&text, unit);
	return text.bytes;
}

START_TEST(a_prompt_has_twenty_thousand_characters_at_most)
{
	struct person who = given_person();

	check_status(run(who, format("{\"prompt\":\"%s\"}", repeated("\xE2\x82\xAC", 20000))), 200);
	check_error_in(run(who, format("{\"prompt\":\"%s\"}", repeated("x", 20001))), 400,
		       "invalid_request", "prompt");
}
END_TEST

static const char *environment(int entries, int bytes)
{
	struct text text = text_start(world_arena(), 1024);

	for (int i = 0; i < entries; i++)
		text_add_string(&text,
				format("%s\"N%03d\":\"%s\"", i ? "," : "", i, repeated("x", bytes)));
	return text.bytes;
}

START_TEST(the_environment_has_its_bounds)
{
	struct person who = given_person();

	check_status(run(who, format("{\"prompt\":\"x\",\"envVars\":{%s}}", environment(64, 508))),
		     200);
	check_error_in(run(who, format("{\"prompt\":\"x\",\"envVars\":{%s}}", environment(65, 1))),
		       400, "invalid_request", "envVars");
	check_error_in(run(who, format("{\"prompt\":\"x\",\"envVars\":{%s}}", environment(64, 509))),
		       400, "invalid_request", "envVars");
}
END_TEST

START_TEST(anothers_agent_cannot_be_named_when_posting)
{
	struct person who = given_person(.cents = 1000), other = given_person();
	struct answer_seen agents = call(GET, "/api/agents", other.key, NULL);

	check_error(run(who, format("{\"prompt\":\"x\",\"confirmed\":true,\"agentId\":\"%s\"}",
				    text_at(&agents, "0.id"))),
		    403, "forbidden");
}
END_TEST

/* ------------------------------------------------------------ created */

START_TEST(a_confirmed_drop_is_the_whole_job)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen seen =
		run(who, "{\"prompt\":\"Name a river.\",\"pack\":\"code\",\"price_cents\":333,"
			 "\"time_limit_seconds\":120,\"confirmed\":true,"
			 "\"envVars\":{\"TOKEN\":\"a\\\"b\"}}");

	check_status(seen, 201);
	check_members(&seen, "", DROP_FIELDS MORE_FIELDS HIRE_FIELDS);
	ck_assert_str_eq(text_at(&seen, "status"), "open");
	ck_assert_str_eq(text_at(&seen, "kind"), "drop");
	ck_assert_str_eq(text_at(&seen, "sender"), who.id.text);
	ck_assert_int_eq(number_at(&seen, "price_cents"), 333);
	ck_assert_int_eq(number_at(&seen, "fee_cents"), 66);
	ck_assert_int_eq(number_at(&seen, "prize_cents"), 267);
	ck_assert_int_eq(number_at(&seen, "time_limit_seconds"), 120);
	ck_assert_int_eq(number_at(&seen, "max_claims"), 5);
	ck_assert_int_eq(number_at(&seen, "claims_count"), 0);
	ck_assert_int_eq(number_at(&seen, "submissions_count"), 0);
	ck_assert_str_eq(text_at(&seen, "title"), "Name a river");
	ck_assert_str_eq(text_at(&seen, "env_vars.TOKEN"), "a\"b");
	ck_assert(!true_at(&seen, "cancellation_requested"));
	check_audit();
}
END_TEST

START_TEST(what_a_fresh_drop_lacks_is_null_or_empty)
{
	static const char *const nulls[] = {
		"grade",	 "grade_rationale", "failure_reason",	     "judging_by",
		"judging_until", "agreement",	    "winning_submission_id", "output_text",
		"requirements",	 "receiver",	    "receiver_agent_id",     "held_by_agent_id",
		"accepted_at",	 "deadline_at"
	};
	static const char *const empty[] = { "output_attachments", "attachments",
					     "presented_to_agents" };
	struct answer_seen seen = run(given_person(.cents = 100),
				      "{\"prompt\":\"x\",\"confirmed\":true}");

	for (int i = 0; i < COUNT(nulls); i++)
		ck_assert_msg(null_at(&seen, nulls[i]), "%s", nulls[i]);
	for (int i = 0; i < COUNT(empty); i++)
		ck_assert_int_eq(length_at(&seen, empty[i]), 0);
	ck_assert_int_eq(number_at(&seen, "attempt_count"), 0);
	check_members(&seen, "env_vars", "");
	check_audit();
}
END_TEST

static void check_time(const char *text)
{
	ck_assert_uint_eq(strlen(text), 24);
	ck_assert(text[4] == '-' && text[10] == 'T' && text[19] == '.' && text[23] == 'Z');
}

START_TEST(times_are_rfc_3339_with_milliseconds)
{
	struct answer_seen seen = run(given_person(.cents = 100),
				      "{\"prompt\":\"x\",\"confirmed\":true}");

	check_time(text_at(&seen, "created_at"));
	check_time(text_at(&seen, "updated_at"));
	check_time(text_at(&seen, "window_closes_at"));
}
END_TEST

/* Each is kept, and costs nothing. */
START_TEST(who_has_no_money_posts_so_many_an_hour)
{
	struct person who = given_person(), other = given_person();
	static const char body[] = "{\"prompt\":\"x\",\"confirmed\":true}";
	struct answer_seen seen;

	settings_mutable()->unpaid_per_hour = 2;
	check_status(run(who, body), 402);
	check_status(run(who, body), 402);
	seen = run(who, body);
	check_error(seen, 429, "rate_limited");
	ck_assert_ptr_nonnull(header_of(&seen, "Retry-After"));
	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM jobs WHERE sender = '%s'",
					    who.id.text)), 2);
	check_status(run(who, "{\"prompt\":\"x\"}"), 200);
	check_status(run(other, body), 402);
	settings_mutable()->unpaid_per_hour = 200;
	check_status(run(who, body), 402);
}
END_TEST

START_TEST(an_unpaid_drop_is_a_402_that_names_it)
{
	struct person who = given_person(.cents = 7);
	struct answer_seen seen = run(who, "{\"prompt\":\"x\",\"confirmed\":true}"), job;

	check_error(seen, 402, "payment_required");
	check_members(&seen, "",
		      "error code request_id payment_required required available id "
		      "auto_topup_started");
	ck_assert(true_at(&seen, "payment_required") && !true_at(&seen, "auto_topup_started"));
	ck_assert_int_eq(number_at(&seen, "required"), 100);
	ck_assert_int_eq(number_at(&seen, "available"), 7);
	job = call(GET, format("/api/jobs/%s", text_at(&seen, "id")), who.key, NULL);
	ck_assert_str_eq(text_at(&job, "status"), "pending_payment");
	ck_assert(null_at(&job, "window_closes_at"));
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ pay, cancel */

START_TEST(a_pending_drop_is_paid_or_says_what_is_missing)
{
	struct person who = given_person(.cents = 7), other = given_person();
	struct id job = given_drop(.sender = who.id, .unpaid = true);
	struct answer_seen seen = call(POST, path_of(job, "pay"), who.key, NULL);

	check_error(seen, 402, "payment_required");
	ck_assert_str_eq(text_at(&seen, "id"), job.text);
	ck_assert_int_eq(number_at(&seen, "available"), 7);
	check_members(&seen, "",
		      "error code request_id payment_required required available id "
		      "auto_topup_started");
	check_error(call(POST, path_of(job, "pay"), other.key, NULL), 404, "not_found");
	sql("UPDATE jobs SET sender = '%s'", (who = given_person(.cents = 100)).id.text);
	seen = call(POST, path_of(job, "pay"), who.key, "{}");
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "open");
	check_members(&seen, "", DROP_FIELDS MORE_FIELDS HIRE_FIELDS);
	check_status(call(POST, path_of(job, "pay"), who.key, NULL), 400);
	check_audit();
}
END_TEST

START_TEST(cancelling_answers_with_the_job)
{
	struct person who = given_person(.cents = 300), claimant = given_person();
	struct id free = given_drop(.sender = who.id), held = given_drop(.sender = who.id);
	struct answer_seen seen = call(POST, path_of(free, "cancel"), who.key, NULL);

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "cancelled");
	check_status(call(POST, path_of(free, "cancel"), who.key, NULL), 400);
	check_status(call(POST, path_of(held, "claim"), claimant.key, NULL), 201);
	check_error(call(POST, path_of(held, "cancel"), claimant.key, NULL), 403, "forbidden");
	check_error(call(POST, path_of(held, "cancel"), given_person().key, NULL), 404, "not_found");
	seen = call(POST, path_of(held, "cancel"), who.key, NULL);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "open");
	ck_assert(true_at(&seen, "cancellation_requested"));
	check_audit();
}
END_TEST

START_TEST(a_drop_that_is_ranking_answers_cancel_with_409)
{
	struct person who = given_person(.cents = 100);
	struct id job = given_drop(.sender = who.id);

	ck_assert_int_eq(act_submit(job, given_user(), NULL), OK);
	sql("UPDATE jobs SET status = 'ranking', closed_at = NOW(3)");
	check_status(call(POST, path_of(job, "cancel"), who.key, NULL), 409);
}
END_TEST

/* ------------------------------------------------------------ who sees what */

START_TEST(the_environment_shows_to_the_sender_and_to_live_competitors)
{
	struct person sender = given_person(.cents = 100), claimant = given_person(),
		      author = given_person();
	struct answer_seen posted =
		run(sender, "{\"prompt\":\"x\",\"confirmed\":true,\"time_limit_seconds\":3600,"
			    "\"envVars\":{\"TOKEN\":\"secret\"}}");
	struct id job;
	struct answer_seen seen;

	ck_assert(id_read(text_at(&posted, "id"), &job));
	check_status(call(GET, path_of(job, ""), claimant.key, NULL), 404);
	check_status(call(POST, path_of(job, "claim"), claimant.key, NULL), 201);
	check_status(call(POST, path_of(job, "submit"), author.key, "{\"text\":\"The Rhine\"}"),
		     200);
	seen = call(GET, path_of(job, ""), claimant.key, NULL);
	ck_assert_str_eq(text_at(&seen, "env_vars.TOKEN"), "secret");
	age(job, 301);
	seen = call(GET, path_of(job, ""), claimant.key, NULL);
	check_status(seen, 200);
	check_members(&seen, "env_vars", "");
	seen = call(GET, path_of(job, ""), author.key, NULL);
	ck_assert_str_eq(text_at(&seen, "env_vars.TOKEN"), "secret");
	seen = call(GET, "/api/board", NULL, NULL);
	ck_assert_ptr_null(strstr(seen.body, "secret"));
	check_audit();
}
END_TEST

SUITE("api drop", world_open, world_close, an_estimate_says_what_it_would_be_and_stores_nothing,
      prices_and_windows_are_clamped,
      a_field_that_run_does_not_know_is_refused_with_the_one_that_was_meant,
      what_older_clients_send_with_a_run_is_ignored, a_bad_field_is_named,
      a_prompt_has_twenty_thousand_characters_at_most, the_environment_has_its_bounds,
      anothers_agent_cannot_be_named_when_posting, a_confirmed_drop_is_the_whole_job,
      what_a_fresh_drop_lacks_is_null_or_empty, times_are_rfc_3339_with_milliseconds,
      who_has_no_money_posts_so_many_an_hour, an_unpaid_drop_is_a_402_that_names_it,
      a_pending_drop_is_paid_or_says_what_is_missing, cancelling_answers_with_the_job,
      a_drop_that_is_ranking_answers_cancel_with_409,
      the_environment_shows_to_the_sender_and_to_live_competitors)
