#include "language/tongue.h"

#include <ctype.h>

#include "base/attr.h"
#include "language/letter.h"
#include "language/vocabulary.h"

/* Fewer function words tell nothing; the runner-up must have less than half. */
enum { EVIDENCE_MIN = 2, EVIDENCE_PERCENT = 12, ROLE_INTO = 100, ROLE_IN = 101 };

/* clang-format off */
/* Function words that the neighbours do not write. */
static const struct vocabulary_row marks[] = {
	{ TONGUE_ENGLISH, "the and is of to with that this for are it you have from not by will which your our we "
	  "they be can has at on or when if but their she he his her" },
	{ TONGUE_GERMAN, "der das und ist nicht mit ein eine einen einem den dem für auf zu sich wir ich sie von im "
	  "werden auch wird oder bei nach wie aber sind ihr ihre dass zum zur kann vom durch noch" },
	{ TONGUE_FRENCH, "le les des est et dans pour pas vous nous avec sur du ce cette je qui une au aux sont ne "
	  "il elle votre notre leur mais où plus" },
	{ TONGUE_SPANISH, "el los las y con para por está del su más pero como muy es una usted que nuestro sus esta "
	  "este también sin" },
	{ TONGUE_ITALIAN, "il gli di che è per non della sono nel più alla dei delle questo questa il anche lo" },
	{ TONGUE_PORTUGUESE, "os um uma não é para com são do da em mais você dos das pelo pela ao nosso" },
	{ TONGUE_DUTCH, "het een van niet dat zijn voor met ook aan wordt naar deze maar bij" },
};

static const struct vocabulary_row names[] = {
	{ TONGUE_ENGLISH, "english englisch englische anglais inglés английский английском" },
	{ TONGUE_GERMAN, "german deutsch deutsche allemand alemán немецкий немецком" },
	{ TONGUE_FRENCH, "french französisch französische français francés французский французском" },
	{ TONGUE_SPANISH, "spanish castilian spanisch spanische espagnol español испанский испанском" },
	{ TONGUE_ITALIAN, "italian italienisch italienische italien italiano итальянский" },
	{ TONGUE_PORTUGUESE, "portuguese portugiesisch portugais portugués português" },
	{ TONGUE_DUTCH, "dutch niederländisch néerlandais nederlands" },
	{ TONGUE_RUSSIAN, "russian russisch russische russe ruso русский русском" },
	{ TONGUE_JAPANESE, "japanese japanisch japanische japonais japonés японский" },
	{ TONGUE_CHINESE, "chinese mandarin chinesisch chinesische chinois chino китайский" },
	{ TONGUE_KOREAN, "korean koreanisch coréen coreano корейский" },
	{ TONGUE_ARABIC, "arabic arabisch arabe árabe арабский" },
	{ TONGUE_GREEK, "greek griechisch grec griego греческий" },
	{ ROLE_INTO, "into to ins auf en на al" },
	{ ROLE_IN, "in" },
};

static const struct { uint32_t first, last; enum tongue tongue; } scripts[] = {
	{ 0x370, 0x3FF, TONGUE_GREEK }, { 0x400, 0x52F, TONGUE_RUSSIAN }, { 0x600, 0x6FF, TONGUE_ARABIC },
	{ 0x3041, 0x30FF, TONGUE_JAPANESE }, { 0x4E00, 0x9FFF, TONGUE_CHINESE }, { 0xAC00, 0xD7A3, TONGUE_KOREAN },
};
/* clang-format on */

static enum tongue best_of(const int *counts, int least)
{
	enum tongue best = TONGUE_UNKNOWN;
	int second = 0;

	for (int i = 1; i < TONGUE_COUNT; i++)
		if (best == TONGUE_UNKNOWN || counts[i] > counts[best])
			best = (enum tongue)i;
	for (int i = 1; i < TONGUE_COUNT; i++)
		if (i != (int)best && counts[i] > second)
			second = counts[i];
	return counts[best] >= least && counts[best] >= second * 2 ? best : TONGUE_UNKNOWN;
}

/* Where the words that were read end. */
static const unsigned char *end_of(const struct words *words, const unsigned char *text)
{
	const struct word *last = words->list + words->count;

	return words->count ? text + last[-1].at + last[-1].length : text;
}

/* A script tells if it has most letters. Some kana make ideographs Japanese. */
static enum tongue by_script(const struct words *words, const char *text)
{
	const unsigned char *at = (const unsigned char *)text, *end = end_of(words, at);
	int counts[TONGUE_COUNT] = { 0 }, latin = 0;

	while (at < end) {
		uint32_t c = letter_fold(letter_next(&at));

		latin += c < 0x250 && letter_kind_of(c) == LETTER_PART && !(c >= '0' && c <= '9');
		for (int i = 0; i < COUNT(scripts); i++)
			counts[scripts[i].tongue] += c >= scripts[i].first && c <= scripts[i].last;
	}
	if (counts[TONGUE_JAPANESE] * 8 >= counts[TONGUE_CHINESE]) {
		counts[TONGUE_JAPANESE] += counts[TONGUE_CHINESE];
		counts[TONGUE_CHINESE] = 0;
	}

	enum tongue best = best_of(counts, EVIDENCE_MIN);

	return counts[best] * 2 > latin ? best : TONGUE_UNKNOWN;
}

enum tongue tongue_of(struct arena *arena, const struct words *words, const char *text)
{
	struct table table = vocabulary_of(arena, marks, COUNT(marks));
	int counts[TONGUE_COUNT] = { 0 };
	enum tongue script = by_script(words, text);

	if (script != TONGUE_UNKNOWN)
		return script;
	for (int i = 0; i < words->count; i++)
		counts[table_find(&table, words->list[i].stem)]++;
	counts[TONGUE_UNKNOWN] = 0;

	int least = words->count * EVIDENCE_PERCENT / 100;

	return best_of(counts, least > EVIDENCE_MIN ? least : EVIDENCE_MIN);
}

/* "in French style" asks for no French: behind the name comes grammar, or the clause ends. */
static bool ends_phrase(const struct words *words, int at, const char *text)
{
	const struct word *word = &words->list[at];
	const char *gap = text + word->at + word->length;

	if (at + 1 >= words->count || (words->list[at + 1].flags & (WORD_STOP | WORD_NUMBER)))
		return true;
	for (; gap < text + words->list[at + 1].at; gap++)
		if (ispunct((unsigned char)*gap) || *gap == '\n')
			return true;
	return false;
}

static bool is_wanted(const struct words *words, const struct table *table, int at, const char *text)
{
	for (int i = at - 1; i >= 0 && i >= at - 2; i--) {
		uint32_t role = table_find(table, words->list[i].stem);

		if (role == ROLE_INTO || role == ROLE_IN)
			return ends_phrase(words, at, text);
	}
	return false;
}

enum tongue tongue_asked(struct arena *arena, const struct words *words, int first, const char *text)
{
	struct table table = vocabulary_of(arena, names, COUNT(names));
	enum tongue asked = TONGUE_UNKNOWN;

	for (int i = 1; i < first && i < words->count; i++) {
		uint32_t name = table_find(&table, words->list[i].stem);

		if (!name || name >= TONGUE_COUNT || !is_wanted(words, &table, i, text))
			continue;
		if (asked != TONGUE_UNKNOWN && asked != (enum tongue)name)
			return TONGUE_UNKNOWN;
		asked = (enum tongue)name;
	}
	return asked;
}

bool tongue_named(struct arena *arena, const struct words *words)
{
	struct table table = vocabulary_of(arena, names, COUNT(names));

	for (int i = 0; i < words->count; i++) {
		uint32_t name = table_find(&table, words->list[i].stem);

		if (name && name < TONGUE_COUNT)
			return true;
	}
	return false;
}

const char *tongue_name(enum tongue tongue)
{
	static const char *const in_english[TONGUE_COUNT] = {
		"an unknown language",
		"English",
		"German",
		"French",
		"Spanish",
		"Italian",
		"Portuguese",
		"Dutch",
		"Russian",
		"Japanese",
		"Chinese",
		"Korean",
		"Arabic",
		"Greek",
	};

	return in_english[tongue];
}
