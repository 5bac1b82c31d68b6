/*
 * What was published of this API before it was described by itself: clients were written by that. Each request in the form
 * that these pages give it, and every member that they promise in the answer, of the type that they promise.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "support/call.h"
#include "support/files.h"
#include "support/hires.h"
#include "support/suite.h"

/* A name and what it is: text, int, bool, list, map, time; `?` for one that may be null. */
#define CLAIM \
	"id:text job_id:text user_id:text agent_id:text? expires_at:time submitted:bool created_at:time"
#define SUBMISSION \
	"id:text job_id:text user_id:text output_text:text? output_attachments:list grade:text? " \
	"rank:int? rationale:text? created_at:time"
#define DROP \
	"id:text status:text prompt:text pack:text sender:text price_cents:int? window_closes_at:time? " \
	"grade:text? grade_rationale:text? winning_submission_id:text? claims_count:int " \
	"submissions_count:int max_claims:int title:text? description:text? output_text:text? " \
	"output_attachments:list attachments:list created_at:time updated_at:time"
#define HIRE \
	"id:text status:text prompt:text title:text description:text? requirements:text? sender:text " \
	"receiver:text? receiver_agent_id:text? held_by_agent_id:text? price_cents:int? " \
	"time_limit_seconds:int? accepted_at:time? deadline_at:time? attempt_count:int " \
	"cancellation_requested:bool output_text:text? output_attachments:list env_vars:map " \
	"attachments:list presented_to_agents:list created_at:time updated_at:time"
#define USER \
	"id:text balance_cents:int credits:int name:text? avatar_url:text? personality:text? " \
	"stripe_customer_id:text? stripe_account_id:text? stripe_account_status:text? " \
	"auto_topup_enabled:bool auto_topup_amount_cents:int? auto_topup_threshold_cents:int? " \
	"has_payment_method:bool created_at:time"
#define AGENT \
	"id:text owner_id:text name:text personality:text? avatar_url:text? is_default:bool tags:list " \
	"created_at:time"
#define ENTRY "id:text user_id:text delta:int reason:text created_at:time"
#define WITHDRAWAL \
	"id:text user_id:text amount_cents:int stripe_transfer_id:text? status:text created_at:time"
#define LOG_LINE "id:text job_id:text type:text content:text created_at:time"

static bool is_time(const char *text)
{
	int year, month, day, hour, minute, second, milli, end = 0;

	return sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ%n", &year, &month, &day, &hour, &minute,
		      &second, &milli, &end) == 7 &&
	       text[end] == '\0';
}

static bool is_of(struct json_object *value, const char *type)
{
	switch (*type) {
	case 'i': return json_object_is_type(value, json_type_int);
	case 'b': return json_object_is_type(value, json_type_boolean);
	case 'l': return json_object_is_type(value, json_type_array);
	case 'm': return json_object_is_type(value, json_type_object);
	default:
		return json_object_is_type(value, json_type_string) &&
		       (strncmp(type, "time", 4) != 0 || is_time(json_object_get_string(value)));
	}
}

/* The answer there has at least these members. */
static void check_promise(const struct answer_seen *seen, const char *path, const char *promise)
{
	char *words = format("%s", promise), *rest = NULL;

	for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		char *type = strchr(word, ':');

		*type++ = '\0';
		const char *member = *path ? format("%s.%s", path, word) : word;
		struct json_object *value = at(seen, member);

		ck_assert_msg(value ? is_of(value, type) : strchr(type, '?') != NULL,
			      "%s is no %s: %s", member, type, seen->body);
	}
}

static struct answer_seen post(struct person who, const char *path, const char *body)
{
	return call(POST, path, who.key, body);
}

static struct answer_seen get(struct person who, const char *path)
{
	struct answer_seen seen = call(GET, path, who.key, NULL);

	check_status(seen, 200);
	return seen;
}

static const char *order(const char *pack, const char *confirmed)
{
	return format("{\"prompt\":\"Three taglines, each of which roasts this page\",\"envVars\":{},"
		      "\"attachments\":[],\"pack\":\"%s\",\"price_cents\":100,"
		      "\"time_limit_seconds\":300,\"confirmed\":%s}",
		      pack, confirmed);
}

static struct id posted(struct person sender)
{
	struct answer_seen seen = post(sender, "/api/jobs/run", order("roast", "true"));
	struct id id;

	check_status(seen, 201);
	ck_assert(id_read(text_at(&seen, "id"), &id));
	return id;
}

static struct answer_seen submit(struct id job, struct person who)
{
	return post(who, path_of(job, "submit"),
		    format("{\"text\":\"Three taglines that roast this page: slow, loud, and %s.\"}",
			   id_new().text));
}

/* ------------------------------------------------------------ drops */

START_TEST(a_drop_is_estimated_and_then_created)
{
	struct person sender = given_person(.cents = 1000);
	struct answer_seen seen = post(sender, "/api/jobs/run", order("roast", "false"));

	check_status(seen, 200);
	check_promise(&seen, "",
		      "needs_confirmation:bool prompt:text title:text pack:text "
		      "estimated_price_cents:int estimated_time_limit_seconds:int");
	ck_assert(true_at(&seen, "needs_confirmation"));
	seen = post(sender, "/api/jobs/run", order("roast", "true"));
	check_status(seen, 201);
	check_promise(&seen, "", DROP);
	ck_assert_str_eq(text_at(&seen, "status"), "open");
	check_status(post(sender, "/api/jobs/run", "{\"pack\":\"roast\"}"), 400);
}
END_TEST

START_TEST(each_pack_is_one_and_the_one_without_a_name_is_wild)
{
	static const char *const packs[] = { "roast", "scout", "code", "cook", "wild" };
	struct person sender = given_person();
	struct answer_seen seen;

	for (int i = 0; i < COUNT(packs); i++)
		check_status(post(sender, "/api/jobs/run", order(packs[i], "false")), 200);
	seen = post(sender, "/api/jobs/run", "{\"prompt\":\"Name a river\"}");
	ck_assert_str_eq(text_at(&seen, "pack"), "wild");
	ck_assert_int_eq(number_at(&seen, "estimated_time_limit_seconds"), 300);
}
END_TEST

START_TEST(what_the_wallet_does_not_cover_is_paid_later)
{
	struct person sender = given_person(.cents = 150);
	struct id first = posted(sender);
	struct answer_seen seen = post(sender, "/api/jobs/run", order("roast", "true"));
	const char *id;

	check_status(seen, 402);
	check_promise(&seen, "",
		      "payment_required:bool required:int available:int id:text error:text");
	id = text_at(&seen, "id");
	seen = get(sender, format("/api/jobs/%s", id));
	ck_assert_str_eq(text_at(&seen, "status"), "pending_payment");
	check_status(post(sender, format("/api/jobs/%s/pay", id), NULL), 402);
	check_status(post(sender, path_of(first, "cancel"), NULL), 200);
	seen = post(sender, format("/api/jobs/%s/pay", id), NULL);
	check_status(seen, 200);
	check_promise(&seen, "", DROP);
	ck_assert_str_eq(text_at(&seen, "status"), "open");
}
END_TEST

START_TEST(a_drop_is_claimed_with_an_agent_or_with_nothing)
{
	struct person sender = given_person(.cents = 1000), one = given_person(),
		      two = given_person();
	struct id job = posted(sender), agent = given_agent(one.id, "Scribe", "", "[]");
	struct answer_seen seen = post(one, path_of(job, "claim"),
				       format("{\"agentId\":\"%s\"}", agent.text));

	check_status(seen, 201);
	check_promise(&seen, "", CLAIM);
	ck_assert_str_eq(text_at(&seen, "agent_id"), agent.text);
	seen = post(two, path_of(job, "claim"), NULL);
	check_status(seen, 201);
	ck_assert(null_at(&seen, "agent_id"));
	seen = post(two, path_of(job, "claim"), NULL);
	check_status(seen, 201); /* refreshed */
	check_status(post(two, path_of(id_new(), "claim"), NULL), 404);
	for (int i = 0; i < 3; i++)
		check_status(post(given_person(), path_of(job, "claim"), NULL), 201);
	check_status(post(given_person(), path_of(job, "claim"), NULL), 409);
	seen = get(sender, format("/api/jobs/%s", job.text));
	ck_assert_int_eq(number_at(&seen, "claims_count"), 5);
	check_status(call(GET, format("/api/jobs/%s", job.text), given_person().key, NULL), 404);
}
END_TEST

START_TEST(a_text_and_files_are_handed_in_under_either_name)
{
	static const char *const names[] = { "files", "attachments" };
	struct person sender = given_person(.cents = 1000);
	struct id job = posted(sender);

	for (int i = 0; i < COUNT(names); i++) {
		struct person who = given_person();
		const char *key = given_file(who, "out.md", "Three taglines, in a file");
		struct answer_seen seen =
			post(who, path_of(job, "submit"),
			     format("{\"text\":\"Three taglines that roast this page, %d\",\"%s\":"
				    "[{\"key\":\"%s\",\"name\":\"out.md\",\"size\":25}]}",
				    i, names[i], key));

		check_status(seen, 200);
		check_promise(&seen, "submission", SUBMISSION);
		ck_assert_str_eq(text_at(&seen, "submission.output_attachments.0.name"), "out.md");
	}
	check_status(submit(job, sender), 403);
}
END_TEST

START_TEST(the_last_answer_ranks_and_the_field_is_shown)
{
	struct person sender = given_person(.cents = 1000);
	struct id job = posted(sender);
	struct answer_seen seen;
	struct person who;

	for (int i = 0; i < 5; i++) {
		who = given_person();
		seen = submit(job, who);
		check_status(seen, 200);
	}
	check_promise(&seen, "ranking.job", DROP);
	ck_assert_str_eq(text_at(&seen, "ranking.job.status"), "completed");
	seen = get(sender, format("/api/jobs/%s/submissions", job.text));
	ck_assert_int_eq(length_at(&seen, "submissions"), 5);
	check_promise(&seen, "submissions.0", SUBMISSION);
	check_status(call(GET, format("/api/jobs/%s/submissions", job.text), who.key, NULL), 403);
	seen = get(sender, format("/api/jobs/%s/logs", job.text));
	check_promise(&seen, "logs.0", LOG_LINE);
	seen = call(GET, "/api/feed", NULL, NULL);
	check_members(&seen, "feed.0",
		      "id prompt pack grade grade_rationale price_cents submissions_count created_at "
		      "updated_at");
	check_status(post(sender, path_of(job, "cancel"), NULL), 400);
}
END_TEST

START_TEST(lists_take_what_they_took)
{
	struct person sender = given_person(.cents = 1000), who = given_person();
	struct id job = posted(sender);
	struct answer_seen seen = call(GET, "/api/board?limit=10&offset=0", NULL, NULL);

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "board.0.id"), job.text);
	seen = get(sender, "/api/jobs?status=open");
	check_promise(&seen, "jobs.0", DROP);
	check_status(post(who, path_of(job, "claim"), NULL), 201);
	seen = get(who, "/api/users/status");
	check_promise(&seen, "0", "id:text status:text title:text? created_at:time");
	check_status(post(who, path_of(job, "cancel"), NULL), 403);
	check_status(post(who, path_of(job, "release"), NULL), 200);
	seen = post(sender, path_of(job, "cancel"), NULL);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "cancelled");
	check_status(post(sender, path_of(job, "cancel"), NULL), 400);
}
END_TEST

START_TEST(the_clock_is_wound_with_the_secret_alone)
{
	static const char path[] = "/api/cron/enforce-deadlines";

	settings_mutable()->cron_secret = "tick";
	check_status(call(GET, path, NULL, NULL), 401);
	check_status(call(GET, path, NULL, NULL, .authorization = "Bearer tick"), 200);
}
END_TEST

/* Nobody but clorp-cron asks jurors: where it does not run, their time passes, and the fallback decides. */
START_TEST(a_clock_that_is_wound_by_http_asks_no_juror)
{
	static const char path[] = "/api/cron/enforce-deadlines";
	struct person sender = given_person(.cents = 5000), who = given_person(.cents = 0);
	struct id job = posted(sender);
	struct answer_seen seen;

	settings_mutable()->cron_secret = "tick";
	settings_mutable()->jurors[0].url = "http://127.0.0.1:9/v1";
	settings_mutable()->jurors[0].model = "nobody";
	settings_mutable()->judge_budget_seconds = 5;
	check_status(post(who, path_of(job, "claim"), NULL), 201);
	check_status(submit(job, who), 200);
	age(job, 100000);
	check_status(call(GET, path, NULL, NULL, .authorization = "Bearer tick"), 200);
	seen = get(sender, format("/api/jobs/%s", job.text));
	ck_assert_str_eq(text_at(&seen, "status"), "ranking");
	ck_assert_str_eq(text_at(&seen, "judging_by"), "nobody");
	age(job, 5);
	check_status(call(GET, path, NULL, NULL, .authorization = "Bearer tick"), 200);
	seen = get(sender, format("/api/jobs/%s", job.text));
	ck_assert_str_eq(text_at(&seen, "status"), "completed");
	ck_assert_str_eq(text_at(&seen, "judging_by"), "built-in judge");
}
END_TEST

/* ------------------------------------------------------------ people and money */

START_TEST(people_agents_and_entries_have_their_members)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen seen = get(who, format("/api/users/%s", who.id.text));

	check_promise(&seen, "", USER);
	seen = get(who, "/api/agents");
	check_promise(&seen, "0", AGENT);
	ck_assert(true_at(&seen, "0.is_default"));
	(void)posted(who);
	seen = get(who, "/api/wallet/balance");
	check_promise(&seen, "", "balance_cents:int ledger:list");
	check_promise(&seen, "ledger.0", ENTRY);
	ck_assert_int_eq(number_at(&seen, "ledger.0.delta"), -100);
	ck_assert(strncmp(text_at(&seen, "ledger.0.reason"), "job:", 4) == 0);
}
END_TEST

START_TEST(a_withdrawal_has_its_members)
{
	struct person who = given_person(.proven = true);
	struct answer_seen seen;

	settings_mutable()->stripe_key = "sk_test_none";
	settings_mutable()->payout_hold_seconds = 0;
	settings_mutable()->withdraw_min_cents = 1;
	sql("UPDATE users SET stripe_account_id = 'acct_1', stripe_account_status = 'active' "
	    "WHERE id = '%s'", who.id.text);
	seen = post(who, "/api/wallet/withdraw", "{\"amount_cents\":50}");
	check_status(seen, 201);
	check_promise(&seen, "", WITHDRAWAL);
	seen = get(who, "/api/wallet/withdrawals");
	check_promise(&seen, "withdrawals.0", WITHDRAWAL);
}
END_TEST

/* ------------------------------------------------------------ hires */

START_TEST(a_hire_has_its_members_from_the_queue_to_the_end)
{
	static const char answer[] =
		"{\"text\":\"The Rhine ends in the North Sea near Rotterdam, the Danube in the Black Sea, in a "
		"delta of Romania, and the Volga, the longest of the three rivers, in the Caspian Sea.\"}";
	struct person sender = given_person(.cents = 1000), worker = given_person();
	struct id job = given_hire(.sender = sender.id,
				   .prompt = "Name three rivers and the sea that each one ends in.");
	struct answer_seen seen = get(sender, format("/api/jobs/%s", job.text));

	check_promise(&seen, "", HIRE);
	ck_assert_str_eq(text_at(&seen, "status"), "queued");
	seen = post(worker, "/api/jobs/pull", NULL);
	check_status(seen, 200);
	check_promise(&seen, "job", HIRE);
	ck_assert_str_eq(text_at(&seen, "job.status"), "held");
	seen = post(worker, path_of(job, "accept"), NULL);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "accepted");
	ck_assert_str_eq(text_at(&seen, "receiver"), worker.id.text);
	check_promise(&seen, "", HIRE " accepted_at:time deadline_at:time");
	check_status(post(worker, path_of(job, "submit"), answer), 200);
	seen = get(sender, format("/api/jobs/%s", job.text));
	ck_assert_str_eq(text_at(&seen, "status"), "verified");
	check_promise(&seen, "", HIRE " output_text:text");
	seen = get(sender, format("/api/jobs/%s/logs", job.text));
	check_promise(&seen, "logs.0", LOG_LINE);
}
END_TEST

SUITE("published", files_open, files_close, a_drop_is_estimated_and_then_created,
      each_pack_is_one_and_the_one_without_a_name_is_wild,
      what_the_wallet_does_not_cover_is_paid_later, a_drop_is_claimed_with_an_agent_or_with_nothing,
      a_text_and_files_are_handed_in_under_either_name, the_last_answer_ranks_and_the_field_is_shown,
      lists_take_what_they_took, the_clock_is_wound_with_the_secret_alone,
      a_clock_that_is_wound_by_http_asks_no_juror, people_agents_and_entries_have_their_members,
      a_withdrawal_has_its_members, a_hire_has_its_members_from_the_queue_to_the_end)
