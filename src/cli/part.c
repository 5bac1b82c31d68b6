#include "cli/part.h"

#include <string.h>

#include "base/text.h"

enum { DEPTH_MOST = 64 };

struct json_object *part_of(struct json_object *object, const char *name)
{
	struct json_object *part = NULL;

	if (json_object_is_type(object, json_type_object))
		(void)json_object_object_get_ex(object, name, &part);
	return part;
}

const char *part_text(struct json_object *object, const char *name)
{
	struct json_object *part = part_of(object, name);

	return json_object_is_type(part, json_type_string) ? json_object_get_string(part) : NULL;
}

const char *part_text_or(struct json_object *object, const char *name, const char *otherwise)
{
	const char *text = part_text(object, name);

	return text ? text : otherwise;
}

int64_t part_int(struct json_object *object, const char *name)
{
	struct json_object *part = part_of(object, name);

	return json_object_is_type(part, json_type_int) ? json_object_get_int64(part) : 0;
}

bool part_bool(struct json_object *object, const char *name)
{
	return json_object_get_boolean(part_of(object, name));
}

bool part_is(struct json_object *object, const char *name, const char *text)
{
	const char *part = part_text(object, name);

	return part && strcmp(part, text) == 0;
}

size_t part_count(struct json_object *list)
{
	return json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
}

struct json_object *part_at(struct json_object *list, size_t at)
{
	return at < part_count(list) ? json_object_array_get_idx(list, at) : NULL;
}

/* 2026-04-05T12:08:00.000Z differs from what the database prints by two characters. */
struct instant part_time(struct json_object *object, const char *name)
{
	const char *text = part_text(object, name);
	char sql[INSTANT_TEXT];
	size_t length = text ? strlen(text) : 0;
	struct instant time = { 0 };

	if (length < 20 || length >= sizeof(sql) || text[10] != 'T' || text[length - 1] != 'Z')
		return time;
	memcpy(sql, text, length);
	sql[10] = ' ';
	sql[length - 1] = '\0';
	return instant_read(sql, &time) ? time : (struct instant){ 0 };
}

static void put(void *object)
{
	json_object_put(object);
}

struct json_object *part_parse(struct arena *arena, const char *bytes, size_t length)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MOST);
	struct json_object *object;
	enum json_tokener_error e;
	size_t end;

	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_ALLOW_TRAILING_CHARS |
						JSON_TOKENER_VALIDATE_UTF8);
	object = json_tokener_parse_ex(tokener, bytes, (int)length + 1);
	e = json_tokener_get_error(tokener);
	end = json_tokener_get_parse_end(tokener);
	json_tokener_free(tokener);
	if (object)
		arena_defer(arena, put, object);
	if (e != json_tokener_success || strspn(bytes + end, " \t\r\n") + end < length)
		return NULL;
	return object;
}

struct json_object *part_object(struct arena *arena)
{
	struct json_object *object = json_object_new_object();

	arena_defer(arena, put, object);
	return object;
}

void part_set(struct json_object *object, const char *name, const char *text)
{
	if (text)
		json_object_object_add(object, name, json_object_new_string(text));
}

void part_set_int(struct json_object *object, const char *name, int64_t number)
{
	json_object_object_add(object, name, json_object_new_int64(number));
}

/*
 * json-c escapes what JSON asks for; some terminals also obey U+007F to U+009F and turn
 * text around at the marks of direction. Outside of strings none of these can stand.
 */
static size_t escape_here(const unsigned char *at, unsigned *code)
{
	if (at[0] == 0x7F) {
		*code = 0x7F;
		return 1;
	}
	if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) {
		*code = at[1];
		return 2;
	}
	if (at[0] == 0xE2 && ((at[1] == 0x80 && (at[2] >= 0xA8 && at[2] <= 0xAE)) ||
			      (at[1] == 0x80 && (at[2] == 0x8E || at[2] == 0x8F)) ||
			      (at[1] == 0x81 && (at[2] >= 0xA6 && at[2] <= 0xA9)))) {
		*code = 0x2000u | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
		return 3;
	}
	return 0;
}

const char *part_print(struct arena *arena, struct json_object *object, bool indented)
{
	int how = JSON_C_TO_STRING_NOSLASHESCAPE | (indented ? JSON_C_TO_STRING_PRETTY : 0);
	const char *text = json_object_to_json_string_ext(object, how);
	struct text out = text_start(arena, strlen(text) + 16);

	for (size_t length; *text; text += length) {
		unsigned code = 0;

		length = escape_here((const unsigned char *)text, &code);
		if (length > 0) {
			text_add_string(&out, arena_printf(arena, "\\u%04x", code));
			continue;
		}
		length = 1;
		text_add_char(&out, *text);
	}
	return out.bytes;
}
