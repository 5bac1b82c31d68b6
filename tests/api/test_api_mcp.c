/* MCP: what the protocol asks of both its eras, and that a tool does what its route does, no more and no less. */
#include <string.h>

#include "mcp/tool.h"
#include "support/call.h"
#include "support/suite.h"

#define NEWEST "2026-07-28"
#define META \
	"\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" NEWEST "\"," \
	"\"io.modelcontextprotocol/clientCapabilities\":%s}"
#define TASKS "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}"

/* ------------------------------------------------------------ how it is asked */

static struct answer_seen post(struct person who, const char *body)
{
	return call(POST, "/mcp", who.key, body);
}

/* With a handshake, which nobody has to have shaken. */
static struct answer_seen tool(struct person who, const char *name, const char *arguments)
{
	return post(who, format("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{"
				"\"name\":\"%s\",\"arguments\":%s}}",
				name, arguments));
}

/* Stateless. `more` are the parameters' members, with a comma after them. */
static struct answer_seen modern(struct person who, const char *method, const char *name,
				 const char *more, const char *capabilities)
{
	const char *meta = format(META, capabilities);

	return call(POST, "/mcp", who.key,
		    format("{\"jsonrpc\":\"2.0\",\"id\":\"m\",\"method\":\"%s\",\"params\":{%s%s}}",
			   method, more, meta),
		    .mcp_version = NEWEST, .mcp_method = method, .mcp_name = name);
}

static struct answer_seen task(struct person who, const char *method, const char *id)
{
	return modern(who, method, id, format("\"taskId\":\"%s\",", id), TASKS);
}

static struct id id_of(const char *text)
{
	struct id id;

	ck_assert(id_read(text, &id));
	return id;
}

static void check_rpc(struct answer_seen seen, int status, int64_t code)
{
	check_status(seen, status);
	ck_assert_msg(has(&seen, "error.code"), "%s", seen.body);
	ck_assert_msg(number_at(&seen, "error.code") == code, "%s", seen.body);
}

static struct answer_seen check_done(struct answer_seen seen)
{
	check_status(seen, 200);
	ck_assert_msg(has(&seen, "result.isError") && !true_at(&seen, "result.isError"), "%s",
		      seen.body);
	/* The text is the same, for hosts that know nothing else. */
	struct json_object *told = json_tokener_parse(text_at(&seen, "result.content.0.text"));

	ck_assert(json_object_equal(told, at(&seen, "result.structuredContent")));
	(void)json_object_put(told);
	return seen;
}

static void check_refused(struct answer_seen seen, const char *code)
{
	check_status(seen, 200);
	ck_assert_msg(has(&seen, "result.isError") && true_at(&seen, "result.isError"), "%s",
		      seen.body);
	ck_assert_str_eq(text_at(&seen, "result.structuredContent.code"), code);
}

#define DROP "{\"prompt\":\"Name a river and its sea.\",\"confirm\":true}"
#define OUT "result.structuredContent."

/* ------------------------------------------------------------ at the door */

START_TEST(who_has_no_key_learns_where_to_get_a_token)
{
	struct answer_seen seen = call(POST, "/mcp", NULL, "{}");

	check_error(seen, 401, "authentication_required");
	ck_assert_str_eq(
		header_of(&seen, "WWW-Authenticate"),
		format("Bearer resource_metadata=\"%s/.well-known/oauth-protected-resource/mcp\", "
		       "scope=\"read compete spend\"",
		       settings()->public_url));
	seen = call(GET, "/.well-known/oauth-protected-resource/mcp", NULL, NULL);
	ck_assert_str_eq(text_at(&seen, "resource"), format("%s/mcp", settings()->public_url));
}
END_TEST

START_TEST(a_browsers_session_is_no_credential_here)
{
	struct person who = given_person();
	struct answer_seen seen = call(POST, "/api/session", NULL,
				       format("{\"key\":\"%s\"}", who.key));
	const char *cookie = format("%.*s", (int)strcspn(header_of(&seen, "Set-Cookie"), ";"),
				    header_of(&seen, "Set-Cookie"));

	check_status(call(POST, "/api/whoami", NULL, NULL, .cookie = cookie,
			  .fetch_site = "same-origin"),
		     200);
	check_error(call(POST, "/mcp", NULL, "{}", .cookie = cookie, .fetch_site = "same-origin"),
		    401, "authentication_required");
}
END_TEST

START_TEST(another_sites_page_is_turned_away)
{
	struct person who = given_person();
	const char *ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

	check_error(call(POST, "/mcp", who.key, ping, .origin = "https://evil.example"), 403,
		    "forbidden");
	check_error(call(POST, "/mcp", who.key, ping, .origin = "null"), 403, "forbidden");
	check_error(call(POST, "/mcp", who.key, ping, .origin = "https://evil.example",
			 .fetch_site = "same-origin"),
		    403, "forbidden");
	check_status(call(POST, "/mcp", who.key, ping, .origin = settings()->public_url), 200);
}
END_TEST

START_TEST(it_is_asked_by_post_alone)
{
	struct person who = given_person();
	static const enum method others[] = { GET, DELETE, PATCH };

	for (int i = 0; i < COUNT(others); i++) {
		struct answer_seen seen = call(others[i], "/mcp", who.key, NULL);

		check_error(seen, 405, "method_not_allowed");
		ck_assert_str_eq(header_of(&seen, "Allow"), "POST");
	}
}
END_TEST

START_TEST(a_body_has_the_bounds_of_all_bodies)
{
	check_error(call(POST, "/mcp", given_person().key, "{}", .content_length = BODY_MOST + 1),
		    413, "body_too_large");
}
END_TEST

/* ------------------------------------------------------------ messages */

START_TEST(what_is_no_message_is_refused_as_json_rpc_has_it)
{
	static const struct {
		const char *body;
		int code;
	} rows[] = {
		{ "", -32700 },
		{ "{", -32700 },
		{ "{\"jsonrpc\":\"2.0\",}", -32700 },
		{ "\xff", -32700 },
		{ "null", -32600 },
		{ "7", -32600 },
		{ "\"ping\"", -32600 },
		{ "{}", -32600 },
		{ "[]", -32600 },
		{ "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}", -32600 },
		{ "{\"jsonrpc\":\"2.0\",\"id\":1}", -32600 },
		{ "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", -32600 },
		{ "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}", -32600 },
		{ "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", -32600 },
		{ "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}", -32600 },
		{ "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}", -32600 },
	};
	struct person who = given_person();

	for (int i = 0; i < COUNT(rows); i++)
		check_rpc(post(who, rows[i].body), 400, rows[i].code);
}
END_TEST

START_TEST(an_id_comes_back_as_it_came)
{
	static const char *const ids[] = { "1", "-7", "9223372036854775807", "\"a\\\"b\"", "\"\"" };
	struct person who = given_person();

	for (int i = 0; i < COUNT(ids); i++) {
		struct answer_seen seen =
			post(who,
			     format("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}", ids[i]));

		ck_assert_str_eq(seen.body,
				 format("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}\n", ids[i]));
	}
}
END_TEST

START_TEST(what_asks_for_nothing_is_heard)
{
	static const char *const bodies[] = {
		"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
		"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
		"{\"jsonrpc\":\"2.0\",\"method\":\"of no such name\"}",
		"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
		"[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]",
	};
	struct person who = given_person();

	for (int i = 0; i < COUNT(bodies); i++) {
		struct answer_seen seen = post(who, bodies[i]);

		check_status(seen, 202);
		ck_assert_str_eq(seen.body, "");
	}
}
END_TEST

START_TEST(only_the_oldest_version_has_batches)
{
	struct person who = given_person();
	const char *batch =
		"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},"
		"{\"jsonrpc\":\"2.0\",\"method\":\"x\"},3,"
		"{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"wallet\"}}]";
	struct answer_seen seen = call(POST, "/mcp", who.key, batch, .mcp_version = "2025-03-26");

	check_status(seen, 200);
	ck_assert_int_eq(length_at(&seen, ""), 3);
	ck_assert_int_eq(number_at(&seen, "0.id"), 1);
	ck_assert_int_eq(number_at(&seen, "1.error.code"), -32600);
	ck_assert_int_eq(number_at(&seen, "2.result.structuredContent.balance_cents"), 0);
	check_rpc(call(POST, "/mcp", who.key, batch, .mcp_version = "2025-06-18"), 400, -32600);
	check_rpc(call(POST, "/mcp", who.key, batch, .mcp_version = NEWEST), 400, -32600);
	check_rpc(post(who, "[1,2,3,4,5]"), 400, -32600);
}
END_TEST

/* ------------------------------------------------------------ the eras */

START_TEST(a_handshake_settles_on_a_version)
{
	static const struct {
		const char *asked, *settled;
	} rows[] = {
		{ "2025-11-25", "2025-11-25" }, { "2025-06-18", "2025-06-18" },
		{ "2025-03-26", "2025-03-26" }, { "2024-11-05", "2025-11-25" },
		{ "2026-07-28", "2025-11-25" },
	};
	struct person who = given_person();

	for (int i = 0; i < COUNT(rows); i++) {
		struct answer_seen seen = post(
			who,
			format("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
			       "\"protocolVersion\":\"%s\",\"capabilities\":{}}}",
			       rows[i].asked));

		check_status(seen, 200);
		ck_assert_str_eq(text_at(&seen, "result.protocolVersion"), rows[i].settled);
		ck_assert(has(&seen, "result.capabilities.tools"));
		ck_assert_str_eq(text_at(&seen, "result.serverInfo.name"), "clorp");
		ck_assert(!has(&seen, "result.resultType"));
		ck_assert_ptr_null(header_of(&seen, "Mcp-Session-Id"));
	}
	check_rpc(call(POST, "/mcp", who.key,
		       "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
		       .mcp_version = "1999-01-01"),
		  400, -32022);
	check_rpc(post(who, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\"}"), 200,
		  -32601);
}
END_TEST

START_TEST(the_stateless_era_is_discovered)
{
	struct person who = given_person();
	struct answer_seen seen = modern(who, "server/discover", NULL, "", "{}");

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "result.supportedVersions.0"), NEWEST);
	ck_assert_str_eq(text_at(&seen, "result.resultType"), "complete");
	ck_assert_int_ge(number_at(&seen, "result.ttlMs"), 0);
	ck_assert_ptr_nonnull(strstr(seen.body, "\"io.modelcontextprotocol/tasks\":{}"));
	ck_assert_ptr_nonnull(strstr(seen.body, "\"io.modelcontextprotocol/serverInfo\":{"));
	check_rpc(modern(who, "initialize", NULL, "", "{}"), 404, -32601);
	check_rpc(modern(who, "ping", NULL, "", "{}"), 404, -32601);
	check_rpc(modern(who, "prompts/list", NULL, "", "{}"), 404, -32601);
}
END_TEST

START_TEST(its_headers_say_what_the_body_says)
{
	struct person who = given_person();
	const char *meta = format(META, "{}");
	const char *body = format("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{"
				  "\"name\":\"wallet\",%s}}",
				  meta);
	static const struct {
		const char *version, *method, *name;
		int status, code;
	} rows[] = {
		{ NEWEST, "tools/call", "wallet", 200, 0 },
		{ NEWEST, "tools/call", "  wallet ", 200, 0 },
		{ NEWEST, "tools/call", "=?base64?d2FsbGV0?=", 200, 0 },
		{ NEWEST, "tools/call", "=?base64?d2FsbGV?=", 400, -32020 },
		{ NEWEST, "tools/call", "board", 400, -32020 },
		{ NEWEST, "tools/call", NULL, 400, -32020 },
		{ NEWEST, "tools/list", "wallet", 400, -32020 },
		{ NEWEST, "TOOLS/CALL", "wallet", 400, -32020 },
		{ NEWEST, NULL, "wallet", 400, -32020 },
		{ NULL, "tools/call", "wallet", 400, -32020 },
		{ "2025-11-25", "tools/call", "wallet", 400, -32020 },
	};

	for (int i = 0; i < COUNT(rows); i++) {
		struct answer_seen seen = call(POST, "/mcp", who.key, body,
					       .mcp_version = rows[i].version,
					       .mcp_method = rows[i].method,
					       .mcp_name = rows[i].name);

		if (rows[i].code)
			check_rpc(seen, rows[i].status, rows[i].code);
		else
			check_done(seen);
	}
	/* And the body what the era asks of it. */
	check_rpc(call(POST, "/mcp", who.key,
		       "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
		       .mcp_version = NEWEST, .mcp_method = "tools/list"),
		  400, -32602);
	check_rpc(call(POST, "/mcp", who.key,
		       "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{"
		       "\"io.modelcontextprotocol/protocolVersion\":\"" NEWEST "\"}}}",
		       .mcp_version = NEWEST, .mcp_method = "tools/list"),
		  400, -32602);
}
END_TEST

/* ------------------------------------------------------------ the tools */

static bool is_word_of(const char *words, const char *word)
{
	return strstr(format(" %s ", words), format(" %s ", word)) != NULL;
}

START_TEST(the_list_of_tools_is_made_once_and_outlives_its_request)
{
	static const char ask[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
	struct person who = given_person();
	struct arena *request = arena_create();
	struct json first = tool_list(request);

	arena_free(request);
	ck_assert_ptr_eq(tool_list(world_arena()).text, first.text);

	struct answer_seen seen = post(who, ask), again = post(who, ask);

	ck_assert_str_eq(again.body, seen.body);
	ck_assert_ptr_nonnull(strstr(seen.body, format("%.*s", (int)first.length, first.text)));
}
END_TEST

START_TEST(the_tools_are_described_for_strangers)
{
	struct answer_seen seen =
		post(given_person(),
		     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}");
	int count = length_at(&seen, "result.tools");

	ck_assert_int_eq(count, 11);
	for (int i = 0; i < count; i++) {
		const char *name = text_at(&seen, format("result.tools.%d.name", i));

		ck_assert(is_word_of("board drop pull_result claim submit status hire_pull hire_accept "
				     "hire_submit wallet events",
				     name));
		ck_assert_str_eq(text_at(&seen, format("result.tools.%d.inputSchema.type", i)),
				 "object");
		ck_assert_str_eq(text_at(&seen, format("result.tools.%d.outputSchema.type", i)),
				 "object");
		ck_assert_int_eq(true_at(&seen,
					 format("result.tools.%d.annotations.readOnlyHint", i)),
				 is_word_of("board pull_result status wallet events", name));
		ck_assert_int_eq(true_at(&seen,
					 format("result.tools.%d.annotations.destructiveHint", i)),
				 strcmp(name, "drop") == 0);
	}
	/* What a schema refers to comes with it. */
	ck_assert_ptr_null(strstr(seen.body, "#/components/"));
	ck_assert(has(&seen, "result.tools.1.outputSchema.$defs.JobStatus.enum"));
	ck_assert(has(&seen, "result.tools.1.inputSchema.properties.confirm"));
	ck_assert(!has(&seen, "result.tools.1.inputSchema.properties.confirmed"));
	ck_assert(!has(&seen, "result.tools.1.inputSchema.properties.kind"));
}
END_TEST

START_TEST(a_tool_that_there_is_not_is_an_error_of_the_protocols)
{
	struct person who = given_person();

	check_rpc(tool(who, "dorp", "{}"), 200, -32602);
	check_rpc(tool(who, "wallet", "[]"), 200, -32602);
	check_rpc(post(who, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}"), 200,
		  -32602);
	check_rpc(post(who, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{"
			    "\"cursor\":\"2\"}}"),
		  200, -32602);
}
END_TEST

START_TEST(nothing_is_spent_without_confirm)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen seen = check_done(
		tool(who, "drop", "{\"prompt\":\"Name a river.\",\"pack\":\"scout\"}"));

	ck_assert(true_at(&seen, OUT "needs_confirmation"));
	ck_assert_int_eq(number_at(&seen, OUT "estimated_price_cents"), 200);
	check_refused(tool(who, "drop", "{\"prompt\":\"Name a river.\",\"confirmed\":true}"),
		      "invalid_request");
	ck_assert_int_eq(look_balance(who.id), 1000);
}
END_TEST

START_TEST(a_drop_is_posted_claimed_answered_and_paid)
{
	struct person sender = given_person(.cents = 1000), ada = given_person(),
		      ben = given_person();
	struct answer_seen seen = check_done(tool(sender, "drop", DROP));
	const char *id = text_at(&seen, OUT "id");
	const char *job = format("{\"job_id\":\"%s\"}", id);

	ck_assert_str_eq(text_at(&seen, OUT "status"), "open");
	ck_assert_ptr_nonnull(strstr(text_at(&seen, "result.content.1.text"), "pull_result"));
	seen = check_done(tool(ada, "board", "{\"limit\":5}"));
	ck_assert_str_eq(text_at(&seen, OUT "board.0.id"), id);
	seen = check_done(tool(ada, "claim", job));
	ck_assert_str_eq(text_at(&seen, OUT "job_id"), id);
	check_done(tool(ben, "claim", job));
	seen = check_done(tool(ada, "status", "{}"));
	ck_assert_str_eq(text_at(&seen, OUT "jobs.0.id"), id);
	check_done(
		tool(ada, "submit",
		     format("{\"job_id\":\"%s\",\"text\":\"The Rhine: its sea is the North Sea.\"}",
			    id)));
	check_refused(tool(ada, "submit", format("{\"job_id\":\"%s\",\"text\":\"Again.\"}", id)),
		      "already_submitted");
	check_refused(tool(sender, "claim", job), "own_drop");

	/* Each sees what the route shows. */
	seen = check_done(tool(ada, "pull_result", job));
	ck_assert_str_eq(text_at(&seen, OUT "job.status"), "open");
	ck_assert_str_eq(text_at(&seen, OUT "submission.output_text"),
			 "The Rhine: its sea is the North Sea.");
	seen = check_done(tool(sender, "pull_result", job));
	ck_assert(!has(&seen, OUT "submission"));
	ck_assert(null_at(&seen, OUT "job.output_text"));

	age(id_of(id), 300);
	(void)act_pass();
	seen = check_done(tool(sender, "pull_result", job));
	ck_assert_str_eq(text_at(&seen, OUT "job.status"), "completed");
	ck_assert_str_eq(text_at(&seen, OUT "job.output_text"),
			 "The Rhine: its sea is the North Sea.");
	seen = check_done(tool(ada, "wallet", "{}"));
	ck_assert_int_eq(number_at(&seen, OUT "balance_cents"), 80);
	seen = check_done(tool(ada, "pull_result", job));
	ck_assert_int_eq(number_at(&seen, OUT "submission.rank"), 1);
	seen = check_done(tool(ada, "events", "{\"type\":\"submission.graded\"}"));
	ck_assert_str_eq(text_at(&seen, OUT "events.0.type"), "submission.graded");
	check_refused(tool(ben, "submit", format("{\"job_id\":\"%s\",\"text\":\"Late.\"}", id)),
		      "not_open");
	check_audit();
}
END_TEST

START_TEST(a_hire_is_pulled_accepted_and_delivered)
{
	struct person sender = given_person(.cents = 1000), ada = given_person(.proven = true);
	struct answer_seen seen;

	check_status(
		call(POST, "/api/jobs/run", sender.key,
		     "{\"prompt\":\"Write a short joke about a parrot.\",\"kind\":\"hire\",\"confirmed\":true}"),
		201);
	seen = check_done(tool(ada, "hire_pull", "{}"));
	const char *id = text_at(&seen, OUT "job.id");

	seen = check_done(tool(ada, "hire_accept", format("{\"job_id\":\"%s\"}", id)));
	ck_assert_str_eq(text_at(&seen, OUT "status"), "accepted");
	seen = check_done(
		tool(ada, "hire_submit",
		     format("{\"job_id\":\"%s\",\"text\":\"A short joke about a parrot: the parrot asked the "
			    "joke to repeat itself.\"}",
			    id)));
	ck_assert(has(&seen, OUT "verification.passed"));
	seen = check_done(tool(ada, "hire_pull", "{}"));
	ck_assert(null_at(&seen, OUT "job"));
	check_audit();
}
END_TEST

START_TEST(what_the_api_refuses_is_a_result_with_its_code)
{
	struct person poor = given_person();
	struct answer_seen seen;

	seen = tool(poor, "drop", DROP);
	check_refused(seen, "payment_required");
	ck_assert_int_eq(number_at(&seen, OUT "required"), 100);
	ck_assert(has(&seen, OUT "id"));
	check_refused(tool(poor, "claim", format("{\"job_id\":\"%s\"}", id_new().text)),
		      "not_found");
	check_refused(tool(poor, "claim", "{\"job_id\":\"x\"}"), "invalid_request");
	check_refused(tool(poor, "claim", "{}"), "invalid_request");
	check_refused(tool(poor, "board", "{\"pack\":\"none\"}"), "invalid_request");
	check_refused(tool(poor, "board", "{\"pack\":[]}"), "invalid_request");
	check_refused(tool(poor, "wallet", "{\"cursor\":\"not one\"}"), "invalid_request");
	seen = tool(poor, "drop", "{\"prompt\":\"Name a river.\",\"bounty\":700}");
	check_refused(seen, "invalid_request");
	ck_assert_str_eq(text_at(&seen, OUT "field"), "bounty");
	seen = tool(poor, "drop", "{\"prompt\":\"Name a river.\",\"kind\":\"hire\"}");
	check_refused(seen, "invalid_request");
	ck_assert_str_eq(text_at(&seen, OUT "field"), "kind");
	check_audit();
}
END_TEST

/* An argument that holds what a URL's query would be torn at is one argument still. */
START_TEST(arguments_do_not_spill_into_the_query)
{
	struct person who = given_person();

	check_refused(tool(who, "board", "{\"pack\":\"wild&limit=1\"}"), "invalid_request");
	check_refused(tool(who, "events", "{\"after\":\"&type=drop.opened\"}"), "invalid_request");
	check_done(tool(who, "board", "{\"unknown&pack=none\":\"x\"}"));
}
END_TEST

START_TEST(a_named_call_is_done_once_by_whichever_door)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen first =
		tool(who, "drop",
		     "{\"prompt\":\"Name a river.\",\"confirm\":true,\"idempotency_key\":\"k\"}");
	struct answer_seen again =
		tool(who, "drop",
		     "{\"prompt\":\"Name a river.\",\"confirm\":true,\"idempotency_key\":\"k\"}");

	ck_assert_str_eq(text_at(&first, OUT "id"), text_at(&again, OUT "id"));
	ck_assert_int_eq(look_balance(who.id), 900);
	check_refused(tool(who, "drop",
			   "{\"prompt\":\"Name a lake.\",\"confirm\":true,\"idempotency_key\":\"k\"}"),
		      "idempotency_mismatch");
	check_error(call(POST, "/api/jobs/run", who.key,
			 "{\"prompt\":\"Name a lake.\",\"confirmed\":true}", .idempotency_key = "k"),
		    422, "idempotency_mismatch");
	check_refused(tool(who, "drop", "{\"prompt\":\"Name a river.\",\"idempotency_key\":7}"),
		      "invalid_request");
	ck_assert_int_eq(look_balance(who.id), 900);
	check_audit();
}
END_TEST

START_TEST(the_headers_name_is_that_of_a_single_call)
{
	struct person who = given_person(.cents = 1000);
	const char *one = format("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{"
				 "\"name\":\"drop\",\"arguments\":%s}}",
				 DROP);

	for (int i = 0; i < 2; i++)
		check_status(call(POST, "/mcp", who.key, one, .idempotency_key = "h"), 200);
	ck_assert_int_eq(look_balance(who.id), 900);
	check_status(call(POST, "/mcp", who.key, format("[%s,%s]", one, one), .idempotency_key = "h"),
		     200);
	ck_assert_int_eq(look_balance(who.id), 700);
	check_audit();
}
END_TEST

START_TEST(too_little_scope_is_https_to_say)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen seen = call(POST, "/api/keys", who.key,
				       "{\"name\":\"r\",\"scopes\":[\"read\",\"compete\"]}");
	struct person reader = { who.id, text_at(&seen, "key") };

	check_done(tool(reader, "wallet", "{}"));
	seen = tool(reader, "drop", DROP);
	check_error(seen, 403, "insufficient_scope");
	ck_assert_ptr_nonnull(strstr(header_of(&seen, "WWW-Authenticate"),
				     "error=\"insufficient_scope\", scope=\"spend\""));
	ck_assert_int_eq(look_balance(who.id), 1000);
	/* Of one among several it cannot speak. */
	seen = post(reader,
		    format("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{"
			   "\"name\":\"drop\",\"arguments\":%s}}]",
			   DROP));
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "0.result.structuredContent.code"), "insufficient_scope");
	ck_assert_int_eq(look_balance(who.id), 1000);
}
END_TEST

START_TEST(a_refusal_says_how_long_to_wait)
{
	struct id job = given_drop();
	struct person who = given_person();
	const char *argument = format("{\"job_id\":\"%s\"}", job.text);
	struct answer_seen seen;

	check_done(tool(who, "claim", argument));
	age(job, 100);
	check_status(call(POST, path_of(job, "release"), who.key, NULL), 200);
	seen = tool(who, "claim", argument);
	check_refused(seen, "cooldown");
	ck_assert_int_gt(number_at(&seen, OUT "retry_after_seconds"), 0);
}
END_TEST

/* ------------------------------------------------------------ tasks */

static struct answer_seen post_task(struct person who)
{
	return modern(who, "tools/call", "drop", "\"name\":\"drop\",\"arguments\":" DROP ",", TASKS);
}

START_TEST(a_drop_is_a_task_whose_result_is_the_best_answer)
{
	struct person sender = given_person(.cents = 1000), ada = given_person();
	struct answer_seen seen = post_task(sender);
	const char *id = format("%s", text_at(&seen, "result.taskId"));

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "result.resultType"), "task");
	ck_assert_str_eq(text_at(&seen, "result.status"), "working");
	ck_assert(null_at(&seen, "result.ttlMs"));
	ck_assert(!has(&seen, "result.content"));
	seen = task(sender, "tasks/get", id);
	ck_assert_str_eq(text_at(&seen, "result.resultType"), "complete");
	ck_assert_str_eq(text_at(&seen, "result.status"), "working");
	ck_assert(!has(&seen, "result.result"));

	check_done(tool(ada, "claim", format("{\"job_id\":\"%s\"}", id)));
	check_done(
		tool(ada, "submit",
		     format("{\"job_id\":\"%s\",\"text\":\"The Rhine: its sea is the North Sea.\"}",
			    id)));
	age(id_of(id), 300);
	(void)act_pass();

	seen = task(sender, "tasks/get", id);
	ck_assert_str_eq(text_at(&seen, "result.status"), "completed");
	ck_assert(!true_at(&seen, "result.result.isError"));
	ck_assert_str_eq(text_at(&seen, "result.result.resultType"), "complete");
	ck_assert_str_eq(text_at(&seen, "result.result.structuredContent.output_text"),
			 "The Rhine: its sea is the North Sea.");
	check_audit();
}
END_TEST

START_TEST(a_drop_that_nobody_answers_is_completed_with_an_error)
{
	struct person sender = given_person(.cents = 1000);
	struct answer_seen seen = post_task(sender);
	const char *id = format("%s", text_at(&seen, "result.taskId"));

	age(id_of(id), 300);
	(void)act_pass();
	seen = task(sender, "tasks/get", id);
	ck_assert_str_eq(text_at(&seen, "result.status"), "completed");
	ck_assert(true_at(&seen, "result.result.isError"));
	ck_assert_str_eq(text_at(&seen, "result.result.structuredContent.failure_reason"),
			 "no_submissions");
	ck_assert_int_eq(look_balance(sender.id), 1000);
	check_audit();
}
END_TEST

START_TEST(a_task_is_cancelled_where_the_drop_can_be)
{
	struct person sender = given_person(.cents = 1000);
	struct answer_seen seen = post_task(sender);
	const char *id = format("%s", text_at(&seen, "result.taskId"));

	check_status(task(sender, "tasks/update", id), 200);
	check_status(task(sender, "tasks/cancel", id), 200);
	seen = task(sender, "tasks/get", id);
	ck_assert_str_eq(text_at(&seen, "result.status"), "cancelled");
	ck_assert_int_eq(look_balance(sender.id), 1000);
	check_status(task(sender, "tasks/cancel", id), 200); /* heard, and of no effect */
	check_audit();
}
END_TEST

START_TEST(no_task_is_made_for_who_does_not_know_them)
{
	struct person sender = given_person(.cents = 1000);
	struct answer_seen seen = modern(sender, "tools/call", "drop",
					 "\"name\":\"drop\",\"arguments\":" DROP ",", "{}");
	const char *id = format("%s", text_at(&seen, OUT "id"));

	ck_assert_str_eq(text_at(&seen, "result.resultType"), "complete");
	ck_assert_ptr_nonnull(strstr(text_at(&seen, "result.content.1.text"), "pull_result"));
	seen = modern(sender, "tasks/get", id, format("\"taskId\":\"%s\",", id), "{}");
	check_rpc(seen, 400, -32021);
	ck_assert_ptr_nonnull(strstr(seen.body, "\"requiredCapabilities\":" TASKS));
	/* An estimate is an answer at once. */
	seen = modern(sender, "tools/call", "drop",
		      "\"name\":\"drop\",\"arguments\":{\"prompt\":\"Name a river.\"},", TASKS);
	ck_assert_str_eq(text_at(&seen, "result.resultType"), "complete");
	/* So is a refusal. */
	seen = modern(given_person(), "tools/call", "drop",
		      "\"name\":\"drop\",\"arguments\":" DROP ",", TASKS);
	check_refused(seen, "payment_required");
}
END_TEST

START_TEST(a_task_is_its_senders_alone)
{
	struct person sender = given_person(.cents = 1000), ada = given_person();
	struct answer_seen seen = post_task(sender);
	const char *id = format("%s", text_at(&seen, "result.taskId"));

	check_done(tool(ada, "claim", format("{\"job_id\":\"%s\"}", id)));
	check_rpc(task(ada, "tasks/get", id), 200, -32602);
	check_rpc(task(ada, "tasks/cancel", id), 200, -32602);
	check_rpc(task(sender, "tasks/get", id_new().text), 200, -32602);
	check_rpc(task(sender, "tasks/get", "x"), 200, -32602);
	check_rpc(modern(sender, "tasks/get", NULL, "", TASKS), 200, -32602);
}
END_TEST

SUITE("mcp", world_open, world_close, who_has_no_key_learns_where_to_get_a_token,
      a_browsers_session_is_no_credential_here, another_sites_page_is_turned_away,
      it_is_asked_by_post_alone, a_body_has_the_bounds_of_all_bodies,
      what_is_no_message_is_refused_as_json_rpc_has_it, an_id_comes_back_as_it_came,
      what_asks_for_nothing_is_heard, only_the_oldest_version_has_batches,
      a_handshake_settles_on_a_version, the_stateless_era_is_discovered,
      its_headers_say_what_the_body_says, the_list_of_tools_is_made_once_and_outlives_its_request,
      the_tools_are_described_for_strangers, a_tool_that_there_is_not_is_an_error_of_the_protocols,
      nothing_is_spent_without_confirm, a_drop_is_posted_claimed_answered_and_paid,
      a_hire_is_pulled_accepted_and_delivered, what_the_api_refuses_is_a_result_with_its_code,
      arguments_do_not_spill_into_the_query, a_named_call_is_done_once_by_whichever_door,
      the_headers_name_is_that_of_a_single_call, too_little_scope_is_https_to_say,
      a_refusal_says_how_long_to_wait, a_drop_is_a_task_whose_result_is_the_best_answer,
      a_drop_that_nobody_answers_is_completed_with_an_error,
      a_task_is_cancelled_where_the_drop_can_be, no_task_is_made_for_who_does_not_know_them,
      a_task_is_its_senders_alone)
