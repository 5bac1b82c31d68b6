#include "json/patch.h"

#include <json-c/json.h>
#include <string.h>

#include "json/read.h"

static void overlay(struct json_object *object, struct json_object *patch)
{
	json_object_object_foreach(patch, name, member)
	{
		struct json_object *ours;

		if (!member)
			json_object_object_del(object, name);
		else if (json_object_is_type(member, json_type_object) &&
			 json_object_object_get_ex(object, name, &ours) &&
			 json_object_is_type(ours, json_type_object))
			overlay(ours, member);
		else
			(void)json_object_object_add(object, name, json_object_get(member));
	}
}

enum error js_patch(struct arena *arena, struct json object, const char *patch, struct json *out)
{
	struct js_node *ours, *theirs;

	TRY(js_parse(arena, object.text, object.length, &ours));
	TRY(js_parse(arena, patch, strlen(patch), &theirs));
	overlay((struct json_object *)(void *)ours, (struct json_object *)(void *)theirs);

	size_t length;
	const char *text = json_object_to_json_string_length((struct json_object *)(void *)ours,
							     JSON_C_TO_STRING_PLAIN |
								     JSON_C_TO_STRING_NOSLASHESCAPE,
							     &length);

	*out = (struct json){ arena_copy(arena, text, length), length };
	return OK;
}
