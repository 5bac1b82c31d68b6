#include "language/words.h"

#include <string.h>

#include "language/letter.h"
#include "language/table.h"

/* Letters of one word that count, and how much of it is kept as its stem: inflection sits
 * at the end, and most European words tell themselves apart before. */
enum { SPELLED = 40, STEM_ASCII = 7, STEM_LATIN = 6, STEM_OTHER = 5, STEM_HANGUL = 2 };

/* A word while it is read. */
struct spelling {
	uint32_t letters[SPELLED];
	int count;
	const unsigned char *start;
};

struct reader {
	struct words words;
	int room;
	const unsigned char *text;
	struct spelling spelling;
	uint32_t ideograph; /* the one before, 0 if none */
	bool paired;	    /* it is part of a pair already */
};

static bool is_vowel(uint32_t c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool ends_in(const struct spelling *s, const char *end)
{
	int length = (int)strlen(end);

	if (s->count < length)
		return false;
	for (int i = 0; i < length; i++)
		if (s->letters[s->count - length + i] != (unsigned char)end[i])
			return false;
	return true;
}

static bool has_vowel(const struct spelling *s, int count)
{
	for (int i = 0; i < count; i++)
		if (is_vowel(s->letters[i]))
			return true;
	return false;
}

static void plural_strip(struct spelling *s)
{
	if (s->count > 4 && ends_in(s, "ies")) {
		s->count -= 2;
		s->letters[s->count - 1] = 'y';
	} else if (ends_in(s, "sses")) {
		s->count -= 2;
	} else if (s->count > 3 && ends_in(s, "s") && !ends_in(s, "ss") && !ends_in(s, "us") &&
		   !ends_in(s, "is")) {
		s->count -= 1;
	}
}

static bool verb_strip(struct spelling *s, const char *end)
{
	int rest = s->count - (int)strlen(end);

	if (rest < 3 || !ends_in(s, end) || !has_vowel(s, rest))
		return false;
	s->count = rest;
	if (s->letters[rest - 1] == s->letters[rest - 2] && !is_vowel(s->letters[rest - 1]))
		s->count--; /* running, stopped */
	return true;
}

/* A light stemmer for English, harmless to its neighbours. */
static void ascii_stem(struct spelling *s)
{
	plural_strip(s);
	if (!verb_strip(s, "ing") && !verb_strip(s, "ed") && s->count > 4 && ends_in(s, "ly"))
		s->count -= 2;
	if (s->count > 3 && ends_in(s, "e"))
		s->count--;
}

static bool all_digits(const struct spelling *s)
{
	for (int i = 0; i < s->count; i++)
		if (s->letters[i] < '0' || s->letters[i] > '9')
			return false;
	return true;
}

static uint32_t highest(const struct spelling *s)
{
	uint32_t high = 0;

	for (int i = 0; i < s->count; i++)
		if (s->letters[i] > high)
			high = s->letters[i];
	return high;
}

/* Hands on the keyboard: no vowel at all, one letter held down, or a consonant jam. */
static bool is_noise(const struct spelling *s)
{
	int same = 1, jam = 0;

	if (s->count == SPELLED)
		return true;
	for (int i = 0; i < s->count; i++) {
		same = i && s->letters[i] == s->letters[i - 1] ? same + 1 : 1;
		jam = s->letters[i] < 'a' || is_vowel(s->letters[i]) ? 0 : jam + 1;
		if (same >= 4 || jam >= 7)
			return true;
	}
	return s->count >= 5 && !has_vowel(s, s->count);
}

static int kept_of(uint32_t high)
{
	if (high < 0x80)
		return STEM_ASCII;
	if (high >= 0xAC00)
		return STEM_HANGUL;
	return high < 0x250 ? STEM_LATIN : STEM_OTHER;
}

/* Latin letters that Cyrillic ones are passed off as, to slip words past a reader like this. */
static void disguise_strip(struct spelling *s)
{
	static const uint32_t masks[][2] = {
		{ 0x430, 'a' }, { 0x435, 'e' }, { 0x43E, 'o' }, { 0x440, 'p' }, { 0x441, 'c' },
		{ 0x443, 'y' }, { 0x445, 'x' }, { 0x456, 'i' }, { 0x455, 's' }, { 0x458, 'j' },
	};
	bool plain = false;

	for (int i = 0; i < s->count; i++)
		plain |= s->letters[i] >= 'a' && s->letters[i] <= 'z';
	for (int i = 0; plain && i < s->count; i++)
		for (size_t m = 0; m < sizeof(masks) / sizeof(masks[0]); m++)
			if (s->letters[i] == masks[m][0])
				s->letters[i] = masks[m][1];
}

static void word_add(struct reader *r, uint64_t stem, uint32_t flags, const unsigned char *start,
		     const unsigned char *end)
{
	if (r->words.count == r->room) {
		r->words.cut = true;
		return;
	}
	r->words.list[r->words.count++] = (struct word){
		.stem = stem,
		.flags = flags,
		.at = (uint32_t)(start - r->text),
		.length = (uint32_t)(end - start),
	};
}

static uint64_t letters_hash(const uint32_t *letters, int count)
{
	uint64_t h = 0xCBF29CE484222325u;

	for (int i = 0; i < count; i++)
		h = (h ^ letters[i]) * 0x100000001B3u;
	return hash_join(h, (uint64_t)count);
}

static void word_end(struct reader *r, const unsigned char *end)
{
	struct spelling *s = &r->spelling;
	uint32_t flags = 0;

	if (!s->count)
		return;
	disguise_strip(s);

	uint32_t high = highest(s);

	if (all_digits(s)) {
		flags = WORD_NUMBER;
	} else if (high < 0x80) {
		flags = is_noise(s) ? WORD_NOISE : 0;
		ascii_stem(s);
	}
	if (!(flags & WORD_NUMBER) && s->count > kept_of(high))
		s->count = kept_of(high);
	word_add(r, letters_hash(s->letters, s->count), flags, s->start, end);
	s->count = 0;
}

static bool is_hiragana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x309F;
}

/* A character that had no neighbour is a word by itself. */
static void ideographs_end(struct reader *r, const unsigned char *end)
{
	if (r->ideograph && !r->paired)
		word_add(r, letters_hash(&r->ideograph, 1),
			 WORD_IDEOGRAPH | (is_hiragana(r->ideograph) ? WORD_STOP : 0), end - 1, end);
	r->ideograph = 0;
	r->paired = false;
}

/* Japanese writes its grammar in hiragana: a pair of them is a function word, mostly. */
static void ideograph_add(struct reader *r, uint32_t c, const unsigned char *start,
			  const unsigned char *end)
{
	uint32_t pair[2] = { r->ideograph, c };
	bool grammar = is_hiragana(pair[0]) && is_hiragana(c);

	word_end(r, start);
	if (r->ideograph) {
		word_add(r, letters_hash(pair, 2), WORD_IDEOGRAPH | (grammar ? WORD_STOP : 0),
			 start, end);
		r->paired = true;
	}
	r->ideograph = c;
}

static void part_add(struct reader *r, uint32_t c, const unsigned char *start)
{
	struct spelling *s = &r->spelling;

	if (!s->count)
		s->start = start;
	if (s->count < SPELLED)
		s->letters[s->count++] = c;
}

static void letter_add(struct reader *r, uint32_t c, const unsigned char *start,
		       const unsigned char *end)
{
	enum letter_kind kind = letter_kind_of(c);

	if (kind == LETTER_SILENT)
		return;
	if (kind != LETTER_IDEOGRAPH)
		ideographs_end(r, start);
	if (kind == LETTER_IDEOGRAPH)
		ideograph_add(r, c, start, end);
	else if (kind == LETTER_PART)
		part_add(r, c, start);
	else
		word_end(r, start);
	if (kind == LETTER_PICTURE)
		word_add(r, letters_hash(&c, 1), 0, start, end);
}

struct words words_of(struct arena *arena, const char *text)
{
	size_t length = strlen(text);
	struct reader r = {
		.room = length < WORDS_MAX ? (int)length + 1 : WORDS_MAX,
		.text = (const unsigned char *)text,
	};
	const unsigned char *at = r.text;

	r.words.list = ARENA_ARRAY(arena, struct word, r.room);
	while (*at && !r.words.cut) {
		const unsigned char *start = at;
		uint32_t c = letter_fold(letter_next(&at));

		letter_add(&r, c, start, at);
	}
	word_end(&r, at);
	ideographs_end(&r, at);
	return r.words;
}

uint64_t words_shingle(const struct word *words, int width)
{
	uint64_t hash = (uint64_t)width;

	for (int i = 0; i < width; i++)
		hash = hash_join(hash, words[i].stem);
	return hash;
}
