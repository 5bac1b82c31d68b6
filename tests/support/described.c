#include "support/described.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/description.h"
#include "api/page.h"
#include "api/schema.h"
#include "support/world.h"

enum { ROUTES_NOTED = 300 };

/* Of the last object that was none: for whoever reads the failure. */
static const char *complaint = "";

static bool is_of(struct json_object *json, const char *type, int length);

/* "" if the object has these members and no others, each of its type; else what is amiss. */
static const char *amiss(struct json_object *json, const char *members)
{
	struct member member;
	int known = 0;

	if (!json_object_is_type(json, json_type_object))
		return "it is no object";
	for (const char *at = members; member_next(&at, &member);) {
		const char *name = arena_copy(world_arena(), member.name,
					      (size_t)member.name_length);
		struct json_object *value = NULL;

		if (!json_object_object_get_ex(json, name, &value)) {
			if (!member.optional)
				return arena_printf(world_arena(), "%s is missing", name);
			continue;
		}
		known++;
		if (!value ? !member.nullable : !is_of(value, member.type, member.type_length))
			return arena_printf(world_arena(), "%s is no %.*s%s: %s", name,
					    member.type_length, member.type,
					    member.nullable ? " or null" : "",
					    value ? json_object_to_json_string(value) : "null");
	}
	return known == json_object_object_length(json) ? ""
							: "it has members that are not described";
}

static bool is_word(const char *text, const char *words, int length)
{
	const char *end = words + length;

	for (const char *at = words; at < end;) {
		size_t word = strcspn(at, "|");

		word = word < (size_t)(end - at) ? word : (size_t)(end - at);
		if (strlen(text) == word && strncmp(at, text, word) == 0)
			return true;
		at += word + 1;
	}
	return false;
}

static bool is_object(struct json_object *json, const char *name)
{
	const struct object *object = object_find(name);

	ck_assert_msg(object != NULL, "there is no object %s", name);
	if (*object->members == '|')
		return json_object_is_type(json, json_type_string) &&
		       is_word(json_object_get_string(json), object->members + 1,
			       (int)strlen(object->members) - 1);
	if (!*object->members)
		return json_object_is_type(json, json_type_object);

	const char *why = amiss(json, object->members);

	if (*why)
		complaint = arena_printf(world_arena(), "%s: %s: %s", name, why,
					 json_object_to_json_string(json));
	return !*why;
}

static bool is_list(struct json_object *json, const char *type, int length)
{
	if (!json_object_is_type(json, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(json); i++)
		if (!is_of(json_object_array_get_idx(json, i), type, length))
			return false;
	return true;
}

static bool is_of(struct json_object *json, const char *type, int length)
{
	static const struct {
		const char *name;
		enum json_type type;
	} kinds[] = {
		{ "int", json_type_int },     { "bool", json_type_boolean },
		{ "text", json_type_string }, { "id", json_type_string },
		{ "time", json_type_string }, { "url", json_type_string },
		{ "map", json_type_object },
	};

	if (*type == '[')
		return is_list(json, type + 1, length - 2);
	if (memchr(type, '|', (size_t)length))
		return json_object_is_type(json, json_type_string) &&
		       is_word(json_object_get_string(json), type, length);
	if (isupper((unsigned char)*type))
		return is_object(json, arena_copy(world_arena(), type, (size_t)length));
	for (int i = 0; i < COUNT(kinds); i++)
		if ((int)strlen(kinds[i].name) == length &&
		    strncmp(kinds[i].name, type, (size_t)length) == 0)
			return json_object_is_type(json, kinds[i].type);
	return true; /* any */
}

static bool is_as_described(struct json_object *json, const struct described_answer *answer)
{
	if (!answer->object)
		return true;
	if (answer->is_list)
		return is_list(json, answer->object, (int)strlen(answer->object));
	return is_object(json, answer->object);
}

/* Whether a row's answer may be meant: the same status, and JSON, another medium or nothing. */
static bool may_be(const struct request *req, const struct described_answer *answer,
		   const char *body, struct json_object *json)
{
	const char *type = req->reply.content_type;

	if (answer->status != req->reply.status)
		return false;
	if (answer->object)
		return json && strcmp(type, "application/json") == 0;
	if (!answer->media)
		return !*body;
	return strncmp(type, answer->media, strlen(answer->media)) == 0 ||
	       strcmp(answer->media, "*/*") == 0;
}

/* For who compares, at the end of all tests of the API, what they saw with what there is (./dev test api). */
static void note(const struct route *route, int answer)
{
	static uint32_t noted[ROUTES_NOTED];
	const char *page = getenv("ANSWERS_SEEN");
	int64_t row = route - route_at(0);
	FILE *file = NULL;

	if (!page || row >= ROUTES_NOTED || noted[row] & 1U << answer)
		return;
	noted[row] |= 1U << answer;
	file = fopen(page, "a");
	ck_assert_msg(file != NULL, "%s cannot be written", page);
	(void)fprintf(file, "%s %d\n", description_name(world_arena(), route), answer);
	ck_assert_int_eq(fclose(file), 0);
}

/* One of the row's answers it must be. */
static void check_success(const struct request *req, const char *body, struct json_object *json)
{
	struct described_answer answer;
	const char *first = NULL; /* what is amiss with the answer that it most likely is */
	int i = 0;

	for (const char *at = req->route->answers;
	     description_next_answer(world_arena(), &at, &answer); i++) {
		if (!may_be(req, &answer, body, json))
			continue;
		complaint = "";
		if (!is_as_described(json, &answer)) {
			first = first ? first : complaint;
			continue;
		}
		note(req->route, i);
		return;
	}
	if (req->reply.status == 304 && description_has_tag(req->route))
		return;
	ck_assert_msg(first != NULL, "%s: %d %s is not described: %s", req->route->path,
		      req->reply.status, req->reply.content_type, body);
	ck_abort_msg("%s: %s", req->route->path, first);
}

static bool has_word(const char *words, const char *word)
{
	const char *found = strstr(arena_printf(world_arena(), " %s ", words),
				   arena_printf(world_arena(), " %s ", word));

	return found != NULL;
}

static void check_refusal(const struct request *req, struct json_object *json)
{
	bool is_form = req->route->form != NULL;
	struct json_object *code = NULL;
	const char *words = description_errors(world_arena(), req->route);

	ck_assert(json_object_object_get_ex(json, is_form ? "error" : "code", &code));
	ck_assert_msg(has_word(words, json_object_get_string(code)),
		      "%s: the description has no %s, only %s", req->route->path,
		      json_object_get_string(code), words);
	ck_assert_msg(is_object(json, is_form			 ? "OAuthError"
				      : req->reply.status == 402 ? "PaymentRequired"
								 : "Error"),
		      "%s", complaint);
}

void check_described(const struct request *req, const char *body, struct json_object *json)
{
	if (!req->route)
		return;
	if (req->reply.status >= 400 && page_is_for_trouble(req))
		return; /* a page says it in words, without the code */
	if (req->reply.status < 400 || !json ||
	    (req->route->takes_rpc && json_object_object_get_ex(json, "jsonrpc", NULL)))
		check_success(req, body, json);
	else
		check_refusal(req, json);
}
