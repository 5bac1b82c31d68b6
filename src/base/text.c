#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text text_start(struct arena *arena, size_t expected)
{
	size_t room = expected < 64 ? 64 : expected + 1;

	return (struct text){ arena, arena_alloc(arena, room), 0, room };
}

static void make_room(struct text *text, size_t more)
{
	if (text->room - text->length > more)
		return;

	size_t room = (text->length + more + 1) * 2;
	char *bytes = arena_alloc(text->arena, room);

	memcpy(bytes, text->bytes, text->length);
	text->bytes = bytes;
	text->room = room;
}

void text_add(struct text *text, const char *bytes, size_t length)
{
	make_room(text, length);
	memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = '\0';
}

void text_add_string(struct text *text, const char *string)
{
	text_add(text, string, strlen(string));
}

void text_add_char(struct text *text, char c)
{
	text_add(text, &c, 1);
}

void text_add_int(struct text *text, int64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%lld", (long long)number);

	text_add(text, digits, (size_t)length);
}

bool text_to_int(const char *string, int64_t *out)
{
	char *end;

	if (*string != '-' && !isdigit((unsigned char)*string))
		return false;
	errno = 0;
	long long number = strtoll(string, &end, 10);

	if (errno || end == string || *end)
		return false;
	*out = number;
	return true;
}

size_t text_characters(const char *string)
{
	size_t count = 0;

	for (; *string; string++)
		count += ((unsigned char)*string & 0xC0) != 0x80;
	return count;
}

char *text_trim(struct arena *arena, const char *string)
{
	while (isspace((unsigned char)*string))
		string++;

	size_t length = strlen(string);

	while (length > 0 && isspace((unsigned char)string[length - 1]))
		length--;
	return arena_copy(arena, string, length);
}

bool text_is_blank(const char *string)
{
	while (isspace((unsigned char)*string))
		string++;
	return !*string;
}
