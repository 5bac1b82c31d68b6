/* The description: of every route, by tables that are right, and what does not stand in it is not read. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/description.h"
#include "api/kind.h"
#include "api/object.h"
#include "api/query.h"
#include "api/schema.h"
#include "drop/drop.h"
#include "hire/hire_move.h"
#include "json/read.h"
#include "queue/news.h"
#include "support/call.h"
#include "support/suite.h"

START_TEST(each_described_code_is_one_of_the_programs)
{
	for (int i = 0; route_at(i); i++) {
		char *words = format("%s", description_errors(world_arena(), route_at(i)));
		char *rest = NULL;

		for (char *code = strtok_r(words, " ", &rest); code;
		     code = strtok_r(NULL, " ", &rest))
			ck_assert_msg(error_status_of(code) >= 400, "%s: there is no code %s",
				      route_at(i)->path, code);
	}
}
END_TEST

START_TEST(each_operation_has_a_name_of_its_own)
{
	for (int i = 0; route_at(i); i++)
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(description_name(world_arena(), route_at(i)),
					 description_name(world_arena(), route_at(k)));
}
END_TEST

/* Each reference in the document leads somewhere. */
static void check_references(struct json_object *root, struct json_object *at)
{
	struct json_object *schemas = NULL;

	if (json_object_is_type(at, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(at); i++)
			check_references(root, json_object_array_get_idx(at, i));
		return;
	}
	if (!json_object_is_type(at, json_type_object))
		return;
	ck_assert_int_eq(json_pointer_get(root, "/components/schemas", &schemas), 0);
	json_object_object_foreach(at, name, value)
	{
		if (strcmp(name, "$ref") == 0 && json_object_is_type(value, json_type_string)) {
			const char *last = strrchr(json_object_get_string(value), '/') + 1;

			ck_assert_msg(json_object_object_get_ex(schemas, last, NULL),
				      "no schema %s", last);
		}
		check_references(root, value);
	}
}

START_TEST(the_document_has_each_route_and_leads_nowhere_astray)
{
	static const char *const words[] = {
		[GET] = "get", [POST] = "post", [PATCH] = "patch", [DELETE] = "delete"
	};
	struct answer_seen seen = call(GET, "/api/openapi.json", NULL, NULL);
	struct json_object *paths = NULL, *item = NULL;

	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "openapi"), "3.1.0");
	paths = at(&seen, "paths");
	for (int i = 0; route_at(i); i++) {
		ck_assert(json_object_object_get_ex(paths, route_at(i)->path, &item));
		ck_assert_msg(json_object_object_get_ex(item, words[route_at(i)->method], NULL),
			      "%s", route_at(i)->path);
	}
	check_references(seen.json, seen.json);
}
END_TEST

START_TEST(each_example_of_a_body_is_taken_by_its_readers)
{
	for (int i = 0; route_at(i); i++) {
		const struct route *own = route_at(i);
		struct js_node *node = NULL;
		char place[1024];

		if (!own->body)
			continue;
		ck_assert_msg(own->example != NULL, "%s has no example", own->name);
		memset(place, 0, sizeof(place));
		ck_assert_int_eq(js_parse(world_arena(), own->example, strlen(own->example), &node),
				 OK);
		ck_assert_msg(js_read_fields(world_arena(), node, own->body->fields,
					     own->body->count, place) == OK,
			      "%s: %s", own->name, failure_note()->text);
	}
}
END_TEST

static const struct route *route_named(const char *name)
{
	for (int i = 0; route_at(i); i++)
		if (strcmp(description_name(world_arena(), route_at(i)), name) == 0)
			return route_at(i);
	ck_abort_msg("there is no operation %s", name);
	return NULL;
}

/* A member of one of the answers' objects, by its path: the type of it. "" if there is none. */
static const char *type_at(const char *object, char *path)
{
	char *rest = strchr(path, '/');
	struct member member;

	if (rest)
		*rest++ = '\0';
	for (const char *at = object_find(object)->members; member_next(&at, &member);) {
		if ((int)strlen(path) != member.name_length ||
		    strncmp(path, member.name, strlen(path)) != 0)
			continue;

		char *type = format("%.*s", member.type_length, member.type);

		if (!rest)
			return type;
		if (*type != '[')
			return type_at(type, rest);
		ck_assert_msg(*rest == '0', "%s is a list", path);
		type[strlen(type) - 1] = '\0';
		return type_at(type + 1, strchr(rest, '/') + 1);
	}
	return "";
}

static bool answers_with(const struct route *route, const char *path)
{
	struct described_answer answer;

	for (const char *at = route->answers; description_next_answer(world_arena(), &at, &answer);)
		if (answer.object &&
		    *type_at(answer.object, format("%s", answer.is_list ? path + 2 : path)))
			return true;
	return false;
}

START_TEST(each_answer_leads_to_operations_that_take_what_it_holds)
{
	struct described_lead lead;

	for (int i = 0; route_at(i); i++)
		for (const char *at = route_at(i)->leads;
		     description_next_lead(world_arena(), &at, &lead);) {
			char *words = format("%s", lead.operations), *rest = NULL;

			ck_assert_msg(answers_with(route_at(i), lead.member), "%s: no %s in it",
				      route_at(i)->name, lead.member);
			for (char *name = strtok_r(words, " ", &rest); name;
			     name = strtok_r(NULL, " ", &rest)) {
				const struct route *to = route_named(name);

				ck_assert_msg(strcmp(lead.parameter, "id") == 0
						      ? strstr(to->path, "{id}") != NULL
						      : description_has_parameter(to, lead.parameter),
					      "%s takes no %s", name, lead.parameter);
			}
		}
}
END_TEST

START_TEST(each_state_of_a_job_is_described)
{
	const char *words = format("%s|", object_find("JobStatus")->members);

	for (int i = 0; i < DROP_STATUSES; i++)
		ck_assert(strstr(words, format("|%s|", drop_status_name((enum drop_status)i))));
	for (int i = 0; i < HIRE_STATUSES; i++)
		ck_assert(strstr(words, format("|%s|", hire_status_name((enum hire_status)i))));
}
END_TEST

/* Each of the words between | is one for the program, too. */
static void check_words(const char *object, bool (*is_one)(const char *))
{
	char *words = format("%s", object_find(object)->members), *rest = NULL;

	for (char *word = strtok_r(words, "|", &rest); word; word = strtok_r(NULL, "|", &rest))
		ck_assert_msg(is_one(word), "%s: %s", object, word);
}

START_TEST(no_state_and_no_event_is_described_that_there_is_not)
{
	check_words("JobStatus", kind_has_status);
	check_words("EventType", news_is_type);
}
END_TEST

/* What the child reads aborts it, if its route's description does not name it. */
static int reading(const char *path, const char *parameter)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct request req = {
			.arena = world_arena(), .method = GET, .path = path, .query = "", .body = ""
		};

		if (route_find(&req) == OK)
			(void)query_find(&req, parameter);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

START_TEST(a_parameter_that_is_not_described_is_not_read)
{
	ck_assert_int_eq(reading("/api/board", "pack"), 0);
	ck_assert_int_eq(reading("/api/board", "colour"), SIGABRT);
}
END_TEST

START_TEST(the_guides_lead_to_all_of_it)
{
	struct answer_seen root = call(GET, "/", NULL, NULL);
	struct answer_seen skill = call(GET, "/skill.md", NULL, NULL);
	struct answer_seen index = call(GET, "/llms.txt", NULL, NULL);

	check_status(root, 200);
	ck_assert(strstr(text_at(&root, "openapi"), "/api/openapi.json") != NULL);
	check_status(skill, 200);
	ck_assert_uint_lt(strlen(skill.body), 12000);
	ck_assert(strstr(skill.body, "POST /api/jobs/{id}/submit") != NULL);
	ck_assert(strstr(skill.body, "No key yet? `GET /api/signup`") != NULL);
	check_status(index, 200);
	ck_assert(strstr(index.body, "/skill.md") != NULL);
}
END_TEST

SUITE("api description", world_open, world_close, each_described_code_is_one_of_the_programs,
      each_operation_has_a_name_of_its_own, the_document_has_each_route_and_leads_nowhere_astray,
      each_example_of_a_body_is_taken_by_its_readers,
      each_answer_leads_to_operations_that_take_what_it_holds, each_state_of_a_job_is_described,
      no_state_and_no_event_is_described_that_there_is_not,
      a_parameter_that_is_not_described_is_not_read, the_guides_lead_to_all_of_it)
