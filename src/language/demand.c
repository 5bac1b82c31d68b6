#include "language/demand.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "language/vocabulary.h"

/* How far a unit may stand behind its number, and a word that asks before it. */
enum { UNIT_REACH = 3, ASK_REACH = 4, EACH_BEFORE = 6, EACH_BEHIND = 4 };
enum { NUMBER_MAX = 1000000, PIECES_MOST = 100 };
enum role { ROLE_ASK = 1, ROLE_EACH, ROLE_GIVEN, ROLE_MEASURE };

/* clang-format off */
static const struct vocabulary_row roles[] = {
	{ ROLE_ASK, "give list write suggest name provide propose find create generate brainstorm draft need want recommend "
	  "research compare identify collect pick choose include make produce return exactly least most about around maximum "
	  "minimum fewer less between nenne schreibe gib finde erstelle genau mindestens höchstens donne écris liste propose "
	  "trouve exactement dame escribe exactamente назови напиши перечисли предложи придумай ровно" },
	{ ROLE_EACH, "each every per apiece jeweils jede jeder jedes chaque chacun cada каждый каждая" },
	{ ROLE_GIVEN, "the these those whether my our die diese diesen les ces los estas estos эти" },
	{ ROLE_MEASURE, "minute second hour day week month year percent dollar euro cent page kilogram gram meter kilometer mile "
	  "pound degree time million thousand star guest people person minuten stunden tage jahre минут" },
};

static const struct vocabulary_row units[] = {
	{ UNIT_ITEMS, "item items bullet bullets punkt punkte punkten éléments elementos itens пунктов пункта" },
	{ UNIT_WORDS, "word words wort worte wörter wörtern mots palabras palavras слов слова" },
	{ UNIT_SENTENCES, "sentence sentences satz sätze sätzen phrases frases oraciones предложения предложений" },
	{ UNIT_LINES, "line lines zeile zeilen lignes líneas linhas строк строки" },
	{ UNIT_PARAGRAPHS, "paragraph paragraphs absatz absätze absätzen paragraphes párrafos абзац абзаца абзацев" },
	{ UNIT_CHARACTERS, "character characters char chars zeichen caractères caracteres символов знаков" },
};

struct limit { const char *words; enum bound bound; };

/* What stands right before the number: of several that fit, the longest. */
static const struct limit before[] = {
	{ "at least", BOUND_LEAST }, { "no fewer than", BOUND_LEAST }, { "no less than", BOUND_LEAST }, { "minimum of", BOUND_LEAST },
	{ "minimum", BOUND_LEAST }, { "mindestens", BOUND_LEAST }, { "au moins", BOUND_LEAST }, { "al menos", BOUND_LEAST },
	{ "pelo menos", BOUND_LEAST }, { "не менее", BOUND_LEAST }, { "минимум", BOUND_LEAST },
	{ "no more than", BOUND_MOST }, { "not more than", BOUND_MOST }, { "at most", BOUND_MOST }, { "up to", BOUND_MOST },
	{ "maximum of", BOUND_MOST }, { "maximum", BOUND_MOST }, { "max", BOUND_MOST }, { "not exceed", BOUND_MOST },
	{ "höchstens", BOUND_MOST }, { "maximal", BOUND_MOST }, { "nicht mehr als", BOUND_MOST }, { "au plus", BOUND_MOST },
	{ "au maximum", BOUND_MOST }, { "como máximo", BOUND_MOST }, { "no máximo", BOUND_MOST }, { "no más de", BOUND_MOST },
	{ "не более", BOUND_MOST }, { "не больше", BOUND_MOST }, { "максимум", BOUND_MOST },
	{ "exactly", BOUND_EXACT }, { "precisely", BOUND_EXACT }, { "genau", BOUND_EXACT }, { "exactement", BOUND_EXACT },
	{ "exactamente", BOUND_EXACT }, { "exatamente", BOUND_EXACT }, { "ровно", BOUND_EXACT },
	{ "about", BOUND_ABOUT }, { "around", BOUND_ABOUT }, { "roughly", BOUND_ABOUT }, { "approximately", BOUND_ABOUT },
	{ "etwa", BOUND_ABOUT }, { "ungefähr", BOUND_ABOUT }, { "environ", BOUND_ABOUT }, { "unos", BOUND_ABOUT },
	{ "unas", BOUND_ABOUT }, { "cerca de", BOUND_ABOUT }, { "примерно", BOUND_ABOUT }, { "около", BOUND_ABOUT },
};

/* What stands right behind the unit. */
static const struct limit behind[] = {
	{ "or less", BOUND_MOST }, { "or fewer", BOUND_MOST }, { "maximum", BOUND_MOST }, { "max", BOUND_MOST },
	{ "at most", BOUND_MOST }, { "or more", BOUND_LEAST }, { "minimum", BOUND_LEAST }, { "at least", BOUND_LEAST },
};

static const char *const numbers[][10] = {
	{ "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" },
	{ "einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn" },
	{ "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix" },
	{ "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez" },
	{ "одном", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять" },
};
/* clang-format on */

/* A text with what is looked up in it. */
struct look {
	const struct words *words;
	const char *text;
	struct table roles, units;
	int last;
};

static const char *start_of(const struct look *l, int at)
{
	return l->text + l->words->list[at].at;
}

static const char *end_of(const struct look *l, int at)
{
	return start_of(l, at) + l->words->list[at].length;
}

static bool is(const struct look *l, int at, const char *word)
{
	return strlen(word) == l->words->list[at].length &&
	       !strncasecmp(word, start_of(l, at), strlen(word));
}

/* In digits or written out; 0 if it is none. "v1.5" and "15:30" count nothing. */
static int number_at(const struct look *l, int at)
{
	const char *digits = start_of(l, at);
	int number = 0;

	if (isdigit((unsigned char)*digits)) {
		if (digits - l->text >= 2 && strchr(".,:", digits[-1]) &&
		    isdigit((unsigned char)digits[-2]))
			return 0;
		for (; digits < end_of(l, at) && number <= NUMBER_MAX; digits++)
			number = isdigit((unsigned char)*digits) ? number * 10 + (*digits - '0')
								 : NUMBER_MAX + 1;
		return number > NUMBER_MAX ? 0 : number;
	}
	for (int language = 0; language < COUNT(numbers); language++)
		for (int i = 0; i < COUNT(numbers[0]); i++)
			if (is(l, at, numbers[language][i]))
				return i + 1;
	return 0;
}

static bool is_gap(char c)
{
	return isspace((unsigned char)c) || c == '(' || c == '*' || c == '"' || c == '-';
}

static bool ends_in(const char *text, size_t length, const char *words)
{
	size_t own = strlen(words);

	while (length && is_gap(text[length - 1]))
		length--;
	if (length < own || strncasecmp(text + length - own, words, own) != 0)
		return false;
	return length == own || !isalpha((unsigned char)text[length - own - 1]);
}

/* "at least five names", "five names or more" */
static enum bound bound_around(const struct look *l, int first, int last)
{
	const struct limit *longest = NULL;
	const char *next = end_of(l, last);

	for (int i = 0; i < COUNT(before); i++)
		if (ends_in(l->text, (size_t)(start_of(l, first) - l->text), before[i].words) &&
		    (!longest || strlen(before[i].words) > strlen(longest->words)))
			longest = &before[i];
	while (is_gap(*next))
		next++;
	for (int i = 0; i < COUNT(behind) && !longest; i++)
		if (!strncasecmp(next, behind[i].words, strlen(behind[i].words)))
			longest = &behind[i];
	return longest ? longest->bound : BOUND_PLAIN;
}

/* "3-5", "3 to 5", "between 3 and 5": the place of the first number, or the same. */
static int range_start(const struct look *l, int at)
{
	static const char *const joints[] = { "to", "and", "bis", "und", "à", "et", "a", "y" };

	if (at >= 1 && number_at(l, at - 1) && strcspn(end_of(l, at - 1), "-\xE2") <= 1 &&
	    start_of(l, at) - end_of(l, at - 1) <= 3)
		return at - 1;
	for (int i = 0; at >= 2 && i < COUNT(joints); i++)
		if (is(l, at - 1, joints[i]) && number_at(l, at - 2))
			return at - 2;
	return at;
}

static uint32_t role_at(const struct look *l, int at)
{
	return table_find(&l->roles, l->words->list[at].stem);
}

static enum unit unit_at(const struct look *l, int at, int *named)
{
	for (int i = at + 1; i <= at + UNIT_REACH && i < l->last; i++) {
		uint32_t unit = table_find(&l->units, l->words->list[i].stem);

		*named = i;
		if (unit)
			return (enum unit)unit;
		if (number_at(l, i) || role_at(l, i) == ROLE_MEASURE)
			return 0;
		if (l->words->list[i].flags & WORD_GRAMMAR)
			break;
	}
	*named = at + 1;
	return at + 1 < l->last && !(l->words->list[at + 1].flags & WORD_GRAMMAR) ? UNIT_PIECES : 0;
}

/* Words that make a count another's: "each in one line", "merge these two sentences". */
static bool is_anothers(const struct look *l, int first, int at)
{
	if (first > 0 && role_at(l, first - 1) == ROLE_GIVEN)
		return true;
	for (int i = at < EACH_BEFORE ? 0 : at - EACH_BEFORE; i < l->last && i <= at + EACH_BEHIND;
	     i++)
		if (role_at(l, i) == ROLE_EACH)
			return true;
	return false;
}

static bool is_asked(const struct look *l, int first)
{
	for (int i = first - 1; i >= 0 && i >= first - ASK_REACH; i--)
		if (role_at(l, i) == ROLE_ASK)
			return true;
		else if (!(l->words->list[i].flags & WORD_GRAMMAR))
			return false;
	return false;
}

static bool demand_at(const struct look *l, int at, struct demand *out)
{
	int number = number_at(l, at), first = range_start(l, at), named = at;
	struct demand d = { .unit = number > 0 ? unit_at(l, at, &named) : 0 };

	if (!d.unit || (d.unit != UNIT_PIECES && is_anothers(l, first, at)) ||
	    (d.unit == UNIT_PIECES && (number < 2 || number > PIECES_MOST || !is_asked(l, first))))
		return false;
	d.named = named;
	d.bound = first < at ? BOUND_EXACT : bound_around(l, first, named);
	d.least = d.bound == BOUND_MOST ? 0 : first < at ? number_at(l, first) : number;
	d.most = d.bound == BOUND_LEAST ? 0 : number;
	*out = d;
	return true;
}

int demands_of(struct arena *arena, const struct words *words, int first, const char *text,
	       struct demand out[DEMANDS_MAX])
{
	struct look look = { words, text, vocabulary_of(arena, roles, COUNT(roles)),
			     vocabulary_of(arena, units, COUNT(units)),
			     first < words->count ? first : words->count };
	int found = 0;

	for (int i = 0; i < look.last && found < DEMANDS_MAX; i++)
		found += demand_at(&look, i, &out[found]);
	return found;
}

const char *unit_name(enum unit unit)
{
	static const char *const names[] = {
		[UNIT_PIECES] = "pieces",	  [UNIT_ITEMS] = "items",
		[UNIT_WORDS] = "words",		  [UNIT_SENTENCES] = "sentences",
		[UNIT_LINES] = "lines",		  [UNIT_PARAGRAPHS] = "paragraphs",
		[UNIT_CHARACTERS] = "characters",
	};

	return names[unit];
}
