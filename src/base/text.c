#include "base/text.h"

#include <ctype.h>
#include <errno.h>
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
	char digits[24], *at = digits + sizeof(digits);
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (number < 0)
		*--at = '-';
	text_add(text, at, (size_t)(digits + sizeof(digits) - at));
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

/*
 * The bytes of the white space or invisible character that stands here, 0 if
 * none does: Unicode's White_Space, and the zero-width ones that print as nothing.
 */
static size_t blank_here(const char *at)
{
	static const char *const wide[] = {
		"\u00A0", "\u00AD", "\u1680", "\u2000",	  "\u2001", "\u2002", "\u2003",
		"\u2004", "\u2005", "\u2006", "\u2007",	  "\u2008", "\u2009", "\u200A",
		"\u200B", "\u200C", "\u200D", "\u2028",	  "\u2029", "\u202F", "\u205F",
		"\u2060", "\u3000", "\uFEFF", "\xC2\x85",
	};

	if ((unsigned char)*at < 0x80)
		return isspace((unsigned char)*at) ? 1 : 0;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		size_t length = strlen(wide[i]);

		if (strncmp(at, wide[i], length) == 0)
			return length;
	}
	return 0;
}

static const char *skip_blanks(const char *string)
{
	for (size_t length; (length = blank_here(string)) > 0;)
		string += length;
	return string;
}

char *text_trim(struct arena *arena, const char *string)
{
	const char *start = skip_blanks(string), *end = start;

	/* The end of the last character that is no blank. */
	for (const char *at = start; *at; at = skip_blanks(at)) {
		while (*at && !blank_here(at))
			at++;
		end = at;
	}
	return arena_copy(arena, start, (size_t)(end - start));
}

bool text_is_blank(const char *string)
{
	return !*skip_blanks(string);
}
