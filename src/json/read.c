#include "json/read.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "json/strict.h"
#include "json/write.h"

enum { DEPTH_MOST = 32 };

/* A js_node is json-c's object, whose name stays in this folder. */
static const struct json_object *object_of(const struct js_node *node)
{
	return (const struct json_object *)(const void *)node;
}

/* json-c's readers take a pointer without const, and change nothing. */
static struct json_object *loose(const struct js_node *node)
{
	return (struct json_object *)(uintptr_t)object_of(node);
}

static enum json_type type_of(const struct js_node *node)
{
	return json_object_get_type(object_of(node));
}

static void release(void *object)
{
	(void)json_object_put(object);
}

static void release_tokener(void *tokener)
{
	json_tokener_free(tokener);
}

static bool is_blank(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] == '\0' || !strchr(" \t\r\n", bytes[i]))
			return false;
	return true;
}

static const char *skip_space(const char *bytes)
{
	return bytes + strspn(bytes, " \t\r\n");
}

static enum error parse(struct arena *arena, const char *bytes, size_t length,
			struct json_object **out)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MOST);

	if (!tokener)
		abort();
	arena_defer(arena, release_tokener, tokener);

	/*
	 * Not its strict mode, which fails on an integer past 64 bits wherever it
	 * stands: in a member that nobody reads it is no concern of ours.
	 */
	char *own = arena_copy(arena, bytes, length);

	strict_keep_overflows(own, length);
	/* A number or a word ends only where something else follows: the NUL does. */
	bool is_open = !strchr("{[\"", *skip_space(own));
	struct json_object *object = json_tokener_parse_ex(tokener, own, (int)length + is_open);
	enum json_tokener_error error = json_tokener_get_error(tokener);

	if (object)
		arena_defer(arena, release, object);
	if (error == json_tokener_error_depth)
		return failure(ERR_INVALID, "the body is nested more than %d deep", DEPTH_MOST);
	if (error == json_tokener_continue)
		return failure(ERR_INVALID, "the body is not JSON: it ends too early");
	if (!error && !is_blank(bytes + json_tokener_get_parse_end(tokener),
				length - json_tokener_get_parse_end(tokener)))
		return failure(ERR_INVALID, "the body is not JSON: there is more after its end");
	if (error != json_tokener_success)
		return failure(ERR_INVALID, "the body is not JSON: %s",
			       json_tokener_error_desc(error));
	*out = object;
	return OK;
}

/* Tokens that are none of JSON's are found before json-c looks, which forgives many. */
static enum error check_tokens(const char *bytes, size_t length)
{
	const char *complaint = strict_complaint(bytes, length);

	return complaint ? failure(ERR_INVALID, "the body is not JSON: %s", complaint) : OK;
}

/* What some editors put before all that they save. */
static size_t mark_of(const char *bytes, size_t length)
{
	return length >= 3 && memcmp(bytes, "\uFEFF", 3) == 0 ? 3 : 0;
}

enum error js_parse(struct arena *arena, const char *bytes, size_t length, struct js_node **out)
{
	struct json_object *object = NULL;
	size_t mark = mark_of(bytes, length);

	bytes += mark;
	length -= mark;
	if (is_blank(bytes, length)) {
		object = json_object_new_object();
		arena_defer(arena, release, object);
	} else {
		TRY(check_tokens(bytes, length));
		if (*skip_space(bytes) != '{')
			return failure(ERR_INVALID, "the body must be a JSON object");
		TRY(parse(arena, bytes, length, &object));
	}
	if (!json_object_is_type(object, json_type_object))
		return failure(ERR_INVALID, "the body must be a JSON object");
	*out = (struct js_node *)(void *)object;
	return OK;
}

enum error js_parse_any(struct arena *arena, const char *bytes, size_t length, struct js_node **out)
{
	struct json_object *object = NULL;
	size_t mark = mark_of(bytes, length);

	if (is_blank(bytes + mark, length - mark))
		return failure(ERR_INVALID, "the body is empty");
	TRY(check_tokens(bytes + mark, length - mark));
	TRY(parse(arena, bytes + mark, length - mark, &object));
	*out = (struct js_node *)(void *)object;
	return OK;
}

enum error js_read_fields(struct arena *arena, const struct js_node *node,
			  const struct js_field *fields, int count, void *out)
{
	for (int i = 0; i < count; i++) {
		struct json_object *member;
		const struct js_field *field = &fields[i];

		if (!json_object_object_get_ex(object_of(node), field->name, &member) || !member) {
			if (field->required)
				return failure_in(field->name, "%s is required", field->name);
			continue;
		}
		TRY(field->read(arena, (const struct js_node *)(const void *)member, field,
				(char *)out + field->at));
	}
	return OK;
}

enum error js_text(struct arena *arena, const struct js_node *node, const struct js_field *field,
		   void *place)
{
	if (type_of(node) != json_type_string)
		return failure_in(field->name, "%s must be a string", field->name);

	const char *text = json_object_get_string(loose(node));
	int64_t characters = (int64_t)text_characters(text);

	if (characters < field->min)
		return failure_in(field->name,
				  field->min == 1 ? "%s must not be empty" : "%s is too short",
				  field->name);
	if (field->max && characters > field->max)
		return failure_in(field->name, "%s has %lld characters; at most %lld are taken",
				  field->name, (long long)characters, (long long)field->max);
	*(const char **)place = arena_copy(arena, text, strlen(text));
	return OK;
}

enum error js_bool(struct arena *arena, const struct js_node *node, const struct js_field *field,
		   void *place)
{
	(void)arena;
	if (type_of(node) != json_type_boolean)
		return failure_in(field->name, "%s must be true or false", field->name);
	*(bool *)place = json_object_get_boolean(object_of(node));
	return OK;
}

static enum error read_int(const struct js_node *node, const struct js_field *field, int64_t *out)
{
	if (type_of(node) != json_type_int)
		return failure_in(field->name, "%s must be a whole number that fits 64 bits",
				  field->name);
	*out = json_object_get_int64(object_of(node));
	return OK;
}

enum error js_int(struct arena *arena, const struct js_node *node, const struct js_field *field,
		  void *place)
{
	int64_t number = 0;

	(void)arena;
	TRY(read_int(node, field, &number));
	*(struct maybe *)place = (struct maybe){ true, number };
	return OK;
}

enum error js_whole(struct arena *arena, const struct js_node *node, const struct js_field *field,
		    void *place)
{
	int64_t number = 0;

	(void)arena;
	TRY(read_int(node, field, &number));
	if (number < field->min || number > field->max)
		return failure_in(field->name, "%s must be from %lld to %lld", field->name,
				  (long long)field->min, (long long)field->max);
	*(struct maybe *)place = (struct maybe){ true, number };
	return OK;
}

enum error js_id(struct arena *arena, const struct js_node *node, const struct js_field *field,
		 void *place)
{
	struct id id;

	(void)arena;
	if (type_of(node) != json_type_string || !id_read(json_object_get_string(loose(node)), &id))
		return failure_in(field->name, "%s must be an id", field->name);
	*(struct id *)place = id;
	return OK;
}

enum error js_string_map(struct arena *arena, const struct js_node *node,
			 const struct js_field *field, void *place)
{
	int64_t members = 0, bytes = 0;

	if (type_of(node) != json_type_object)
		return failure_in(field->name, "%s must be an object of strings", field->name);

	struct text out = text_start(arena, 256);

	json_object_object_foreach(loose(node), name, member)
	{
		if (!json_object_is_type(member, json_type_string))
			return failure_in(field->name, "%s must hold strings only", field->name);

		const char *text = json_object_get_string(member);
		struct json pair = js_members(arena, name, text);

		if (members++ > 0)
			text_add_char(&out, ',');
		text_add(&out, pair.text, pair.length);
		bytes += (int64_t)(strlen(name) + strlen(text));
	}
	if (members > field->most_items || bytes > field->most_bytes)
		return failure_in(field->name, "%s may hold %lld entries of %lld bytes in all",
				  field->name, (long long)field->most_items,
				  (long long)field->most_bytes);
	*(struct json *)place = js_merge(arena, (struct json){ out.bytes, out.length },
					 (struct json){ "", 0 });
	return OK;
}

enum error js_string_list(struct arena *arena, const struct js_node *node,
			  const struct js_field *field, void *place)
{
	if (type_of(node) != json_type_array)
		return failure_in(field->name, "%s must be an array of strings", field->name);

	int count = (int)json_object_array_length(object_of(node));

	if (count > field->most_items)
		return failure_in(field->name, "%s may hold %lld items", field->name,
				  (long long)field->most_items);

	struct text out = text_start(arena, 256);

	text_add_char(&out, '[');
	for (int i = 0; i < count; i++) {
		struct json_object *item = json_object_array_get_idx(object_of(node), (size_t)i);

		if (!json_object_is_type(item, json_type_string))
			return failure_in(field->name, "%s must hold strings only", field->name);

		const char *text = json_object_get_string(item);

		if (text_is_blank(text) || (int64_t)text_characters(text) > field->max)
			return failure_in(field->name, "each of %s must have 1 to %lld characters",
					  field->name, (long long)field->max);
		struct json quoted = js_string(arena, text);

		if (i > 0)
			text_add_char(&out, ',');
		text_add(&out, quoted.text, quoted.length);
	}
	text_add_char(&out, ']');
	*(struct json *)place = (struct json){ out.bytes, out.length };
	return OK;
}

bool js_text_of(const struct js_node *node, const char **out)
{
	if (type_of(node) != json_type_string)
		return false;
	*out = json_object_get_string(loose(node));
	return true;
}

enum error js_list_length(struct arena *arena, const struct js_node *node,
			  const struct js_field *field, void *place)
{
	(void)arena;
	if (type_of(node) != json_type_array)
		return failure_in(field->name, "%s must be an array", field->name);
	*(int *)place = (int)json_object_array_length(object_of(node));
	return OK;
}

/*
 * What another service sends is read without complaint: a member of a type that
 * was not expected is as good as one that is missing.
 */
enum error js_child(struct arena *arena, const struct js_node *node, const struct js_field *field,
		    void *place)
{
	(void)arena;
	(void)field;
	if (type_of(node) == json_type_object)
		*(const struct js_node **)place = node;
	return OK;
}

enum error js_children(struct arena *arena, const struct js_node *node,
		       const struct js_field *field, void *place)
{
	struct js_nodes nodes = { NULL, 0 };

	(void)field;
	if (type_of(node) != json_type_array)
		return OK;
	nodes.count = (int)json_object_array_length(object_of(node));
	nodes.list = ARENA_ARRAY(arena, const struct js_node *, nodes.count);
	for (int i = 0; i < nodes.count; i++)
		nodes.list[i] = (const struct js_node *)(const void *)
			json_object_array_get_idx(object_of(node), (size_t)i);
	*(struct js_nodes *)place = nodes;
	return OK;
}

enum error js_loose_text(struct arena *arena, const struct js_node *node,
			 const struct js_field *field, void *place)
{
	return type_of(node) == json_type_string ? js_text(arena, node, field, place) : OK;
}

enum error js_loose_int(struct arena *arena, const struct js_node *node,
			const struct js_field *field, void *place)
{
	return type_of(node) == json_type_int ? js_int(arena, node, field, place) : OK;
}

enum error js_loose_bool(struct arena *arena, const struct js_node *node,
			 const struct js_field *field, void *place)
{
	return type_of(node) == json_type_boolean ? js_bool(arena, node, field, place) : OK;
}

enum error js_loose_texts(struct arena *arena, const struct js_node *node,
			  const struct js_field *field, void *place)
{
	struct js_nodes items = { NULL, 0 };
	struct js_texts texts;

	TRY(js_children(arena, node, field, &items));
	texts = (struct js_texts){ ARENA_ARRAY(arena, const char *, items.count), items.count };
	for (int i = 0; i < items.count; i++) {
		texts.list[i] = "";
		if (items.list[i])
			TRY(js_loose_text(arena, items.list[i], field, &texts.list[i]));
	}
	*(struct js_texts *)place = texts;
	return OK;
}

enum error js_text_or_texts(struct arena *arena, const struct js_node *node,
			    const struct js_field *field, void *place)
{
	struct js_texts one = { ARENA_ARRAY(arena, const char *, 1), 1 };

	if (type_of(node) != json_type_string)
		return js_loose_texts(arena, node, field, place);
	TRY(js_text(arena, node, field, &one.list[0]));
	*(struct js_texts *)place = one;
	return OK;
}

enum error js_loose_numbers(struct arena *arena, const struct js_node *node,
			    const struct js_field *field, void *place)
{
	struct js_numbers numbers = { NULL, 0 };

	(void)field;
	if (type_of(node) != json_type_array)
		return OK;
	numbers.count = (int)json_object_array_length(object_of(node));
	numbers.list = ARENA_ARRAY(arena, double, numbers.count);
	for (int i = 0; i < numbers.count; i++)
		numbers.list[i] = json_object_get_double(
			json_object_array_get_idx(object_of(node), (size_t)i));
	*(struct js_numbers *)place = numbers;
	return OK;
}
