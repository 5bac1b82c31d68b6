#include <string.h>

#include "base/text.h"
#include "people/secret.h"
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

/* Statements that this connection has sent, each of which waited for its answer. */
static int64_t round_trips(void)
{
	struct rows *rows;

	ck_assert_int_eq(db_query(world_db(), &rows,
				  "SELECT CAST(VARIABLE_VALUE AS INT) AS n FROM "
				  "information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'QUESTIONS'"),
		OK);
	ck_assert(rows_next(rows));
	return row_int(rows, "n");
}

static const char *cookie_of(struct person who)
{
	struct answer_seen seen = call(POST, "/api/session", NULL,
				       format("{\"key\":\"%s\"}", who.key));
	const char *header = header_of(&seen, "Set-Cookie");

	ck_assert_ptr_nonnull(header);
	return format("%.*s", (int)strcspn(header, ";"), header);
}

START_TEST(who_claims_is_asked_along_with_the_locks)
{
	struct person ann = given_person(.proven = true), bob = given_person(.proven = true);
	const char *cookie = cookie_of(bob);
	int64_t start = round_trips();
	const int64_t looking = round_trips() - start;

	for (int i = 0; i < 3; i++) { /* the first prepares; a key's first use is noted */
		struct id one = given_drop(), two = given_drop();

		start = round_trips() + looking;
		check_status(claim(one, ann, "{}"), 201);
		ck_assert_int_eq(round_trips() - start, 2);
		start = round_trips() + looking;
		check_status(call(POST, path_of(two, "claim"), NULL, "{}", .cookie = cookie,
				  .fetch_site = "same-origin"),
			     201);
		ck_assert_int_eq(round_trips() - start, 2);
		start = round_trips() + looking;
		check_status(call(POST, path_of(one, "release"), ann.key, "{}"), 200);
		ck_assert_int_eq(round_trips() - start, 2);
	}
	check_audit();
}
END_TEST

/* Whoever called before on this connection, and whatever is wrong besides. */
static void check_nobody(const char *key, const char *cookie, int status, const char *code)
{
	static const char *const verbs[] = { "claim", "reserve", "release", "fail", "submit" };
	static const char *const bodies[] = { "{\"text\":\"The Rhine\"}",
					      "{\"text\":7,\"agentId\":7}", "not JSON", "[]" };
	struct person before = given_person();
	struct id drop = given_drop();

	check_status(claim(drop, before, "{}"), 201);
	for (int i = 0; i < COUNT(verbs) * COUNT(bodies); i++) {
		const char *verb = verbs[i % COUNT(verbs)], *body = bodies[i / COUNT(verbs)];

		check_error(call(POST, path_of(drop, verb), key, body, .cookie = cookie), status,
			    code);
		check_error(call(POST, path_of(id_new(), verb), key, body, .cookie = cookie),
			    status, code);
		check_error(call(POST, path_of(drop, verb), key, body, .cookie = cookie,
				 .idempotency_key = "once"),
			    status, code);
		check_status(call(POST, "/api/whoami", before.key, NULL), 200);
	}
	ck_assert_int_eq(look_job(drop).claims_count, 1);
	ck_assert_int_eq(look_job(drop).submissions_count, 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM idempotency_keys"), 0);
}

START_TEST(who_names_a_claim_is_asked_along_with_the_name)
{
	struct person ann = given_person(.proven = true);
	int64_t start = round_trips();
	const int64_t looking = round_trips() - start;

	for (int i = 0; i < 3; i++) {
		struct id drop = given_drop();
		struct answer_seen first, again;

		start = round_trips() + looking;
		first = call(POST, path_of(drop, "claim"), ann.key, "{}", .idempotency_key = "a");
		check_status(first, 201);
		ck_assert_int_eq(round_trips() - start, 3);
		again = call(POST, path_of(drop, "claim"), ann.key, "{}", .idempotency_key = "a");
		check_status(again, 201);
		ck_assert_str_eq(first.body, again.body);
	}
	check_audit();
}
END_TEST

START_TEST(who_may_not_ask_is_told_that_before_anything_else)
{
	struct person ann = given_person();
	const char *cookie = cookie_of(ann);
	char unknown[SECRET_TEXT];
	struct answer_seen made = call(POST, "/api/keys", ann.key,
				       "{\"name\":\"r\",\"scopes\":[\"read\"]}");
	const char *reader = text_at(&made, "key");

	secret_draw(SECRET_KEY, unknown);
	check_nobody(NULL, NULL, 401, "authentication_required");
	check_nobody("nonsense", NULL, 401, "authentication_required");
	check_nobody(unknown, NULL, 401, "authentication_required");
	check_nobody(unknown, cookie, 401, "authentication_required");
	check_nobody(reader, NULL, 403, "insufficient_scope");
	check_nobody(NULL, cookie, 403, "forbidden"); /* another site's page */
	sql("UPDATE api_keys SET revoked_at = NOW(3) WHERE user_id = '%s'", ann.id.text);
	check_nobody(ann.key, NULL, 401, "authentication_required");
	check_audit();
}
END_TEST

START_TEST(a_stranger_waits_for_no_lock)
{
	struct id drop = given_drop();
	char unknown[SECRET_TEXT];

	secret_draw(SECRET_KEY, unknown);
	sql("START TRANSACTION");
	sql("SELECT id INTO @held FROM jobs WHERE id = '%s' FOR UPDATE", drop.text);
	check_error(call(POST, path_of(drop, "claim"), unknown, "{}"), 401,
		    "authentication_required");
	sql("ROLLBACK");
	check_audit();
}
END_TEST

SUITE("api claim", world_open, world_close, a_claim_has_exactly_its_fields,
      claiming_again_refreshes_the_same_claim, an_agent_must_be_the_callers_own,
      each_refusal_has_its_status_and_code, a_429_says_when_to_come_again,
      a_place_is_given_back_by_release_or_by_fail, who_claims_is_asked_along_with_the_locks,
      who_names_a_claim_is_asked_along_with_the_name,
      who_may_not_ask_is_told_that_before_anything_else, a_stranger_waits_for_no_lock)
