#include "market/title.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static bool ends_sentence(const char *at)
{
	return strchr(".!?", *at) && (at[1] == '\0' || isspace((unsigned char)at[1]));
}

/* Bytes up to the end of the first sentence or line; the mark that ends a question stays. */
static size_t sentence(const char *text)
{
	size_t length = 0;

	while (text[length] && text[length] != '\n' && text[length] != '\r') {
		if (ends_sentence(text + length))
			return text[length] == '.' ? length : length + 1;
		length++;
	}
	return length;
}

static bool continues(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The same in at most TITLE_CHARACTERS; where no word ends, a character does. */
static size_t cut(const char *text, size_t length)
{
	size_t at = 0, word = 0;

	for (int characters = 0; at < length && characters < TITLE_CHARACTERS; characters++) {
		if (isspace((unsigned char)text[at]))
			word = at;
		for (at++; at < length && continues(text[at]); at++)
			;
	}
	if (at >= length)
		return length;
	return isspace((unsigned char)text[at]) || word == 0 ? at : word;
}

const char *title_of(struct arena *arena, const char *prompt)
{
	const char *text = text_trim(arena, prompt);
	size_t length = sentence(text);

	if (length == 0) /* it begins with a period */
		length = strcspn(text, "\r\n");
	return text_trim(arena, arena_copy(arena, text, cut(text, length)));
}
