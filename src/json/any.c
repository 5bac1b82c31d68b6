#include "json/any.h"

#include <json-c/json.h>

/* A js_node is json-c's object, whose name stays in this folder; its readers take a pointer without const. */
static struct json_object *object_of(const struct js_node *node)
{
	return (struct json_object *)(uintptr_t)(const void *)node;
}

static const struct js_node *node_of(const struct json_object *object)
{
	return (const struct js_node *)(const void *)object;
}

enum js_kind js_kind_of(const struct js_node *node)
{
	static const enum js_kind kinds[] = {
		[json_type_null] = JS_NULL,	[json_type_boolean] = JS_BOOL,
		[json_type_double] = JS_NUMBER, [json_type_int] = JS_WHOLE,
		[json_type_object] = JS_OBJECT, [json_type_array] = JS_LIST,
		[json_type_string] = JS_TEXT,
	};

	return kinds[json_object_get_type(object_of(node))];
}

const struct js_node *js_member(const struct js_node *node, const char *name)
{
	struct json_object *member = NULL;

	if (js_kind_of(node) == JS_OBJECT)
		(void)json_object_object_get_ex(object_of(node), name, &member);
	return node_of(member);
}

const char *js_member_text(const struct js_node *node, const char *name)
{
	const struct js_node *member = js_member(node, name);
	const char *text = NULL;

	return member && js_text_of(member, &text) ? text : NULL;
}

struct js_pairs js_pairs_of(struct arena *arena, const struct js_node *node)
{
	struct js_pairs pairs = { NULL, 0 };

	if (js_kind_of(node) != JS_OBJECT)
		return pairs;
	pairs.list = ARENA_ARRAY(arena, struct js_pair, json_object_object_length(object_of(node)));

	json_object_object_foreach(object_of(node), name, member)
	{
		pairs.list[pairs.count++] = (struct js_pair){ name, node_of(member) };
	}
	return pairs;
}

struct js_nodes js_items_of(struct arena *arena, const struct js_node *node)
{
	struct js_nodes nodes = { NULL, 0 };

	if (js_kind_of(node) != JS_LIST)
		return nodes;
	nodes.count = (int)json_object_array_length(object_of(node));
	nodes.list = ARENA_ARRAY(arena, const struct js_node *, nodes.count);
	for (int i = 0; i < nodes.count; i++)
		nodes.list[i] = node_of(json_object_array_get_idx(object_of(node), (size_t)i));
	return nodes;
}

struct json js_render(struct arena *arena, const struct js_node *node)
{
	size_t length = 0;
	const char *text = json_object_to_json_string_length(
		object_of(node), JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &length);

	return (struct json){ arena_copy(arena, text, length), length };
}
