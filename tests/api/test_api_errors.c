#include <string.h>

#include "people/key.h"
#include "people/secret.h"
#include "support/call.h"
#include "support/suite.h"

START_TEST(an_unknown_path_is_a_404)
{
	static const char *const paths[] = {
		"/api",
		"/api/",
		"/api/nothing",
		"/api/board/",
		"//api/board",
		"/api/jobs/",
		"/api/jobs/1",
		"/api/jobs/run/",
		"/api/board/stats/more",
		"/API/BOARD",
		"",
		"/api/jobs/018F3A5C-7D1E-7A2B-8C3D-4E5F60718293",
		"/api/jobs/018f3a5c7d1e7a2b8c3d4e5f60718293",
		"/api/jobs/{id}",
		"/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/",
		"/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/nothing",
		"/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293x/claim"
	};
	struct person who = given_person();

	for (int i = 0; i < COUNT(paths); i++) {
		check_error(call(GET, paths[i], who.key, NULL), 404, "not_found");
		check_error(call(POST, paths[i], NULL, NULL), 404, "not_found");
	}
}
END_TEST

START_TEST(a_known_path_with_another_method_is_a_405_that_says_which)
{
	static const struct {
		enum method method;
		const char *path, *allow;
	} cases[] = {
		{ POST, "/api/board", "GET, HEAD" },
		{ DELETE, "/api/jobs", "GET, HEAD" },
		{ GET, "/api/jobs/run", "POST" },
		{ PATCH, "/api/agents", "GET, HEAD, POST" },
		{ POST, "/api/agents/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293",
		  "GET, HEAD, PATCH, DELETE" },
		{ GET, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/claim", "POST" },
		{ OTHER, "/healthz", "GET, HEAD" },
		{ GET, "/api/whoami", "POST" },
		{ GET, "/api/keys/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293", "DELETE" },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		struct answer_seen seen = call(cases[i].method, cases[i].path, NULL, NULL);

		check_error(seen, 405, "method_not_allowed");
		ck_assert_str_eq(header_of(&seen, "Allow"), cases[i].allow);
	}
}
END_TEST

START_TEST(without_a_good_key_the_answer_is_a_401)
{
	char unknown[SECRET_TEXT];
	const char *own = given_person().key;

	secret_draw(SECRET_KEY, unknown);
	static const char nothing[] = "send an API key", no_key[] = "is none",
			  no_bearer[] = "must be \"Bearer\"",
			  not_known[] = "is unknown, expired or revoked";
	const struct {
		const char *header, *says;
	} cases[] = {
		{ "", nothing },
		{ "Bearer", no_bearer },
		{ "Bearer ", no_bearer },
		{ own, no_bearer },
		{ format("Basic %s", own), no_bearer },
		{ format("Bearer%s", own), no_bearer },
		{ format("Bearer\t%s", own), no_bearer },
		{ format("Bearer %s", unknown), not_known },
		{ format("Bearer %sx", own), no_key },
		{ format("Bearer %.40s", own), no_key },
		{ "Bearer '; DROP TABLE users; --", no_key },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		struct answer_seen seen = call(GET, "/api/jobs", NULL, NULL,
					       .authorization = cases[i].header);

		check_error(seen, 401, "authentication_required");
		ck_assert_ptr_nonnull(strstr(text_at(&seen, "error"), "Authentication required: "));
		ck_assert_msg(strstr(text_at(&seen, "error"), cases[i].says), "%s: %s",
			      cases[i].header, text_at(&seen, "error"));
		ck_assert_ptr_nonnull(strstr(header_of(&seen, "WWW-Authenticate"),
					     "Bearer resource_metadata=\"http"));
		ck_assert_msg(!*cases[i].header == !strstr(header_of(&seen, "WWW-Authenticate"),
							   "error=\"invalid_token\""),
			      "%s", header_of(&seen, "WWW-Authenticate"));
	}
	check_status(call(GET, "/api/jobs", NULL, NULL, .authorization = format("bearer %s", own)),
		     200);
	check_status(call(GET, "/api/jobs", NULL, NULL, .authorization = format("Bearer   %s", own)),
		     200);
	sql("UPDATE api_keys SET revoked_at = NOW(3)");

	struct answer_seen seen = call(GET, "/api/jobs", own, NULL);

	check_error(seen, 401, "authentication_required");
	ck_assert_ptr_nonnull(strstr(text_at(&seen, "error"), not_known));
}
END_TEST

START_TEST(every_route_that_is_not_public_needs_a_key)
{
	static const struct {
		enum method method;
		const char *path;
	} routes[] = {
		{ GET, "/api/agents" },
		{ POST, "/api/agents" },
		{ GET, "/api/jobs" },
		{ POST, "/api/jobs/run" },
		{ GET, "/api/keys" },
		{ POST, "/api/keys" },
		{ GET, "/api/users/status" },
		{ POST, "/api/whoami" },
		{ GET, "/api/cron/enforce-deadlines" },
		{ GET, "/api/users/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293" },
		{ GET, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293" },
		{ GET, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/logs" },
		{ GET, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/submissions" },
		{ GET, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/submission" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/pay" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/cancel" },
		{ POST, "/api/jobs/pull" },
		{ POST, "/api/verify" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/accept" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/reject" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/reserve" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/claim" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/release" },
		{ POST, "/api/jobs/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293/submit" },
		{ DELETE, "/api/keys/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293" },
		{ PATCH, "/api/agents/018f3a5c-7d1e-7a2b-8c3d-4e5f60718293" },
	};

	for (int i = 0; i < COUNT(routes); i++)
		check_error(call(routes[i].method, routes[i].path, NULL, NULL), 401,
			    "authentication_required");
}
END_TEST

START_TEST(the_clocks_route_opens_to_its_secret_alone)
{
	const char *path = "/api/cron/enforce-deadlines";
	struct person who = given_person();
	struct id job = given_drop();
	struct answer_seen seen;

	check_error(call(GET, path, "", NULL), 401, "authentication_required");
	settings_mutable()->cron_secret = "tick";
	check_error(call(GET, path, who.key, NULL), 401, "authentication_required");
	check_error(call(GET, path, "tock", NULL), 401, "authentication_required");
	age(job, 301);
	seen = call(GET, path, "tick", NULL);
	check_status(seen, 200);
	check_members(&seen, "", "lapsed closed expired settled failed cancelled errors");
	ck_assert_int_eq(number_at(&seen, "failed"), 1);
	ck_assert_str_eq(header_of(&seen, "Cache-Control"), "no-store");
	check_audit();
}
END_TEST

START_TEST(a_key_in_a_url_is_refused_and_not_repeated)
{
	struct person who = given_person();
	struct answer_seen seen = call(GET, format("/api/jobs?api_key=%s", who.key), NULL, NULL);

	check_error(seen, 400, "invalid_request");
	ck_assert_ptr_null(strstr(seen.body, who.key));
	check_error(call(GET, format("/api/board?q=%s", who.key), NULL, NULL), 400,
		    "invalid_request");
}
END_TEST

START_TEST(a_body_over_the_limit_is_a_413)
{
	struct person who = given_person();

	check_error(call(POST, "/api/jobs/run", who.key, "{}", .content_length = BODY_MOST + 1),
		    413, "body_too_large");
	check_error(call(POST, "/api/jobs/run", who.key, "{}", .content_length = INT64_MAX), 413,
		    "body_too_large");
}
END_TEST

START_TEST(a_body_that_ends_early_is_a_400)
{
	check_error(call(POST, "/api/jobs/run", given_person().key, "{\"prompt\":\"x\"}",
			 .content_length = 100),
		    400, "invalid_request");
}
END_TEST

START_TEST(what_is_no_json_object_is_a_400)
{
	static const char *const bodies[] = { NULL,
					      "",
					      "nonsense",
					      "{",
					      "[]",
					      "\"x\"",
					      "null",
					      "7",
					      "{\"prompt\":\"x\"}{}",
					      "{\"prompt\":NaN}",
					      "{'prompt':'x'}",
					      "prompt=x",
					      "{\"prompt\":\"\xFF\"}",
					      "{\"prompt\":\"a\\u0000b\"}" };
	struct person who = given_person();

	for (int i = 0; i < COUNT(bodies); i++)
		check_status(call(POST, "/api/jobs/run", who.key, bodies[i]), 400);
	check_error(call(POST, "/api/jobs/run", who.key, "nonsense"), 400, "invalid_request");
	check_error(call(POST, path_of(given_drop(), "claim"), who.key, "[1]"), 400,
		    "invalid_request");
}
END_TEST

START_TEST(a_5xx_shows_nothing_of_what_broke)
{
	static const char *const secrets[] = { "SELECT",  "jobs", "MariaDB",
					       "doesn't", "/",	  "clorp_test" };
	struct person who = given_person();
	struct answer_seen seen;

	sql("RENAME TABLE job_logs TO job_logs_away");
	seen = call(GET, path_of(given_drop(.sender = given_user(.cents = 100)), "logs"), who.key,
		    NULL);
	check_status(seen, 404);
	seen = call(GET, path_of(given_drop(.sender = who.id, .unpaid = true), "logs"), who.key,
		    NULL);
	sql("RENAME TABLE job_logs_away TO job_logs");
	check_error(seen, 500, "internal");
	for (int i = 0; i < COUNT(secrets); i++)
		ck_assert_msg(!strstr(text_at(&seen, "error"), secrets[i]), "%s", seen.body);
}
END_TEST

START_TEST(a_database_that_is_away_is_a_503_with_retry_after)
{
	struct request req = { .arena = world_arena(),
			       .db = db_create(),
			       .method = GET,
			       .path = "/api/board",
			       .query = "",
			       .request_id = "r",
			       .authorization = "",
			       .idempotency_key = "",
			       .if_none_match = "",
			       .accept = "",
			       .last_event_id = "",
			       .cookie = "",
			       .origin = "",
			       .fetch_site = "",
			       .user_agent = "",
			       .address = "" };

	settings_mutable()->db_socket = "/nonexistent/socket";
	serve(&req);
	ck_assert_int_eq(req.reply.status, 503);
	ck_assert_ptr_nonnull(strstr(req.reply.body.text, "\"busy\""));
	ck_assert_ptr_null(strstr(req.reply.body.text, "nonexistent"));
	ck_assert_str_eq(req.reply.headers[0].name, "Retry-After");
	db_free(req.db);
	db_use(world_db(), world_arena());
}
END_TEST

START_TEST(private_answers_are_not_to_be_stored)
{
	struct person who = given_person();
	struct answer_seen fine = call(GET, "/api/jobs", who.key, NULL),
			   bad = call(GET, "/api/feed?grade=x", NULL, NULL);

	ck_assert_str_eq(header_of(&fine, "Cache-Control"), "no-store");
	ck_assert_str_eq(header_of(&bad, "Cache-Control"), "no-store");
	ck_assert_ptr_nonnull(header_of(&fine, "ETag"));
	ck_assert_ptr_null(header_of(&bad, "ETag"));
}
END_TEST

START_TEST(health_and_readiness_are_public)
{
	check_status(call(GET, "/healthz", NULL, NULL), 200);
	check_status(call(GET, "/readyz", NULL, NULL), 200);
}
END_TEST

SUITE("api errors", world_open, world_close, an_unknown_path_is_a_404,
      a_known_path_with_another_method_is_a_405_that_says_which,
      without_a_good_key_the_answer_is_a_401, every_route_that_is_not_public_needs_a_key,
      the_clocks_route_opens_to_its_secret_alone, a_key_in_a_url_is_refused_and_not_repeated,
      a_body_over_the_limit_is_a_413, a_body_that_ends_early_is_a_400,
      what_is_no_json_object_is_a_400, a_5xx_shows_nothing_of_what_broke,
      a_database_that_is_away_is_a_503_with_retry_after, private_answers_are_not_to_be_stored,
      health_and_readiness_are_public)
