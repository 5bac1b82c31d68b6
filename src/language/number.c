#include "language/number.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"

/* clang-format off */
/* From one; the last is twelve. */
static const char *const names[][11] = {
	{ "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve" },
	{ "einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "zwölf" },
	{ "одном", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "двенадцать" },
	{ "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "douze" },
	{ "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "doce" },
};
/* clang-format on */

static int digits_of(const char *digits)
{
	int number = 0;

	while (*digits >= '0' && *digits <= '9' && number <= NUMBER_MAX)
		number = number * 10 + (*digits++ - '0');
	return number > NUMBER_MAX ? NUMBER_MAX : number;
}

/* "v1.5", "15:30": what stands behind the mark counts nothing by itself. */
static bool is_fraction(const struct word *word, const char *text)
{
	return word->at >= 2 && strchr(".,:", text[word->at - 1]) &&
	       isdigit((unsigned char)text[word->at - 2]);
}

int number_of(const struct word *word, const char *text)
{
	if (word->flags & WORD_NUMBER)
		return is_fraction(word, text) ? 0 : digits_of(text + word->at);
	if (word->length == 6 && !strncasecmp("single", text + word->at, 6))
		return 1;
	for (int language = 0; language < COUNT(names); language++)
		for (int i = 0; i < COUNT(names[0]); i++) {
			const char *name = names[language][i];

			if (strlen(name) == word->length &&
			    !strncasecmp(name, text + word->at, word->length))
				return i == COUNT(names[0]) - 1 ? 12 : i + 1;
		}
	return 0;
}

/* A number, and a thing within the next few words that is no unit. */
int number_of_pieces(const struct words *words, const char *prompt)
{
	for (int i = 0; i + 1 < words->count; i++) {
		int number = number_of(&words->list[i], prompt);
		uint32_t flags = 0;

		if (number < 2 || number > PIECES_MAX)
			continue;
		for (int next = i + 1; next < words->count && next <= i + 2; next++)
			flags |= words->list[next].flags;
		if (!(words->list[i + 1].flags & WORD_STOP) &&
		    !(flags & (MEANS_MEASURE | WORD_NUMBER)))
			return number;
	}
	return 0;
}
