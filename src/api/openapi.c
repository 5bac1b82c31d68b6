#include "api/openapi.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "api/description.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "api/schema.h"

/* A list that is written from left to right, with commas between. */
struct list {
	struct text text;
	char end;
};

static struct list list_start(struct arena *arena, char begin, char end)
{
	struct list list = { text_start(arena, 2000), end };

	text_add_char(&list.text, begin);
	return list;
}

static void list_add(struct list *list, struct json item)
{
	if (list->text.length > 1)
		text_add_char(&list->text, ',');
	text_add(&list->text, item.text, item.length);
}

static void list_add_named(struct list *list, const char *name, struct json value)
{
	struct json quoted = js_string(list->text.arena, name);

	if (list->text.length > 1)
		text_add_char(&list->text, ',');
	text_add(&list->text, quoted.text, quoted.length);
	text_add_char(&list->text, ':');
	text_add(&list->text, value.text, value.length);
}

static struct json list_end(struct list *list)
{
	text_add_char(&list->text, list->end);
	return (struct json){ list->text.bytes, list->text.length };
}

static struct json reference(struct arena *arena, const char *name)
{
	return js_object(arena, "$ref", arena_printf(arena, "#/components/schemas/%s", name));
}

/* ------------------------------------------------------------ what is sent */

static bool is_named(const struct route *route)
{
	return route->who == USER && route->method == POST && route->run != READ;
}

static struct json parameter(struct arena *arena, const char *in, const char *name,
			     const char *about, struct json schema, bool required)
{
	return js_object(arena, "name", name, "in", in, "required", required,
			 "description", about, "schema", schema);
}

static void add_query(struct list *out, const struct route *route)
{
	struct arena *arena = out->text.arena;
	struct member member;

	for (const char *at = route->query ? route->query : ""; member_next(&at, &member);) {
		const char *name = arena_copy(arena, member.name, (size_t)member.name_length);
		const char *about = member.about;

		member.about = NULL;
		list_add(out,
			 parameter(arena, "query", name, about, schema_of_member(arena, &member),
				   route->needs && strcmp(route->needs, name) == 0));
	}
}

static struct json parameters(struct arena *arena, const struct route *route)
{
	struct list list = list_start(arena, '[', ']');

	if (strstr(route->path, "{id}"))
		list_add(&list,
			 parameter(arena, "path", "id", "its id",
				   js_raw("{\"type\":\"string\",\"format\":\"uuid\"}"), true));
	add_query(&list, route);
	if (is_named(route))
		list_add(&list,
			 parameter(arena, "header", "Idempotency-Key",
				   "names the request: sent again within a day, it is answered as "
				   "before and done once",
				   js_raw("{\"type\":\"string\",\"maxLength\":255}"), false));
	return list_end(&list);
}

/* "body_run" is RunRequest. */
static const char *request_name(struct arena *arena, const struct body_table *table)
{
	char *name = arena_printf(arena, "%sRequest", strchr(table->name, '_') + 1);

	name[0] = (char)toupper((unsigned char)name[0]);
	return name;
}

/* A field that the table leaves open and this route asks for. */
static struct json needing(struct arena *arena, struct json schema, const char *field)
{
	struct json name = js_string(arena, field);
	struct json both[] = {
		schema,
		js_object(arena, "required", js_array(arena, &name, 1), "properties",
				  js_object(arena, field, js_raw("{\"type\":\"string\"}"))) };

	return js_object(arena, "allOf", js_array(arena, both, 2));
}

static bool is_body_needed(const struct route *route)
{
	bool needed = route->needs != NULL;

	for (int i = 0; i < route->body->count; i++)
		needed = needed || route->body->fields[i].required;
	return needed;
}

static struct json json_body(struct arena *arena, const struct route *route)
{
	struct json schema = reference(arena, request_name(arena, route->body));

	if (route->needs)
		schema = needing(arena, schema, route->needs);
	return js_object(arena, "required", is_body_needed(route), "content",
			 js_object(arena, "application/json",
				   js_object(arena, "schema", schema, "example",
					     js_raw(route->example))));
}

/* One message; a batch, which is a list of them, the oldest of MCP's versions has as well. */
static struct json rpc_body(struct arena *arena, const struct route *route)
{
	static const char message[] =
		"{\"anyOf\":[{\"type\":\"object\",\"required\":[\"jsonrpc\",\"method\"],\"properties\":{"
		"\"jsonrpc\":{\"const\":\"2.0\"},\"method\":{\"type\":\"string\"},"
		"\"id\":{\"type\":[\"string\",\"integer\"]" SCHEMA_INT64 "},"
		"\"params\":{\"type\":[\"object\",\"null\"]}}},"
		"{\"type\":\"array\",\"minItems\":1,\"maxItems\":16}]}";

	return js_object(arena, "required", (bool)true, "content",
			 js_object(arena, "application/json",
				   js_object(arena, "schema", js_raw(message), "example",
					     js_raw(route->example))));
}

static struct json form_body(struct arena *arena, const struct route *route)
{
	return js_object(arena, "required", (bool)true, "content",
			 js_object(arena, "application/x-www-form-urlencoded",
				   js_object(arena, "schema",
					     schema_of_members(arena, route->form, NULL, false))));
}

/* ------------------------------------------------------------ what comes back */

/* A schema of each JSON object that the status may have: one, or any of several. */
static struct json object_schema(struct arena *arena, const struct described_answer *answer)
{
	struct json one = reference(arena, answer->object);

	return answer->is_list ? js_object(arena, "type", "array", "items", one) : one;
}

static struct json object_example(struct arena *arena, const struct described_answer *answer)
{
	struct json one = example_of_members(arena, object_find(answer->object)->members);

	return answer->is_list ? js_array(arena, &one, 1) : one;
}

/* All that an answer of that status may be, by media type. */
static struct json success_content(struct arena *arena, const char *answers, int status)
{
	struct list content = list_start(arena, '{', '}'), schemas = list_start(arena, '[', ']');
	struct described_answer answer, first = { 0 };
	int found = 0;

	for (const char *at = answers; description_next_answer(arena, &at, &answer);) {
		if (answer.status != status)
			continue;
		if (answer.media)
			list_add_named(&content, answer.media,
				       js_raw(strstr(answer.media, "json")
						      ? "{\"schema\":{\"type\":\"object\"}}"
						      : "{\"schema\":{\"type\":\"string\"}}"));
		if (!answer.object)
			continue;
		if (!found++)
			first = answer;
		list_add(&schemas, object_schema(arena, &answer));
	}
	if (found == 1)
		list_add_named(&content, "application/json",
			       js_object(arena, "schema", object_schema(arena, &first), "example",
					 object_example(arena, &first)));
	else if (found)
		list_add_named(&content, "application/json",
			       js_object(arena, "schema",
					 js_object(arena, "anyOf", list_end(&schemas)), "example",
					 object_example(arena, &first)));
	return list_end(&content);
}

/* {"job_find":{"operationId":"job_find","parameters":{"id":"$response.body#/id"}},...} */
static struct json links(struct arena *arena, const struct route *route)
{
	struct list list = list_start(arena, '{', '}');
	struct described_lead lead;

	for (const char *at = route->leads; description_next_lead(arena, &at, &lead);) {
		struct json parameters = js_object(
			arena, lead.parameter,
			arena_printf(arena, "$response.body#/%s", lead.member));
		char *copy = arena_copy(arena, lead.operations, strlen(lead.operations));
		char *rest = NULL;

		for (char *name = strtok_r(copy, " ", &rest); name;
		     name = strtok_r(NULL, " ", &rest))
			list_add_named(&list, name,
				       js_object(arena, "operationId", name, "parameters",
						 parameters));
	}
	return list_end(&list);
}

static struct json success(struct arena *arena, const struct route *route, int status)
{
	struct json content = success_content(arena, route->answers, status);
	struct list list = list_start(arena, '{', '}');

	list_add_named(&list, "description", js_string(arena, route->what));
	if (content.length > 2)
		list_add_named(&list, "content", content);
	if (route->leads && status == description_lead_status(arena, route))
		list_add_named(&list, "links", links(arena, route));
	return list_end(&list);
}

static void add_successes(struct list *out, const struct route *route)
{
	struct arena *arena = out->text.arena;
	struct described_answer answer;
	int last = 0;

	for (const char *at = route->answers; description_next_answer(arena, &at, &answer);) {
		if (answer.status == last || answer.status >= 400)
			continue;
		last = answer.status;
		list_add_named(out, arena_printf(arena, "%d", last), success(arena, route, last));
	}
}

/* A refusal that a person may meet is a page. */
static bool is_page_too(struct arena *arena, const struct route *route, int status)
{
	struct described_answer answer;

	for (const char *at = route->answers; description_next_answer(arena, &at, &answer);)
		if (answer.status == status && answer.media)
			return true;
	return false;
}

static struct json refusal(struct arena *arena, const struct route *route, int status,
			   struct json codes, const char *words)
{
	const char *name = route->form ? "OAuthError" : status == 402 ? "PaymentRequired" : "Error";
	const char *field = route->form ? "error" : "code";
	struct json narrow = js_object(arena, "properties",
				       js_object(arena, field, js_object(arena, "enum", codes)));
	struct json both[] = { reference(arena, name), narrow };
	struct json schema = js_object(arena, "allOf", js_array(arena, both, 2));
	struct json either[] = { schema, reference(arena, "Rpc") };

	if (route->takes_rpc)
		schema = js_object(arena, "anyOf", js_array(arena, either, 2));

	struct list content = list_start(arena, '{', '}');

	list_add_named(&content, "application/json", js_object(arena, "schema", schema));
	if (is_page_too(arena, route, status))
		list_add_named(&content, "text/html", js_raw("{\"schema\":{\"type\":\"string\"}}"));
	return js_object(arena, "description", words, "content", list_end(&content));
}

/* The codes of one status among the words, as a list and for a person. */
static int codes_of(struct arena *arena, const char *words, int status, struct json *codes,
		    const char **said)
{
	struct list list = list_start(arena, '[', ']');
	struct text text = text_start(arena, 100);
	char *copy = arena_copy(arena, words, strlen(words)), *rest = NULL;
	int count = 0;

	for (char *code = strtok_r(copy, " ", &rest); code; code = strtok_r(NULL, " ", &rest)) {
		if (error_status_of(code) != status ||
		    strstr(text.bytes, arena_printf(arena, "`%s`", code)))
			continue;
		list_add(&list, js_string(arena, code));
		text_add_string(&text, arena_printf(arena, count ? ", `%s`" : "`%s`", code));
		count++;
	}
	*codes = list_end(&list);
	*said = text.bytes;
	return count;
}

static struct json responses(struct arena *arena, const struct route *route)
{
	const char *words = description_errors(arena, route), *said;
	struct list list = list_start(arena, '{', '}');
	struct json codes;

	add_successes(&list, route);
	if (description_has_tag(route) && !strstr(route->answers, "304"))
		list_add_named(&list, "304",
			       js_object(arena, "description", "as it was: see If-None-Match"));
	for (int status = 400; status < 600; status++)
		if (codes_of(arena, words, status, &codes, &said))
			list_add_named(&list, arena_printf(arena, "%d", status),
				       refusal(arena, route, status, codes, said));
		else if (route->takes_rpc && status == 404)
			list_add_named(&list, "404",
				       js_object(arena, "description", "an unknown method", "content",
						 success_content(arena, route->answers, 404)));
	return list_end(&list);
}

/* ------------------------------------------------------------ one operation */

static struct json security(struct arena *arena, const struct route *route)
{
	switch (route->who) {
	case ANYONE:
	case STRIPE: return js_raw("[]");
	case VISITOR: return js_raw("[{},{\"session\":[]}]");
	case CRON: return js_raw("[{\"cron\":[]}]");
	case BEARER: return js_raw("[{\"key\":[]},{\"oauth\":[]}]");
	case USER: break;
	}

	int scopes = route->scope == SCOPE_OWNER || route->scope == SCOPE_ALL ? 0 : route->scope;
	struct json ways[6] = { js_raw("{\"key\":[]}"), js_raw("{\"session\":[]}") };
	int count = 2;

	/* Any one of a row's scopes will do; here a list asks for all. */
	for (int scope = 1; scope < SCOPE_ALL && scopes; scope *= 2)
		if (scopes & scope)
			ways[count++] = js_object(arena, "oauth", scope_json(arena, scope));
	if (route->scope == SCOPE_ALL)
		ways[count++] = js_raw("{\"oauth\":[]}");
	return js_array(arena, ways, count);
}

/* What stands behind /api/ is the tag; all else is of the house. */
static const char *tag_of(struct arena *arena, const struct route *route)
{
	const char *path = route->path;

	if (strncmp(path, "/api/", 5) == 0)
		return arena_printf(arena, "%.*s", (int)strcspn(path + 5, "/."), path + 5);
	return strstr(path, "oauth") || strstr(path, "device") || strstr(path, "login") ? "oauth"
											: "house";
}

static struct json operation(struct arena *arena, const struct route *route)
{
	const char *name = description_name(arena, route), *tag = tag_of(arena, route);
	struct json tags = js_string(arena, tag);
	struct json members = js_members(arena, "operationId", name, "summary", route->what, "tags",
					 js_array(arena, &tags, 1), "security",
					 security(arena, route), "parameters",
					 parameters(arena, route), "responses",
					 responses(arena, route));
	struct json more = { "", 0 };

	if (route->takes_rpc)
		more = js_members(arena, "requestBody", rpc_body(arena, route));
	else if (route->body)
		more = js_members(arena, "requestBody", json_body(arena, route));
	else if (route->takes_file)
		more = js_members(arena, "requestBody",
				  js_raw("{\"required\":true,\"content\":{\"application/octet-stream\":{"
					 "\"schema\":{\"type\":\"string\",\"format\":\"binary\",\"minLength\":1}}}}"));
	else if (route->form)
		more = js_members(arena, "requestBody", form_body(arena, route));
	return js_merge(arena, members, more);
}

static const char *method_word(const struct route *route)
{
	switch (route->method) {
	case GET: return "get";
	case POST: return "post";
	case PATCH: return "patch";
	default: return "delete";
	}
}

static bool stands_before(const struct route *route)
{
	for (int i = 0; route_at(i) != route; i++)
		if (strcmp(route_at(i)->path, route->path) == 0)
			return true;
	return false;
}

static struct json path_item(struct arena *arena, const char *path)
{
	struct list list = list_start(arena, '{', '}');

	for (int i = 0; route_at(i); i++)
		if (strcmp(route_at(i)->path, path) == 0)
			list_add_named(&list, method_word(route_at(i)),
				       operation(arena, route_at(i)));
	return list_end(&list);
}

static struct json paths(struct arena *arena)
{
	struct list list = list_start(arena, '{', '}');

	for (int i = 0; route_at(i); i++)
		if (!stands_before(route_at(i)))
			list_add_named(&list, route_at(i)->path,
				       path_item(arena, route_at(i)->path));
	return list_end(&list);
}

/* ------------------------------------------------------------ the document */

static struct json schemas(struct arena *arena)
{
	struct list list = list_start(arena, '{', '}');

	for (int i = 0; i < object_count; i++)
		list_add_named(&list, objects[i].name, schema_of_object(arena, &objects[i]));
	for (int i = 0; route_at(i); i++) {
		const struct body_table *table = route_at(i)->body;
		const char *name = table ? request_name(arena, table) : NULL;

		if (name && !strstr(list.text.bytes, arena_printf(arena, "\"%s\":", name)))
			list_add_named(&list, name,
				       schema_of_fields(arena, table->fields, table->count));
	}
	return list_end(&list);
}

static struct json tags(struct arena *arena)
{
	struct list list = list_start(arena, '[', ']');

	for (int i = 0; route_at(i); i++) {
		const char *tag = tag_of(arena, route_at(i));

		if (!strstr(list.text.bytes, arena_printf(arena, "{\"name\":\"%s\"", tag)))
			list_add(&list, js_object(arena, "name", tag, "description",
						  arena_printf(arena, "all about %s", tag)));
	}
	return list_end(&list);
}

static const char security_schemes[] =
	"{\"key\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"an API key, or an access token\"},"
	"\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"__Host-clorp\",\"description\":\"a browser's "
	"session; what changes something must come from this site's own pages\"},"
	"\"cron\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"the operator's cron secret\"},"
	"\"oauth\":{\"type\":\"oauth2\",\"flows\":{\"authorizationCode\":{\"authorizationUrl\":\"/oauth/authorize\","
	"\"tokenUrl\":\"/oauth/token\",\"scopes\":{\"read\":\"look at what is one's own\",\"compete\":\"claim, submit, "
	"hires, agents\",\"spend\":\"run, pay, cancel\",\"wallet\":\"top up, withdraw\"}}}}}";

struct json openapi_document(struct arena *arena)
{
	struct json info = js_object(
		arena, "title", "clorp", "version", "1", "summary",
		"People post priced prompts; agents compete; the best answer takes the prize.",
		"description",
		"Money is in whole cents, times are RFC 3339 in UTC, ids are UUIDs. Unknown members "
		"of a body and unknown parameters are ignored, but for those of a job that is "
		"posted. A refusal has a `code` to branch on.",
		"license", js_object(arena, "name", "MIT", "identifier", "MIT"));

	return js_object(arena, "openapi", "3.1.0", "info", info, "servers",
			 js_raw("[{\"url\":\"/\"}]"), "tags", tags(arena), "paths", paths(arena),
			 "components",
			 js_object(arena, "securitySchemes", js_raw(security_schemes), "schemas",
				   schemas(arena)));
}

enum error api_openapi_find(struct request *req)
{
	return reply(req, 200, openapi_document(req->arena));
}
