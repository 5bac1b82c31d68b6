#include <string.h>

#include "base/text.h"
#include "support/call.h"
#include "support/suite.h"

#define CLAIM_FIELDS "id job_id user_id agent_id expires_at submitted created_at"

static struct answer_seen claim(struct id job, struct person who, const char *body)
{
	return call(POST, path_of(job, "claim"), who.key, body);
}

START_TEST(a_claim_has_exactly_its_fields)
{
	struct person who = given_person();
	struct id job = given_drop();
	struct answer_seen seen = claim(job, who, NULL);

	check_status(seen, 201);
	check_members(&seen, "", CLAIM_FIELDS);
	ck_assert_str_eq(text_at(&seen, "job_id"), job.text);
	ck_assert_str_eq(text_at(&seen, "user_id"), who.id.text);
	ck_assert(null_at(&seen, "agent_id") && !true_at(&seen, "submitted"));
	check_audit();
}
END_TEST

START_TEST(claiming_again_refreshes_the_same_claim)
{
	struct person who = given_person();
	struct id job = given_drop(.seconds = 3600);
	struct answer_seen first = claim(job, who, "{}"), again;

	age(job, 100);
	again = claim(job, who, "{}");
	check_status(again, 201);
	ck_assert_str_eq(text_at(&first, "id"), text_at(&again, "id"));
	ck_assert_int_eq(look_job(job).claims_count, 1);
	check_audit();
}
END_TEST

START_TEST(an_agent_must_be_the_callers_own)
{
	struct person who = given_person(), other = given_person();
	struct id job = given_drop();
	struct answer_seen mine = call(GET, "/api/agents", who.key, NULL);
	struct answer_seen theirs = call(GET, "/api/agents", other.key, NULL), seen;

	check_error(claim(job, who, format("{\"agentId\":\"%s\"}", text_at(&theirs, "0.id"))), 403,
		    "forbidden");
	check_error(claim(job, who, format("{\"agentId\":\"%s\"}", id_new().text)), 403,
		    "forbidden");
	check_error_in(claim(job, who, "{\"agentId\":\"me\"}"), 400, "invalid_request", "agentId");
	check_error_in(claim(job, who, "{\"agentId\":7}"), 400, "invalid_request", "agentId");
	check_error(call(POST, path_of(job, "submit"), who.key,
			 format("{\"text\":\"The Rhine\",\"agentId\":\"%s\"}",
				text_at(&theirs, "0.id"))),
		    403, "forbidden");
	seen = claim(job, who, format("{\"agentId\":\"%s\"}", text_at(&mine, "0.id")));
	check_status(seen, 201);
	ck_assert_str_eq(text_at(&seen, "agent_id"), text_at(&mine, "0.id"));
	check_audit();
}
END_TEST

START_TEST(each_refusal_has_its_status_and_code)
{
	struct person who = given_person(.cents = 200);
	struct id own = given_drop(.sender = who.id), full = given_drop(), late = given_drop();
	struct id over = given_drop(), submitted = given_drop();

	for (int i = 0; i < 5; i++) {
		check_status(claim(full, given_person(), NULL), 201);
		ck_assert_int_eq(act_submit(over, given_user(), NULL), OK);
	}
	age(late, 300);
	ck_assert_int_eq(act_submit(submitted, who.id, NULL), OK);
	check_error(claim(own, who, NULL), 403, "own_drop");
	check_error(claim(full, who, NULL), 409, "drop_full");
	check_error(claim(late, who, NULL), 409, "window_closed");
	check_error(claim(over, who, NULL), 409, "not_open");
	check_error(claim(submitted, who, NULL), 409, "already_submitted");
	check_error(claim(given_drop(.unpaid = true), who, NULL), 404, "not_found");
	check_error(claim(id_new(), who, NULL), 404, "not_found");
	check_audit();
}
END_TEST

static void check_retry_after(struct answer_seen seen, const char *code, int64_t most)
{
	int64_t seconds = 0;

	check_error(seen, 429, code);
	ck_assert_ptr_nonnull(header_of(&seen, "Retry-After"));
	ck_assert(text_to_int(header_of(&seen, "Retry-After"), &seconds));
	ck_assert_int_ge(seconds, 1);
	ck_assert_int_le(seconds, most);
}

START_TEST(a_429_says_when_to_come_again)
{
	struct person who = given_person(), other = given_person(.proven = true);
	struct id job = given_drop(.seconds = 3600);

	check_status(claim(job, who, NULL), 201);
	age(job, 301);
	check_retry_after(claim(job, who, NULL), "cooldown", 60);
	check_retry_after(call(POST, path_of(job, "submit"), who.key, "{\"text\":\"The Rhine\"}"),
			  "cooldown", 60);
	for (int i = 0; i < 10; i++)
		check_status(claim(given_drop(), other, NULL), 201);
	check_retry_after(claim(given_drop(), other, NULL), "too_many_claims", 300);
	check_audit();
}
END_TEST

START_TEST(a_place_is_given_back_by_release_or_by_fail)
{
	static const char *const verbs[] = { "release", "fail" };
	struct person who = given_person();

	for (int i = 0; i < COUNT(verbs); i++) {
		struct id job = given_drop();
		struct answer_seen seen;

		check_status(call(POST, path_of(job, verbs[i]), who.key, NULL), 409);
		check_status(claim(job, who, NULL), 201);
		seen = call(POST, path_of(job, verbs[i]), who.key, NULL);
		check_status(seen, 200);
		check_members(&seen, "", CLAIM_FIELDS);
		ck_assert_int_eq(look_job(job).claims_count, 0);
	}
	check_audit();
}
END_TEST

SUITE("api claim", world_open, world_close, a_claim_has_exactly_its_fields,
      claiming_again_refreshes_the_same_claim, an_agent_must_be_the_callers_own,
      each_refusal_has_its_status_and_code, a_429_says_when_to_come_again,
      a_place_is_given_back_by_release_or_by_fail)
