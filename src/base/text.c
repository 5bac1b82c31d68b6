#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
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
	char digits[24], *at = digits + sizeof(digits);
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (number < 0)
		*--at = '-';
	text_add(text, at, (size_t)(digits + sizeof(digits) - at));
}

void text_add_grouped(struct text *text, uint64_t number, const char *mark)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%" PRIu64, number);

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text_add_string(text, mark);
		text_add_char(text, digits[i]);
	}
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

/* A stretch of code points, both ends included. */
struct stretch {
	uint32_t first, last;
};

/* Unicode's White_Space, and the zero-width ones that do nothing at a text's end. */
static const struct stretch white[] = {
	{ 0x0009, 0x000D }, { 0x0020, 0x0020 }, { 0x0085, 0x0085 }, { 0x00A0, 0x00A0 },
	{ 0x00AD, 0x00AD }, { 0x1680, 0x1680 }, { 0x2000, 0x200D }, { 0x2028, 0x2029 },
	{ 0x202F, 0x202F }, { 0x205F, 0x2060 }, { 0x3000, 0x3000 }, { 0xFEFF, 0xFEFF },
};

/*
 * What else shows nothing where it stands alone: controls, Unicode's
 * Default_Ignorable_Code_Point (direction marks, fillers, variation selectors, tags), its
 * interlinear marks, and the empty cell of Braille.
 */
static const struct stretch unseen[] = {
	{ 0x0001, 0x0008 },   { 0x000E, 0x001F },   { 0x007F, 0x009F },	  { 0x034F, 0x034F },
	{ 0x061C, 0x061C },   { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 },	  { 0x180B, 0x180F },
	{ 0x200E, 0x200F },   { 0x202A, 0x202E },   { 0x2061, 0x206F },	  { 0x2800, 0x2800 },
	{ 0x3164, 0x3164 },   { 0xFE00, 0xFE0F },   { 0xFFA0, 0xFFA0 },	  { 0xFFF0, 0xFFFB },
	{ 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF },
};

static bool lies_in(const struct stretch *list, int count, uint32_t c)
{
	for (int i = 0; i < count; i++)
		if (c >= list[i].first && c <= list[i].last)
			return true;
	return false;
}

uint32_t text_code_point(const char *at, size_t *length)
{
	unsigned char first = (unsigned char)*at;
	size_t wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
	uint32_t c = wanted == 1 ? first : first & (0x7Fu >> wanted);

	*length = 1;
	for (size_t i = 1; i < wanted; i++) {
		if (((unsigned char)at[i] & 0xC0) != 0x80)
			return first;
		c = c << 6 | ((unsigned char)at[i] & 0x3F);
	}
	*length = wanted;
	return c;
}

/* The bytes of the white space that stands here, 0 if none does. */
static size_t blank_here(const char *at)
{
	size_t length;

	return lies_in(white, COUNT(white), text_code_point(at, &length)) ? length : 0;
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

bool text_is_unseen(uint32_t c)
{
	static const struct stretch joins[] = { { 0x00AD, 0x00AD },
						{ 0x200B, 0x200D },
						{ 0x2028, 0x2029 },
						{ 0x2060, 0x2060 },
						{ 0xFEFF, 0xFEFF } };

	return lies_in(unseen, COUNT(unseen), c) || lies_in(joins, COUNT(joins), c);
}

bool text_is_blank(const char *string)
{
	for (size_t length; *string; string += length) {
		uint32_t c = text_code_point(string, &length);

		if (!lies_in(white, COUNT(white), c) && !lies_in(unseen, COUNT(unseen), c))
			return false;
	}
	return true;
}

size_t text_fit(const char *string, size_t most)
{
	size_t length = strnlen(string, most + 1);

	if (length <= most)
		return length;
	while (most > 0 && ((unsigned char)string[most] & 0xC0) == 0x80)
		most--;
	return most;
}
