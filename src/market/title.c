#include "market/title.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/* What ends a sentence where white space follows, and what does anywhere; some show in the title. */
static const struct mark {
	const char *mark;
	bool anywhere, shows;
} marks[] = {
	{ ".", false, false },	   { "!", false, true }, { "?", false, true },
	{ "\u3002", true, false }, /* the full stop of Chinese and Japanese */
	{ "\uFF01", true, true },  /* their ! */
	{ "\uFF1F", true, true },  /* their ? */
	{ "\u0964", true, false }, /* the danda of Hindi */
	{ "\u061F", true, true },  /* the ? of Arabic */
};

/* What a period belongs to. */
static const char *const abbreviations[] = { "dr",  "mr",   "mrs",  "ms",     "prof", "st", "vs",
					     "e.g", "i.e",  "cf",   "approx", "ca",   "mt", "rev",
					     "gen", "capt", "sgt",  "hon",    "sr",   "jr", "bzw",
					     "z.b", "d.h",  "p.ex", "sra",    "sig" };

static bool is_space(char c)
{
	return isspace((unsigned char)c);
}

/*
 * Does the word that ends here, before a period, go on behind it? A known
 * abbreviation does, an initial, and the number of a first item.
 */
static bool is_abbreviation(const char *text, size_t end)
{
	size_t start = end;

	while (start > 0 && !is_space(text[start - 1]) && text[start - 1] != '(')
		start--;

	const char *word = text + start;
	size_t length = end - start;

	if (length == 1 && isalpha((unsigned char)*word))
		return true;
	if (start == 0 && length > 0 && strspn(word, "0123456789") == length)
		return true;
	for (int i = 0; i < COUNT(abbreviations); i++)
		if (strlen(abbreviations[i]) == length &&
		    strncasecmp(abbreviations[i], word, length) == 0)
			return true;
	return false;
}

/* The mark that ends the sentence here, NULL if none does. */
static const struct mark *end_here(const char *text, size_t at)
{
	for (int i = 0; i < COUNT(marks); i++) {
		const struct mark *mark = &marks[i];
		size_t length = strlen(mark->mark);

		if (strncmp(text + at, mark->mark, length) != 0)
			continue;

		char next = text[at + length];

		if (next == '\0' || mark->anywhere)
			return mark;
		return is_space(next) && !(*mark->mark == '.' && is_abbreviation(text, at)) ? mark
											    : NULL;
	}
	return NULL;
}

/* Bytes up to the end of the first sentence or line; the mark that ends a question stays. */
static size_t sentence(const char *text)
{
	size_t length = 0;

	for (; text[length] && text[length] != '\n' && text[length] != '\r'; length++) {
		const struct mark *mark = end_here(text, length);

		if (mark)
			return length + (mark->shows ? strlen(mark->mark) : 0);
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
		if (is_space(text[at]))
			word = at;
		for (at++; at < length && continues(text[at]); at++)
			;
	}
	if (at >= length)
		return length;
	return is_space(text[at]) || word == 0 ? at : word;
}

const char *title_of(struct arena *arena, const char *prompt)
{
	const char *text = text_trim(arena, prompt);
	size_t length = sentence(text);

	if (length == 0) /* it begins with a period */
		length = strcspn(text, "\r\n");
	return text_trim(arena, arena_copy(arena, text, cut(text, length)));
}
