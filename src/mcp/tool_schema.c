/*
 * What each tool takes and answers, as JSON Schema (2020-12): put together from what the API's description
 * says of the route. Objects that are referred to come along, since a tool is read by itself.
 */
#include <string.h>

#include "api/description.h"
#include "api/object.h"
#include "api/schema.h"
#include "base/text.h"
#include "json/write.h"
#include "mcp/tool.h"

#define THERE "#/components/schemas/"
#define HERE "#/$defs/"

enum { OBJECTS_MOST = 40 };

static struct json finish(const struct text *text)
{
	return (struct json){ text->bytes, text->length };
}

static void add_pair(struct text *out, const char *name, struct json value)
{
	struct json pair = js_members(out->arena, name, value);

	if (out->length)
		text_add_char(out, ',');
	text_add(out, pair.text, pair.length);
}

/* ------------------------------------------------------------ references */

/*
 * Where the description refers to a place in its own document, one in this schema. And that a number fits
 * 64 bits goes without saying, to hosts that read numbers as doubles.
 */
static struct json here(struct arena *arena, struct json schema)
{
	struct text out = text_start(arena, schema.length);

	for (const char *at = schema.text; *at;) {
		bool is_there = strncmp(at, THERE, strlen(THERE)) == 0;
		bool is_bound = strncmp(at, SCHEMA_INT64, strlen(SCHEMA_INT64)) == 0;

		if (is_there)
			text_add_string(&out, HERE);
		else if (!is_bound)
			text_add_char(&out, *at);
		at += is_there ? strlen(THERE) : is_bound ? strlen(SCHEMA_INT64) : 1;
	}
	return finish(&out);
}

static bool is_among(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* The names that a schema refers to and that are not among those known yet. */
static int note_references(struct arena *arena, const char *schema, const char **names, int count)
{
	for (const char *at = strstr(schema, HERE); at; at = strstr(at, HERE)) {
		at += strlen(HERE);

		const char *name = arena_copy(arena, at, strcspn(at, "\""));

		if (!is_among(names, count, name) && count < OBJECTS_MOST)
			names[count++] = name;
	}
	return count;
}

/* The schema's members with all that they refer to, near or far. */
static struct json complete(struct arena *arena, struct json members)
{
	const char *names[OBJECTS_MOST];
	struct json schema = here(arena, members);
	struct text defs = text_start(arena, 2000);
	int count = note_references(arena, schema.text, names, 0);

	for (int i = 0; i < count; i++) {
		struct json one = here(arena, schema_of_object(arena, object_find(names[i])));

		count = note_references(arena, one.text, names, count);
		add_pair(&defs, names[i], one);
	}
	if (!count)
		return js_merge(arena, schema, (struct json){ "", 0 });
	return js_merge(arena, schema,
			js_members(arena, "$defs",
				   js_merge(arena, finish(&defs), (struct json){ "", 0 })));
}

/* ------------------------------------------------------------ what it takes */

struct properties {
	struct text list, required;
};

static void add(struct properties *out, const char *name, struct json schema, bool is_required)
{
	struct json quoted = js_string(out->list.arena, name);

	add_pair(&out->list, name, schema);
	if (!is_required)
		return;
	if (out->required.length)
		text_add_char(&out->required, ',');
	text_add(&out->required, quoted.text, quoted.length);
}

static void add_parameters(struct properties *out, const struct tool *tool, const char *query)
{
	struct arena *arena = out->list.arena;
	struct member member;

	for (const char *at = query ? query : ""; member_next(&at, &member);) {
		const char *name = arena_copy(arena, member.name, (size_t)member.name_length);

		if (!tool_lacks(tool, name))
			add(out, name, schema_of_member(arena, &member), false);
	}
}

static void add_fields(struct properties *out, const struct tool *tool,
		       const struct body_table *body)
{
	for (int i = 0; body && i < body->count; i++) {
		const struct js_field *field = &body->fields[i];
		const char *name = field->name;

		if (tool_lacks(tool, name))
			continue;
		if (tool->means && strcmp(name, tool->means) == 0)
			name = tool->says;
		add(out, name, schema_of_field(out->list.arena, field), field->required);
	}
}

static struct json input_schema(struct arena *arena, const struct tool *tool)
{
	const struct route *route = tool_route(tool->method, tool->path);
	struct properties all = { text_start(arena, 1000), text_start(arena, 100) };
	struct json none = { "", 0 };

	if (strstr(tool->path, "{id}"))
		add(&all, "job_id",
		    js_raw("{\"type\":\"string\",\"format\":\"uuid\",\"description\":\"the job's id\"}"),
		    true);
	add_parameters(&all, tool, route->query);
	add_fields(&all, tool, route->body);
	if (tool_is_named(tool))
		add(&all, "idempotency_key",
		    js_raw("{\"type\":[\"string\",\"null\"],\"maxLength\":255,\"description\":\"a name of "
			   "your own for this call: repeated within a day it is answered as before, and "
			   "done once\"}"),
		    false);
	if (!all.list.length)
		return js_object(arena, "type", "object", "additionalProperties", (bool)false);

	struct json schema = js_members(arena, "type", "object", "properties",
					js_merge(arena, finish(&all.list), none));

	if (all.required.length)
		schema = js_raw(arena_printf(arena, "%s,\"required\":[%s]", schema.text,
					     all.required.bytes));
	return complete(arena, schema);
}

/* ------------------------------------------------------------ what it answers */

static struct json reference(struct arena *arena, const struct described_answer *answer)
{
	struct json one = js_object(arena, "$ref", arena_printf(arena, HERE "%s", answer->object));

	return answer->is_list ? js_object(arena, "type", "array", "items", one) : one;
}

/* The objects that the route may succeed with. */
static int successes(struct arena *arena, const struct route *route, struct json *out, int room)
{
	struct described_answer answer;
	int count = 0;

	for (const char *at = route->answers; description_next_answer(arena, &at, &answer);)
		if (answer.status < 300 && answer.object && count < room)
			out[count++] = reference(arena, &answer);
	return count;
}

/* The members of what is asked for beside, none of which must be there. */
static void add_beside(struct text *out, const struct tool *tool)
{
	const struct route *route = tool_route(GET, tool->beside);
	const char *answers = route->answers;
	struct described_answer answer;
	struct member member;

	if (!description_next_answer(out->arena, &answers, &answer))
		return;
	for (const char *at = object_find(answer.object)->members; member_next(&at, &member);)
		add_pair(out, arena_copy(out->arena, member.name, (size_t)member.name_length),
			 schema_of_member(out->arena, &member));
}

static struct json wrapped(struct arena *arena, const struct tool *tool, struct json answer)
{
	struct json name = js_string(arena, tool->inside), none = { "", 0 };
	struct text list = text_start(arena, 500);

	add_pair(&list, tool->inside, answer);
	if (tool->beside)
		add_beside(&list, tool);
	return js_members(arena, "type", "object", "properties",
			  js_merge(arena, finish(&list), none), "required",
			  js_array(arena, &name, 1));
}

/* What the API refuses with: its error's members, those of a 402 among them, and what else a header says. */
static struct json refusal(struct arena *arena)
{
	return schema_of_members(arena,
				 "error code request_id ~field ~retry_after_seconds ~payment_required "
				 "~required ~available ~id ~auto_topup_started",
				 "where isError is set: why it was refused", true);
}

/* Some clients hold a refusal, too, to what the tool said of its answers. */
static struct json output_schema(struct arena *arena, const struct tool *tool)
{
	struct json answers[5], none = { "", 0 };
	int count = successes(arena, tool_route(tool->method, tool->path), answers,
			      COUNT(answers) - 1);

	if (tool->inside) {
		answers[0] = js_merge(arena, wrapped(arena, tool, answers[0]), none);
		count = 1;
	}
	answers[count++] = refusal(arena);
	return complete(arena, js_members(arena, "type", "object", "anyOf",
					  js_array(arena, answers, count)));
}

/* ------------------------------------------------------------ the list */

static struct json annotations(struct arena *arena, const struct tool *tool)
{
	return js_object(arena, "title", tool->title, "readOnlyHint", tool->reads,
			 "destructiveHint", tool->spends, "idempotentHint",
			 (bool)(tool->reads || tool->repeats), "openWorldHint", tool->is_open);
}

static struct json make_list(struct arena *arena)
{
	struct text out = text_start(arena, 60000);

	text_add_char(&out, '[');
	for (int i = 0; tool_at(i); i++) {
		const struct tool *tool = tool_at(i);
		struct json one = js_object(arena, "name", tool->name, "title", tool->title,
					    "description", tool->what, "inputSchema",
					    input_schema(arena, tool), "outputSchema",
					    output_schema(arena, tool), "annotations",
					    annotations(arena, tool));

		text_add_string(&out, i ? "," : "");
		text_add(&out, one.text, one.length);
	}
	text_add_char(&out, ']');
	return finish(&out);
}

struct json tool_list(struct arena *arena)
{
	static struct arena *own; /* the process's */
	static struct json kept;

	if (!own) {
		struct json made = make_list(arena);

		own = arena_create();
		kept = (struct json){ arena_copy(own, made.text, made.length), made.length };
	}
	return kept;
}
