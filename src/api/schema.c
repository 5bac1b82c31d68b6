#include "api/schema.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/upload.h"
#include "api/word.h"
#include "base/config.h"
#include "json/write.h"

static const struct {
	const char *name, *type, *more;
} kinds[] = {
	{ "int", "integer", SCHEMA_INT64 },
	{ "offset", "integer", ",\"minimum\":0,\"maximum\":10000" },
	{ "bytes", "integer", ",\"minimum\":0,\"maximum\":26214400" },
	{ "filename", "string", ",\"pattern\":\"^[A-Za-z0-9_ -]{1,100}([.][a-z0-9]{1,5})?$\"" },
	{ "bool", "boolean", "" },
	{ "text", "string", "" },
	{ "id", "string", ",\"format\":\"uuid\"" },
	{ "time", "string", ",\"format\":\"date-time\"" },
	{ "url", "string", ",\"format\":\"uri\"" },
	{ "map", "object", ",\"additionalProperties\":{\"type\":\"string\"}" },
};

/* ------------------------------------------------------------ the language */

static void know(struct member *out)
{
	const struct word *word = word_find(out->name, (size_t)out->name_length);

	if (!word)
		abort();
	out->about = word->about;
	out->example = word->example;
	if (out->type) { /* of another type, so its example is none */
		out->example = NULL;
		return;
	}
	out->type = word->type;
	out->type_length = (int)strlen(word->type);
}

bool member_next(const char **members, struct member *out)
{
	const char *at = *members + strspn(*members, " ");
	int length = (int)strcspn(at, " ");

	*members = at + length;
	if (!length)
		return false;
	*out = (struct member){ .optional = *at == '~', .nullable = at[length - 1] == '?' };
	at += out->optional;
	length -= out->optional + out->nullable;
	out->name = at;
	out->name_length = (int)strcspn(at, ":? ");
	if (out->name_length < length) {
		out->type = at + out->name_length + 1;
		out->type_length = length - out->name_length - 1;
	}
	know(out);
	return true;
}

/* ------------------------------------------------------------ as a schema */

static struct json finish(const struct text *text)
{
	return (struct json){ text->bytes, text->length };
}

static void add_json(struct text *out, struct json json)
{
	text_add(out, json.text, json.length);
}

static void add_quoted(struct text *out, const char *text, size_t length)
{
	add_json(out, js_string(out->arena, arena_copy(out->arena, text, length)));
}

/* "open|over" */
static void add_choice(struct text *out, const char *type, int length, bool nullable)
{
	const char *end = type + length;

	text_add_string(out, nullable ? "\"type\":[\"string\",\"null\"],\"enum\":["
				      : "\"type\":\"string\",\"enum\":[");
	for (const char *at = type; at < end;) {
		size_t word = strcspn(at, "|");

		word = word < (size_t)(end - at) ? word : (size_t)(end - at);
		text_add_char(out, at == type ? ' ' : ',');
		add_quoted(out, at, word);
		at += word + 1;
	}
	text_add_string(out, nullable ? ",null]" : "]");
}

static void add_reference(struct text *out, const char *type, int length, bool nullable)
{
	const char *reference = arena_printf(out->arena, "\"$ref\":\"#/components/schemas/%.*s\"",
					     length, type);

	text_add_string(out,
			nullable ? arena_printf(out->arena, "\"oneOf\":[{%s},{\"type\":\"null\"}]",
						reference)
				 : reference);
}

static void add_kind(struct text *out, const char *type, int length, bool nullable)
{
	for (int i = 0; i < COUNT(kinds); i++) {
		if ((int)strlen(kinds[i].name) != length ||
		    strncmp(kinds[i].name, type, (size_t)length) != 0)
			continue;
		text_add_string(out, arena_printf(out->arena,
						  nullable ? "\"type\":[\"%s\",\"null\"]%s"
							   : "\"type\":\"%s\"%s",
						  kinds[i].type, kinds[i].more));
		return;
	}
	abort(); /* a type that there is not */
}

static void add_type(struct text *out, const char *type, int length, bool nullable)
{
	if (*type == '[') {
		text_add_string(out, nullable ? "\"type\":[\"array\",\"null\"],\"items\":{"
					      : "\"type\":\"array\",\"items\":{");
		add_type(out, type + 1, length - 2, false);
		text_add_char(out, '}');
	} else if (memchr(type, '|', (size_t)length)) {
		add_choice(out, type, length, nullable);
	} else if (isupper((unsigned char)*type)) {
		add_reference(out, type, length, nullable);
	} else if (length != 3 || strncmp(type, "any", 3) != 0) {
		add_kind(out, type, length, nullable);
	}
}

struct json schema_of_member(struct arena *arena, const struct member *member)
{
	struct text out = text_start(arena, 200);

	text_add_char(&out, '{');
	add_type(&out, member->type, member->type_length, member->nullable);
	if (member->about) {
		text_add_string(&out, out.length > 1 ? ",\"description\":" : "\"description\":");
		add_json(&out, js_string(arena, member->about));
	}
	text_add_char(&out, '}');
	return finish(&out);
}

static struct json properties(struct arena *arena, const char *members)
{
	struct text out = text_start(arena, 1000);
	struct member member;

	text_add_char(&out, '{');
	for (const char *at = members; member_next(&at, &member);) {
		if (out.length > 1)
			text_add_char(&out, ',');
		add_quoted(&out, member.name, (size_t)member.name_length);
		text_add_char(&out, ':');
		add_json(&out, schema_of_member(arena, &member));
	}
	text_add_char(&out, '}');
	return finish(&out);
}

static struct json required(struct arena *arena, const char *members)
{
	struct text out = text_start(arena, 200);
	struct member member;

	text_add_char(&out, '[');
	for (const char *at = members; member_next(&at, &member);) {
		if (member.optional)
			continue;
		if (out.length > 1)
			text_add_char(&out, ',');
		add_quoted(&out, member.name, (size_t)member.name_length);
	}
	text_add_char(&out, ']');
	return finish(&out);
}

struct json schema_of_members(struct arena *arena, const char *members, const char *about,
			      bool strict)
{
	struct json schema = js_members(arena, "type", "object", "properties",
					properties(arena, members), "required",
					required(arena, members));
	struct json more = js_members(arena, "description", about);

	if (strict)
		more = js_members(arena, "description", about, "additionalProperties", (bool)false);
	return js_merge(arena, schema, about ? more : (struct json){ "", 0 });
}

struct json schema_of_object(struct arena *arena, const struct object *object)
{
	struct text out = text_start(arena, 300);

	if (!*object->members)
		return js_object(arena, "type", "object", "description", object->about);
	if (*object->members != '|')
		return schema_of_members(arena, object->members, object->about, true);
	text_add_char(&out, '{');
	add_choice(&out, object->members + 1, (int)strlen(object->members) - 1, false);
	text_add_string(&out, ",\"description\":");
	add_json(&out, js_string(arena, object->about));
	text_add_char(&out, '}');
	return finish(&out);
}

/* ------------------------------------------------------------ by example */

static void add_example(struct text *out, const char *type, int length);

static void add_own_example(struct text *out, const struct member *member)
{
	if (member->example)
		text_add_string(out, member->example);
	else
		add_example(out, member->type, member->type_length);
}

static void add_object_example(struct text *out, const char *members)
{
	struct member member;
	bool first = true;

	text_add_char(out, '{');
	for (const char *at = members; member_next(&at, &member); first = false) {
		if (!first)
			text_add_char(out, ',');
		add_quoted(out, member.name, (size_t)member.name_length);
		text_add_char(out, ':');
		add_own_example(out, &member);
	}
	text_add_char(out, '}');
}

/* A word's own example is better: this is of a type that a name has in one place alone. */
static void add_example(struct text *out, const char *type, int length)
{
	if (*type == '[') {
		text_add_char(out, '[');
		add_example(out, type + 1, length - 2);
		text_add_char(out, ']');
	} else if (memchr(type, '|', (size_t)length)) {
		add_quoted(out, type, strcspn(type, "|"));
	} else if (isupper((unsigned char)*type)) {
		const char *name = arena_copy(out->arena, type, (size_t)length);

		const char *members = object_find(name)->members;

		if (*members == '|')
			add_quoted(out, members + 1, strcspn(members + 1, "|"));
		else
			add_object_example(out, members);
	} else {
		static const char *const samples[][2] = {
			{ "id", AN_ID },
			{ "int", "1" },
			{ "bool", "true" },
			{ "url", "\"https://clorp.example/\"" },
		};
		const char *sample = "\"…\"";

		for (int i = 0; i < COUNT(samples); i++)
			if ((int)strlen(samples[i][0]) == length &&
			    strncmp(samples[i][0], type, (size_t)length) == 0)
				sample = samples[i][1];
		text_add_string(out, sample);
	}
}

struct json example_of_member(struct arena *arena, const struct member *member)
{
	struct text out = text_start(arena, 500);

	add_own_example(&out, member);
	return finish(&out);
}

struct json example_of_members(struct arena *arena, const char *members)
{
	struct text out = text_start(arena, 1000);

	add_object_example(&out, members);
	return finish(&out);
}

/* ------------------------------------------------------------ what a body is read by */

/* One reader, and how it says its bounds: least and most of the value, of its items, and their number. */
static const struct {
	enum error (*read)(struct arena *, const struct js_node *, const struct js_field *, void *);
	const char *type, *least, *most;
} readers[] = {
	{ js_text, "string", "minLength", "maxLength" },
	{ js_bool, "boolean", NULL, NULL },
	{ js_whole, "integer", "minimum", "maximum" },
	{ js_int, "integer", NULL, NULL },
	{ js_id, "string", NULL, NULL },
	{ js_string_map, "object", NULL, "maxProperties" },
	{ js_string_list, "array", NULL, "maxItems" },
	{ js_upload_keys, "array", NULL, NULL },
};

static void add_bound(struct text *out, const char *name, int64_t bound)
{
	if (name)
		text_add_string(out,
				arena_printf(out->arena, ",\"%s\":%lld", name, (long long)bound));
}

/* Words that a text may be: the glossary's. */
static void add_words(struct text *out, const struct word *word, bool nullable)
{
	struct text list = text_start(out->arena, 100);

	add_choice(&list, word->type, (int)strlen(word->type), nullable);
	text_add_string(out, strstr(list.bytes, ",\"enum\""));
}

/* There is a character that shows (text_is_blank). */
#define SHOWS \
	"[^\\s\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f" \
	"\\u200b-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]"

/* Nor any that ends the line or turns the direction of writing (language/plain.h). */
#define PLAIN \
	"[^\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*"

static void add_items(struct text *out, const struct js_field *field, const struct word *word)
{
	if (field->read == js_upload_keys) {
		text_add_string(
			out,
			",\"maxItems\":20,\"items\":{\"anyOf\":[{\"type\":\"string\",\"format\":\"uuid\"},"
			"{\"type\":\"object\",\"required\":[\"key\"],\"properties\":{\"key\":{"
			"\"type\":\"string\",\"format\":\"uuid\"}}}]}");
		return;
	}
	if (strcmp(field->name, "types") == 0) {
		text_add_string(out,
				",\"items\":{\"anyOf\":[{\"$ref\":\"#/components/schemas/EventType\"},"
				"{\"const\":\"*\"}]}");
		return;
	}

	struct json shows = js_string(out->arena, SHOWS);

	text_add_string(out, ",\"items\":{\"type\":\"string\",\"pattern\":");
	text_add(out, shows.text, shows.length);
	if (strchr(word->type, '|'))
		add_words(out,
			  &(struct word){ .type = arena_copy(out->arena, word->type + 1,
							     strlen(word->type) - 2) },
			  false);
	if (field->max)
		add_bound(out, "maxLength", field->max);
	text_add_char(out, '}');
}

/* What handlers look at beside their tables: the same bounds from the same settings, the same form. */
static const struct {
	const char *name, *pattern;
	size_t min_at, max_at; /* in struct config; 0: none */
} rules[] = {
	{ "avatar_url", "^https://", 0, 0 },
	{ "url", "^https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]*)?$", 0, 0 },
	{ "email", "^[A-Za-z0-9._-]+@[A-Za-z0-9-]+\\.[A-Za-z]{2,10}$", 0, 0 },
	{ "amount_cents", NULL, offsetof(struct config, topup_min_cents),
	  offsetof(struct config, topup_max_cents) },
	{ "threshold_cents", NULL, 0, offsetof(struct config, topup_max_cents) },
	{ "name", "^" PLAIN SHOWS PLAIN "$", 0, 0 },
	{ "prompt", SHOWS, 0, 0 },
};

static int64_t setting(size_t at)
{
	return at ? *(const int64_t *)(const void *)((const char *)settings() + at) : 0;
}

static void add_rules(struct text *out, const struct js_field *field)
{
	for (int i = 0; i < COUNT(rules); i++) {
		if (strcmp(rules[i].name, field->name) != 0)
			continue;
		if (rules[i].pattern) {
			text_add_string(out, ",\"pattern\":");
			add_json(out, js_string(out->arena, rules[i].pattern));
		} else {
			add_bound(out, "minimum", setting(rules[i].min_at));
			add_bound(out, "maximum", setting(rules[i].max_at));
		}
	}
}

static bool has_rule(const struct js_field *field)
{
	for (int i = 0; i < COUNT(rules); i++)
		if (strcmp(rules[i].name, field->name) == 0)
			return true;
	return false;
}

/* What a reader's own name does not tell. */
static void add_details(struct text *out, const struct js_field *field, const struct word *word)
{
	if (field->read == js_id)
		text_add_string(out, ",\"format\":\"uuid\"");
	text_add_string(out, field->read == js_int && !has_rule(field) ? SCHEMA_INT64 : "");
	if (field->read == js_string_map)
		text_add_string(out, ",\"additionalProperties\":{\"type\":\"string\"}");
	if (field->read == js_string_list || field->read == js_upload_keys)
		add_items(out, field, word);
	if (field->read == js_text && strchr(word->type, '|'))
		add_words(out, word, !field->required);
}

static void add_bounds(struct text *out, const struct js_field *field, int reader)
{
	bool is_list = field->read == js_string_list || field->read == js_string_map;
	int64_t most = is_list ? field->most_items : field->max;

	if (readers[reader].least && (field->min || field->read == js_whole))
		add_bound(out, readers[reader].least, field->min);
	if (most || field->read == js_whole)
		add_bound(out, readers[reader].most, most);
}

/* The field's schema, with its braces. */
static void add_field(struct text *out, const struct js_field *field)
{
	const struct word *word = word_find(field->name, strlen(field->name));
	int reader = 0;

	while (reader < COUNT(readers) && readers[reader].read != field->read)
		reader++;
	if (!word)
		abort();
	text_add_char(out, '{');
	if (reader < COUNT(readers)) { /* else a reader of its own: the glossary has its type */
		text_add_string(out, arena_printf(out->arena,
						  field->required ? "\"type\":\"%s\""
								  : "\"type\":[\"%s\",\"null\"]",
						  readers[reader].type));
		add_bounds(out, field, reader);
		add_details(out, field, word);
		add_rules(out, field);
	} else {
		add_type(out, word->type, (int)strlen(word->type), !field->required);
	}
	text_add_string(out, out->bytes[out->length - 1] == '{' ? "\"description\":"
								: ",\"description\":");
	add_json(out, js_string(out->arena, word->about));
	text_add_char(out, '}');
}

struct json schema_of_field(struct arena *arena, const struct js_field *field)
{
	struct text out = text_start(arena, 300);

	add_field(&out, field);
	return finish(&out);
}

struct json schema_of_fields(struct arena *arena, const struct js_field *fields, int count)
{
	struct text list = text_start(arena, 1000), names = text_start(arena, 100);

	text_add_char(&list, '{');
	text_add_char(&names, '[');
	for (int i = 0; i < count; i++) {
		text_add_string(&list, i ? "," : "");
		add_quoted(&list, fields[i].name, strlen(fields[i].name));
		text_add_char(&list, ':');
		add_field(&list, &fields[i]);
		if (!fields[i].required)
			continue;
		text_add_string(&names, names.length > 1 ? "," : "");
		add_quoted(&names, fields[i].name, strlen(fields[i].name));
	}
	text_add_char(&list, '}');
	text_add_char(&names, ']');
	return js_object(arena, "type", "object", "properties", finish(&list), "required",
			 finish(&names));
}
