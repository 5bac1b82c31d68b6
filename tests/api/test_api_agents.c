#include <string.h>

#include "base/text.h"
#include "support/call.h"
#include "support/suite.h"

#define AGENT_FIELDS "id owner_id name personality avatar_url is_default tags created_at"

static struct answer_seen create(struct person who, const char *body)
{
	return call(POST, "/api/agents", who.key, body);
}

static const char *path(const struct answer_seen *agent)
{
	return format("/api/agents/%s", text_at(agent, "id"));
}

START_TEST(agents_are_a_bare_array_default_first)
{
	struct person who = given_person();
	struct answer_seen seen;

	check_status(create(who, "{\"name\":\"a first name\"}"), 201);
	seen = call(GET, "/api/agents", who.key, NULL);
	check_status(seen, 200);
	ck_assert_int_eq(length_at(&seen, ""), 2);
	check_members(&seen, "0", AGENT_FIELDS);
	ck_assert(true_at(&seen, "0.is_default") && !true_at(&seen, "1.is_default"));
	ck_assert_str_eq(text_at(&seen, "0.owner_id"), who.id.text);
	ck_assert_int_eq(length_at(&seen, "0.tags"), 0);
	ck_assert(null_at(&seen, "0.personality"));
}
END_TEST

START_TEST(an_agent_is_created_read_changed_and_deleted)
{
	struct person who = given_person();
	struct answer_seen
		agent = create(who,
			       "{\"name\":\"zoe\",\"personality\":\"calm\",\"tags\":[\"a\",\"b\"]}"),
		seen;

	check_status(agent, 201);
	check_members(&agent, "", AGENT_FIELDS);
	ck_assert_str_eq(text_at(&agent, "tags.1"), "b");
	seen = call(PATCH, path(&agent), who.key, "{\"name\":\"yan\"}");
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "name"), "yan");
	ck_assert_str_eq(text_at(&seen, "personality"), "calm");
	seen = call(GET, path(&agent), who.key, NULL);
	ck_assert_str_eq(text_at(&seen, "name"), "yan");
	check_status(call(DELETE, path(&agent), who.key, NULL), 200);
	check_error(call(GET, path(&agent), who.key, NULL), 404, "not_found");
	check_error(call(DELETE, path(&agent), who.key, NULL), 404, "not_found");
}
END_TEST

static const char *repeated(const char *unit, int times)
{
	struct text text = text_start(world_arena(), 1024);

	for (int i = 0; i < times; i++)
		text_add_string(&text, unit);
	return text.bytes;
}

START_TEST(a_bad_field_is_named)
{
	struct person who = given_person();
	const struct {
		const char *body, *field;
	} cases[] = {
		{ "{}", "name" },
		{ "{\"name\":\"\"}", "name" },
		{ "{\"name\":\" \"}", "name" },
		{ "{\"name\":\"\\u202egnp.nna\"}", "name" },
		{ "{\"name\":7}", "name" },
		{ format("{\"name\":\"%s\"}", repeated("x", 61)), "name" },
		{ format("{\"name\":\"a\",\"personality\":\"%s\"}", repeated("x", 2001)),
		  "personality" },
		{ "{\"name\":\"a\",\"tags\":\"b\"}", "tags" },
		{ "{\"name\":\"a\",\"tags\":[1]}", "tags" },
		{ format("{\"name\":\"a\",\"tags\":[\"t\"%s]}", repeated(",\"t\"", 20)), "tags" },
	};

	for (int i = 0; i < COUNT(cases); i++)
		check_error_in(create(who, cases[i].body), 400, "invalid_request", cases[i].field);
	check_status(create(who, format("{\"name\":\"%s\",\"personality\":\"%s\",\"tags\":[\"t\"%s]}",
					repeated("\xE2\x82\xAC", 60),
					repeated("\xE2\x82\xAC", 2000), repeated(",\"t\"", 19))),
		     201);
}
END_TEST

START_TEST(a_taken_name_is_a_409)
{
	struct person who = given_person();
	struct answer_seen agent = create(who, "{\"name\":\"zoe\"}");

	check_status(agent, 201);
	check_error(create(who, "{\"name\":\"zoe\"}"), 409, "conflict");
	check_error(call(PATCH, path(&agent), who.key, "{\"name\":\"default\"}"), 409, "conflict");
	check_status(create(given_person(), "{\"name\":\"zoe\"}"), 201);
}
END_TEST

START_TEST(the_default_agent_and_one_at_work_stay)
{
	struct person who = given_person();
	struct answer_seen list = call(GET, "/api/agents", who.key, NULL),
			   agent = create(who, "{\"name\":\"zoe\"}");
	struct id job = given_drop();

	check_error(call(DELETE, format("/api/agents/%s", text_at(&list, "0.id")), who.key, NULL),
		    409, "conflict");
	check_status(call(POST, path_of(job, "claim"), who.key,
			  format("{\"agentId\":\"%s\"}", text_at(&agent, "id"))),
		     201);
	check_error(call(DELETE, path(&agent), who.key, NULL), 409, "conflict");
	check_audit();
}
END_TEST

START_TEST(anothers_agent_is_not_found)
{
	struct person who = given_person(), other = given_person();
	struct answer_seen agent = create(who, "{\"name\":\"zoe\"}");

	check_error(call(GET, path(&agent), other.key, NULL), 404, "not_found");
	check_error(call(PATCH, path(&agent), other.key, "{\"name\":\"x\"}"), 404, "not_found");
	check_error(call(DELETE, path(&agent), other.key, NULL), 404, "not_found");
}
END_TEST

SUITE("api agents", world_open, world_close, agents_are_a_bare_array_default_first,
      an_agent_is_created_read_changed_and_deleted, a_bad_field_is_named, a_taken_name_is_a_409,
      the_default_agent_and_one_at_work_stay, anothers_agent_is_not_found)
