#include "language/count.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "language/number.h"
#include "language/vocabulary.h"

/* How far a unit may stand behind its number, a verb that asks before it. */
enum { UNIT_REACH = 3, ASK_REACH = 4, PIECES_LIMIT = 100 };
enum { EACH_BEFORE = 6, EACH_BEHIND = 4 };
enum { ROLE_ASK = 1, ROLE_BOUND, ROLE_EACH, ROLE_GIVEN };

/* Some words are in both: "name five names". */
struct tables {
	struct table asks, units;
};

/* clang-format off */
static const struct vocabulary_row asks[] = {
	{ ROLE_ASK, "give list write suggest name provide propose find create generate brainstorm draft need want "
	  "recommend research compare identify collect pick choose include make produce return compose up nenne schreibe liste gib finde erstelle mache "
	  "schlage donne écris liste propose trouve nomme dame escribe lista sugiere propón nombra назови напиши "
	  "перечисли предложи составь дай придумай" },
	{ ROLE_EACH, "each every per apiece jeweils jede jeder jedes chaque chacun chacune cada каждый каждая каждое" },
	{ ROLE_BOUND, "exactly precisely least most about around roughly approximately maximum minimum fewer less between "
	  "genau mindestens höchstens exactement exactamente ровно минимум максимум" },
	{ ROLE_GIVEN, "the these those whether my our die diese diesen les ces los estas estos эти" },
};

static const struct vocabulary_row units[] = {
	{ UNIT_PIECES, "item bullet idea example option tip question reason step tagline slogan headline name fact "
	  "book point suggestion alternative recommendation entry quote joke title subject hashtag keyword recipe "
	  "section source hint punkt punkte punkten idee ideen beispiel beispiele vorschlag vorschläge grund gründe tipp tipps idées exemples conseils ideas ejemplos consejos" },
	{ UNIT_WORDS, "word words wort worte wörter wörtern mots palabras parole palavras слов слова" },
	{ UNIT_SENTENCES, "sentence sentences satz sätze sätzen phrases frases oraciones предложения предложений "
	  "предложениях предложении" },
	{ UNIT_LINES, "line lines zeile zeilen lignes líneas verses versos строк строки" },
	{ UNIT_PARAGRAPHS, "paragraph paragraphs absatz absätze absätzen paragraphes párrafos абзац абзаца абзацев" },
	{ UNIT_CHARACTERS, "character characters char chars zeichen caractères caracteres символов знаков" },
};

struct limit { const char *words; enum bound bound; };

/* What stands right before the number. */
static const struct limit before[] = {
	{ "at least", BOUND_LEAST }, { "no fewer than", BOUND_LEAST }, { "no less than", BOUND_LEAST },
	{ "not less than", BOUND_LEAST }, { "minimum of", BOUND_LEAST }, { "minimum", BOUND_LEAST },
	{ "min.", BOUND_LEAST }, { "more than", BOUND_LEAST }, { "mindestens", BOUND_LEAST },
	{ "au moins", BOUND_LEAST }, { "al menos", BOUND_LEAST }, { "como mínimo", BOUND_LEAST },
	{ "не менее", BOUND_LEAST }, { "не меньше", BOUND_LEAST }, { "минимум", BOUND_LEAST },
	{ "no more than", BOUND_MOST }, { "not more than", BOUND_MOST }, { "at most", BOUND_MOST },
	{ "up to", BOUND_MOST }, { "maximum of", BOUND_MOST }, { "maximum", BOUND_MOST }, { "max", BOUND_MOST },
	{ "max.", BOUND_MOST }, { "under", BOUND_MOST }, { "below", BOUND_MOST }, { "fewer than", BOUND_MOST },
	{ "less than", BOUND_MOST }, { "within", BOUND_MOST }, { "not exceed", BOUND_MOST }, { "höchstens", BOUND_MOST },
	{ "maximal", BOUND_MOST }, { "nicht mehr als", BOUND_MOST }, { "au plus", BOUND_MOST },
	{ "au maximum", BOUND_MOST }, { "máximo", BOUND_MOST }, { "no más de", BOUND_MOST },
	{ "не более", BOUND_MOST }, { "не больше", BOUND_MOST }, { "максимум", BOUND_MOST },
	{ "exactly", BOUND_EXACT }, { "precisely", BOUND_EXACT }, { "genau", BOUND_EXACT },
	{ "exactement", BOUND_EXACT }, { "exactamente", BOUND_EXACT }, { "ровно", BOUND_EXACT },
	{ "about", BOUND_ABOUT }, { "around", BOUND_ABOUT }, { "roughly", BOUND_ABOUT },
	{ "approximately", BOUND_ABOUT }, { "approx.", BOUND_ABOUT }, { "~", BOUND_ABOUT }, { "etwa", BOUND_ABOUT },
	{ "ungefähr", BOUND_ABOUT }, { "environ", BOUND_ABOUT }, { "unos", BOUND_ABOUT }, { "unas", BOUND_ABOUT },
	{ "примерно", BOUND_ABOUT }, { "около", BOUND_ABOUT },
};

/* What stands right behind the unit. */
static const struct limit behind[] = {
	{ "or less", BOUND_MOST }, { "or fewer", BOUND_MOST }, { "maximum", BOUND_MOST }, { "max", BOUND_MOST },
	{ "at most", BOUND_MOST }, { "or more", BOUND_LEAST }, { "minimum", BOUND_LEAST }, { "at least", BOUND_LEAST },
};
/* clang-format on */

static bool is_gap(char c)
{
	return isspace((unsigned char)c) || c == '(' || c == '*' || c == '"' || c == '-';
}

/* Does the text that ends here end in these words? */
static bool ends_in(const char *text, size_t length, const char *words)
{
	size_t own = strlen(words);

	while (length && is_gap(text[length - 1]))
		length--;
	if (length < own || strncasecmp(text + length - own, words, own) != 0)
		return false;
	return length == own || !isalpha((unsigned char)text[length - own - 1]);
}

static enum bound bound_before(const char *text, size_t length)
{
	const struct limit *longest = NULL; /* "no more than" is not "more than" */

	for (int i = 0; i < COUNT(before); i++)
		if (ends_in(text, length, before[i].words) &&
		    (!longest || strlen(before[i].words) > strlen(longest->words)))
			longest = &before[i];
	return longest ? longest->bound : BOUND_PLAIN;
}

static enum bound bound_behind(const char *text)
{
	while (is_gap(*text))
		text++;
	for (int i = 0; i < COUNT(behind); i++)
		if (!strncasecmp(text, behind[i].words, strlen(behind[i].words)))
			return behind[i].bound;
	return BOUND_PLAIN;
}

static const char *end_of(const struct word *word, const char *text)
{
	return text + word->at + word->length;
}

/* "3-5", "3 to 5", "between 3 and 5": nothing but one such joint lies between two numbers. */
static bool joins_range(const struct words *words, int at, const char *text)
{
	static const char *const joints[] = { "-", "\xE2\x80\x93", "to", "and", "bis", "und",
					      "à", "et",	   "a",	 "y" };
	int first = at - 1;

	if (first >= 0 && !number_of(&words->list[first], text))
		first--;
	if (first < 0 || !number_of(&words->list[first], text))
		return false;

	const char *gap = end_of(&words->list[first], text);
	const char *end = text + words->list[at].at;

	while (gap < end && *gap == ' ')
		gap++;
	while (end > gap && end[-1] == ' ')
		end--;
	for (int i = 0; i < COUNT(joints); i++)
		if ((size_t)(end - gap) == strlen(joints[i]) &&
		    !strncasecmp(gap, joints[i], strlen(joints[i])))
			return true;
	return false;
}

static bool is_asked(const struct words *words, const struct tables *tables, int at)
{
	for (int i = at - 1; i >= 0 && i >= at - ASK_REACH; i--) {
		uint32_t role = table_find(&tables->asks, words->list[i].stem);

		if (role == ROLE_ASK)
			return true;
		if (role != ROLE_BOUND &&
		    !(words->list[i].flags & (WORD_STOP | MEANS_FILLER | MEANS_PRIZE | WORD_NUMBER)))
			return false;
	}
	return false;
}

/* "5 names" on a line of its own, but not "5. Names". */
static bool opens_line(const struct words *words, int at, const char *text)
{
	const struct word *word = &words->list[at];
	const char *start = text + word->at, *end = end_of(word, text);

	while (start > text && is_gap(start[-1]) && start[-1] != '\n')
		start--;
	return (start == text || start[-1] == '\n') && *end != '.' && *end != ')' && *end != ':';
}

/* The unit that a number has, and the word that names it; 0 if it counts nothing of the answer. */
static enum unit unit_at(const struct words *words, const struct tables *tables, int at, int last,
			 const char *text, int *unit_word)
{
	for (int i = at + 1; i <= at + UNIT_REACH && i < last; i++) {
		uint32_t unit = table_find(&tables->units, words->list[i].stem);

		if (number_of(&words->list[i], text) ||
		    (i == at + 1 && words->list[i].flags & WORD_STOP))
			return 0;
		if (words->list[i].flags & WORD_STOP)
			break;
		if (unit) {
			*unit_word = i;
			return (enum unit)unit;
		}
		if (words->list[i].flags & MEANS_MEASURE)
			return 0;
	}
	*unit_word = at + 1;
	return at + 1 < last ? UNIT_PIECES : 0;
}

/* "six names, each with a one-line reason": such a count is a piece's, not the whole's. */
static bool is_of_each(const struct words *words, const struct tables *tables, int at, int last)
{
	for (int i = at - EACH_BEFORE < 0 ? 0 : at - EACH_BEFORE; i < last && i <= at + EACH_BEHIND;
	     i++)
		if (table_find(&tables->asks, words->list[i].stem) == ROLE_EACH)
			return true;
	return false;
}

/* "merge these two sentences": such a count is the task's own. */
static bool is_given(const struct words *words, const struct tables *tables, int at)
{
	return at > 0 && table_find(&tables->asks, words->list[at - 1].stem) == ROLE_GIVEN;
}

static struct count bounded(struct count count, int number, int lower)
{
	bool least = count.bound == BOUND_LEAST, most = count.bound == BOUND_MOST;

	if (lower) {
		count.bound = BOUND_EXACT;
		count.least = lower;
		count.most = number;
		return count;
	}
	count.least = most ? 0 : number;
	count.most = least ? 0 : number;
	return count;
}

/* "at least five names", "five names or more" */
static enum bound bound_around(const char *text, const struct word *first, const struct word *last)
{
	enum bound bound = bound_before(text, first->at);

	return bound == BOUND_PLAIN ? bound_behind(end_of(last, text)) : bound;
}

/* One number's demand; its unit is 0 if it makes none. */
static struct count count_at(const struct words *words, const struct tables *tables, int at,
			     int last, const char *text)
{
	int number = number_of(&words->list[at], text), word = at, first = at;
	struct count count = { .at = at };

	if (number < 1 || number == NUMBER_MAX)
		return count;
	if (joins_range(words, at, text))
		first = number_of(&words->list[at - 1], text) ? at - 1 : at - 2;
	count.unit = unit_at(words, tables, at, last, text, &word);
	if (!count.unit || (count.unit != UNIT_PIECES && (is_given(words, tables, first) ||
							  is_of_each(words, tables, at, last))))
		return (struct count){ 0 };
	count.named = word;
	count.bound = bound_around(text, &words->list[first], &words->list[word]);
	if (count.unit == UNIT_PIECES &&
	    (number < 2 || number > PIECES_LIMIT ||
	     !(is_asked(words, tables, first) || opens_line(words, first, text))))
		return (struct count){ 0 };
	return bounded(count, number, first < at ? number_of(&words->list[first], text) : 0);
}

int counts_of(struct arena *arena, const struct words *words, int first, const char *text,
	      struct count *out)
{
	struct tables tables = {
		vocabulary_of(arena, asks, COUNT(asks)),
		vocabulary_of(arena, units, COUNT(units)),
	};
	int found = 0;

	for (int i = 0; i < first && i < words->count && found < COUNTS_MAX; i++) {
		struct count count = count_at(words, &tables, i, first, text);

		if (count.unit)
			out[found++] = count;
	}
	return found;
}

const char *unit_name(enum unit unit)
{
	static const char *const names[] = {
		[UNIT_PIECES] = "pieces",	  [UNIT_WORDS] = "words",
		[UNIT_SENTENCES] = "sentences",	  [UNIT_LINES] = "lines",
		[UNIT_PARAGRAPHS] = "paragraphs", [UNIT_CHARACTERS] = "characters",
	};

	return names[unit];
}
