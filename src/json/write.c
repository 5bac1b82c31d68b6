#include "json/write.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char hex[] = "0123456789abcdef";

/* RFC 8259, 7: quotes, backslashes and control characters; all else may stand as it is. */
static void add_escaped(struct text *out, unsigned char c)
{
	static const char letters[] = { ['"'] = '"',  ['\\'] = '\\', ['\n'] = 'n', ['\t'] = 't',
					['\r'] = 'r', ['\b'] = 'b',  ['\f'] = 'f' };
	char escape[] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (!letters[c]) {
		text_add(out, escape, sizeof(escape));
		return;
	}
	escape[1] = letters[c];
	text_add(out, escape, 2);
}

static void add_string(struct text *out, const char *string)
{
	const char *plain = string;

	text_add_char(out, '"');
	for (; *string; string++) {
		unsigned char c = (unsigned char)*string;

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		text_add(out, plain, (size_t)(string - plain));
		add_escaped(out, c);
		plain = string + 1;
	}
	text_add(out, plain, (size_t)(string - plain));
	text_add_char(out, '"');
}

static void add_value(struct text *out, const struct value *value)
{
	char time[INSTANT_TEXT];

	switch (value->kind) {
	case VALUE_NULL: text_add(out, "null", 4); return;
	case VALUE_BOOL: text_add_string(out, value->number ? "true" : "false"); return;
	case VALUE_INT: text_add_int(out, value->number); return;
	case VALUE_TEXT: add_string(out, value->text); return;
	case VALUE_ID: add_string(out, value->id.text); return;
	case VALUE_TIME:
		instant_wire(value->time, time);
		add_string(out, time);
		return;
	case VALUE_JSON: text_add(out, value->json.text, value->json.length); return;
	case VALUE_DIGEST: abort(); /* a hash has no business on the wire */
	}
}

static void add_members(struct text *out, struct values values)
{
	if (values.count % 2)
		abort();
	for (int i = 0; i < values.count; i += 2) {
		if (i > 0)
			text_add_char(out, ',');
		add_value(out, &values.list[i]);
		text_add_char(out, ':');
		add_value(out, &values.list[i + 1]);
	}
}

static size_t expected(struct values values)
{
	size_t size = 2;

	for (int i = 0; i < values.count; i++) {
		const struct value *value = &values.list[i];

		size += 48;
		if (value->kind == VALUE_TEXT)
			size += strlen(value->text);
		if (value->kind == VALUE_JSON)
			size += value->json.length;
	}
	return size;
}

static struct json finish(const struct text *text)
{
	return (struct json){ text->bytes, text->length };
}

struct json js_members_values(struct arena *arena, struct values values)
{
	struct text out = text_start(arena, expected(values));

	add_members(&out, values);
	return finish(&out);
}

struct json js_object_values(struct arena *arena, struct values values)
{
	struct text out = text_start(arena, expected(values));

	text_add_char(&out, '{');
	add_members(&out, values);
	text_add_char(&out, '}');
	return finish(&out);
}

struct json js_merge(struct arena *arena, struct json members, struct json more)
{
	struct text out = text_start(arena, members.length + more.length + 3);

	text_add_char(&out, '{');
	if (members.length)
		text_add(&out, members.text, members.length);
	if (members.length && more.length)
		text_add_char(&out, ',');
	if (more.length)
		text_add(&out, more.text, more.length);
	text_add_char(&out, '}');
	return finish(&out);
}

struct json js_array(struct arena *arena, const struct json *items, int count)
{
	size_t size = 2;

	for (int i = 0; i < count; i++)
		size += items[i].length + 1;

	struct text out = text_start(arena, size);

	text_add_char(&out, '[');
	for (int i = 0; i < count; i++) {
		if (i > 0)
			text_add_char(&out, ',');
		text_add(&out, items[i].text, items[i].length);
	}
	text_add_char(&out, ']');
	return finish(&out);
}

struct json js_string(struct arena *arena, const char *text)
{
	struct text out = text_start(arena, strlen(text) + 2);

	add_string(&out, text);
	return finish(&out);
}

struct json js_raw(const char *text)
{
	return (struct json){ text, strlen(text) };
}
