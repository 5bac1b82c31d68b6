#include "language/words.h"

#include <ctype.h>
#include <libstemmer.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwbrk.h>

#include "base/attr.h"

/* Bytes of a word that count; by so many words a text shows its language, and by so many hits. */
enum { SPELLED = 120, TOLD_BY = 500, HITS_LEAST = 2, HITS_SHARE = 12 };

/* A word while its text is read. */
struct draft {
	int first; /* where it stood first, itself if here */
	uint32_t grammar, asking;
	enum tongue script; /* what the script tells; unknown of Latin */
	unsigned char length;
	bool latin;
	const char *folded;
};

struct reading {
	struct arena *arena;
	const struct tongues *tongues;
	const char *text;
	struct words words;
	struct draft *drafts;
	struct table seen; /* a hash of bytes to the place where they stood first, from 1 */
	int room;
	size_t joined; /* where the character before ends, of a script without spaces; 0 if none */
	size_t before; /* and where it begins */
	bool paired;
};

static const struct {
	const char *name;
	enum tongue tongue;
	bool spaced;
} scripts[] = {
	{ "Cyrillic", TONGUE_russian, true },	{ "Arabic", TONGUE_arabic, true },
	{ "Hebrew", TONGUE_hebrew, true },	{ "Devanagari", TONGUE_hindi, true },
	{ "Han", TONGUE_chinese, false },	{ "Hiragana", TONGUE_japanese, false },
	{ "Katakana", TONGUE_japanese, false }, { "Thai", TONGUE_UNKNOWN, false },
	{ "Lao", TONGUE_UNKNOWN, false },	{ "Khmer", TONGUE_UNKNOWN, false },
	{ "Myanmar", TONGUE_UNKNOWN, false },
};

/* Its index in scripts; -1 of Latin and of all that need not be told apart. */
static int script_of(const char *at)
{
	ucs4_t c;
	const uc_script_t *script;

	if (isascii((unsigned char)*at))
		return -1;
	(void)u8_mbtouc(&c, (const uint8_t *)at, strnlen(at, 4));
	script = uc_script(c);
	for (int i = 0; script && i < COUNT(scripts); i++)
		if (strcmp(scripts[i].name, script->name) == 0)
			return i;
	return -1;
}

static size_t fold_ascii(const char *bytes, size_t length, char *out)
{
	for (size_t i = 0; i < length; i++)
		out[i] = (char)tolower((unsigned char)bytes[i]);
	return length;
}

/* In lower case and normal form KC, without what is not seen. At most SPELLED bytes. */
static size_t fold(const char *bytes, size_t length, char out[SPELLED])
{
	char shown[SPELLED];
	size_t count = 0, folded = SPELLED;
	bool ascii = true;

	for (size_t i = 0; i < length;) {
		ucs4_t c;
		size_t size = (size_t)u8_mbtouc(&c, (const uint8_t *)bytes + i, length - i);
		bool apostrophe = c == 0x2019;

		if (count + size > SPELLED / 3) /* folding may lengthen it */
			break;
		ascii &= c < 0x80 || apostrophe;
		if (apostrophe)
			shown[count++] = '\'';
		else if (c < 0x80 || !uc_is_property_default_ignorable_code_point(c)) {
			memcpy(shown + count, bytes + i, size);
			count += size;
		}
		i += size;
	}
	if (ascii)
		return fold_ascii(shown, count, out);
	if (!u8_casefold((const uint8_t *)shown, count, NULL, UNINORM_NFKC, (uint8_t *)out, &folded))
		return 0;
	return folded;
}

static uint32_t flags_of(const char *folded, size_t length)
{
	ucs4_t c;
	size_t first = (size_t)u8_mbtouc(&c, (const uint8_t *)folded, length);

	return (first == length ? WORD_LETTER : 0u) |
	       (uc_is_general_category(c, UC_DECIMAL_DIGIT_NUMBER) ? WORD_NUMBER : 0u);
}

static struct word *word_add(struct reading *r, size_t at, size_t length, uint64_t hash)
{
	struct words *words = &r->words;
	uint32_t *seen = table_at(&r->seen, hash);
	int first = *seen ? (int)*seen - 1 : words->count;

	if (words->count == r->room) {
		words->cut = true;
		return NULL;
	}

	struct word *word = &words->list[words->count];

	*word = words->list[first];
	word->at = (uint32_t)at;
	word->length = (uint32_t)length;
	r->drafts[words->count++].first = first;
	if (*seen)
		return NULL;
	*seen = (uint32_t)words->count;
	return word;
}

static void spaced_add(struct reading *r, size_t at, size_t length)
{
	char folded[SPELLED];
	struct word *word = word_add(r, at, length, hash_of(r->text + at, length));

	if (!word)
		return;

	struct draft *draft = &r->drafts[r->words.count - 1];
	size_t size = fold(r->text + at, length, folded);
	int script = script_of(r->text + at);

	word->key = hash_of(folded, size);
	word->flags = flags_of(folded, size);
	draft->folded = arena_copy(r->arena, folded, size);
	draft->length = (unsigned char)size;
	draft->grammar = table_find(&r->tongues->grammar, word->key);
	draft->asking = table_find(&r->tongues->asking, word->key);
	draft->script = script < 0 ? TONGUE_UNKNOWN : scripts[script].tongue;
	draft->latin = script < 0;
}

/* Of two characters, or of one that has no neighbour. */
static void pair_add(struct reading *r, size_t at, size_t middle, size_t end, enum tongue script)
{
	const struct tongues *t = r->tongues;
	const char *text = r->text;
	struct word *word = word_add(r, at, end - at, hash_of(text + at, end - at));

	if (!word)
		return;

	struct draft *draft = &r->drafts[r->words.count - 1];
	uint64_t a = hash_of(text + at, middle - at), b = hash_of(text + middle, end - middle);

	word->key = hash_of(text + at, end - at);
	word->flags = WORD_PAIR;
	draft->grammar = table_find(&t->grammar, a) | table_find(&t->grammar, b);
	draft->asking = table_find(&t->asking, a) | table_find(&t->asking, b);
	draft->script = script;
}

static void pairs_end(struct reading *r)
{
	if (r->joined && !r->paired)
		pair_add(r, r->before, r->joined, r->joined, TONGUE_UNKNOWN);
	r->joined = 0;
	r->paired = false;
}

static void character_add(struct reading *r, size_t at, size_t length, enum tongue script)
{
	if (r->joined != at)
		pairs_end(r);
	if (r->joined) {
		pair_add(r, r->before, at, at + length, script);
		r->paired = true;
	}
	r->before = at;
	r->joined = at + length;
}

/* Where the word that begins at a byte ends: at a sign that is no apostrophe within it, or at a change
 * of case. */
static size_t end_of(const char *text, size_t at, size_t end)
{
	size_t i = at + 1;

	for (; i < end; i++) {
		unsigned char c = (unsigned char)text[i];

		if (isascii(c) && !isalnum(c) &&
		    !(c == '\'' && i + 1 < end && isalpha((unsigned char)text[i + 1])))
			break;
		if (isupper(c) && islower((unsigned char)text[i - 1]))
			break;
	}
	return i;
}

static bool is_spoken(const char *text, size_t at, size_t end)
{
	ucs4_t c;

	if (isascii((unsigned char)text[at]))
		return isalnum((unsigned char)text[at]);
	(void)u8_mbtouc(&c, (const uint8_t *)text + at, end - at);
	return uc_is_property_alphabetic(c) || uc_is_general_category(c, UC_NUMBER);
}

/* What lies between two breaks of libunistring's. */
static void segment_add(struct reading *r, size_t at, size_t end)
{
	while (at < end && !r->words.cut) {
		int script = script_of(r->text + at);
		size_t next;

		if (!is_spoken(r->text, at, end)) {
			at += (size_t)u8_mblen((const uint8_t *)r->text + at, end - at);
			continue;
		}
		if (script >= 0 && !scripts[script].spaced) {
			next = at + (size_t)u8_mblen((const uint8_t *)r->text + at, end - at);
			character_add(r, at, next - at, scripts[script].tongue);
		} else {
			next = end_of(r->text, at, end);
			pairs_end(r);
			spaced_add(r, at, next - at);
		}
		at = next;
	}
}

/* Words of plain ASCII break where letters end. */
static void segments_add(struct reading *r, size_t length)
{
	char *breaks = NULL;
	size_t at = 0;

	for (size_t i = 0; i < length && !breaks; i++)
		if (!isascii((unsigned char)r->text[i]))
			breaks = arena_alloc(r->arena, length + 1);
	if (breaks)
		u8_wordbreaks((const uint8_t *)r->text, length, breaks);
	for (size_t i = 1; i <= length && !r->words.cut; i++)
		if (i == length || (breaks && breaks[i])) {
			segment_add(r, at, i);
			at = i;
		}
	pairs_end(r);
}

/* The language that most words speak for. A script tells by itself, Latin by its grammar. */
static enum tongue tongue_told(const struct reading *r)
{
	int hits[TONGUE_COUNT] = { 0 }, seen = 0;
	enum tongue best = TONGUE_UNKNOWN;

	for (int i = 0; i < r->words.count && i < TOLD_BY; i++, seen++) {
		const struct draft *draft = &r->drafts[r->drafts[i].first];

		if (!draft->latin)
			hits[draft->script] += draft->script == TONGUE_japanese ? 4 : 2;
		for (int t = 1; draft->latin && draft->length > 1 && t < TONGUE_COUNT; t++)
			hits[t] += (int)(draft->grammar >> t & 1);
	}
	for (int t = 1; t < TONGUE_COUNT; t++)
		if (hits[t] >= HITS_LEAST && hits[t] * HITS_SHARE >= seen &&
		    hits[t] > (best ? hits[best] : 0))
			best = (enum tongue)t;
	return best;
}

static uint64_t stem_of(const struct draft *draft, enum tongue tongue)
{
	struct sb_stemmer *stemmer = tongue_stemmer(tongue);
	const sb_symbol *stem = stemmer ? sb_stemmer_stem(stemmer, (const sb_symbol *)draft->folded,
							  draft->length)
					: NULL;

	return stem ? hash_of((const char *)stem, (size_t)sb_stemmer_length(stemmer))
		    : hash_of(draft->folded, draft->length);
}

static void word_finish(struct reading *r, int i, enum tongue tongue)
{
	struct word *word = &r->words.list[i];
	const struct draft *draft = &r->drafts[i];
	uint32_t tongues = draft->latin ? 1u << tongue | 1u << TONGUE_english : UINT32_MAX;

	word->flags |= draft->grammar & tongues ? WORD_GRAMMAR : 0u;
	word->flags |= draft->asking & tongues ? WORD_ASKING : 0u;
	word->stem = word->flags & WORD_PAIR ? word->key
					     : stem_of(draft, draft->latin ? tongue : draft->script);
}

static void words_finish(struct reading *r, enum tongue tongue)
{
	for (int i = 0; i < r->words.count; i++) {
		const struct word *first = &r->words.list[r->drafts[i].first];
		struct word *word = &r->words.list[i];

		if (word == first) {
			word_finish(r, i, tongue);
			continue;
		}
		word->key = first->key;
		word->stem = first->stem;
		word->flags = first->flags;
	}
}

/* With spaces for what is not UTF-8. */
static const char *text_clean(struct arena *arena, const char *text, size_t length)
{
	const uint8_t *bad = u8_check((const uint8_t *)text, length);
	uint8_t *clean = bad ? (uint8_t *)arena_copy(arena, text, length) : NULL;
	size_t at = bad ? (size_t)(bad - (const uint8_t *)text) : 0;

	while (bad) {
		clean[at] = ' ';
		bad = u8_check(clean + at, length - at);
		at = bad ? (size_t)(bad - clean) : 0;
	}
	return clean ? (const char *)clean : text;
}

/* No text has more words than places where one may begin. */
static int words_most(const char *text)
{
	int places = 1;
	unsigned char before = ' ';

	for (; *text && places < WORDS_MAX; text++) {
		unsigned char c = (unsigned char)*text;
		bool inside = isascii(before) && isalnum(before) && !(isupper(c) && islower(before));

		places += isascii(c) ? isalnum(c) && !inside : c >= 0xC0;
		before = c;
	}
	return places;
}

struct words words_read(struct arena *arena, const char *text, enum tongue tongue)
{
	size_t length = strlen(text);
	struct reading r = {
		.arena = arena,
		.tongues = tongues_known(),
		.room = words_most(text),
	};

	r.text = text_clean(arena, text, length);
	r.words.list = ARENA_ARRAY(arena, struct word, r.room);
	r.drafts = ARENA_ARRAY(arena, struct draft, r.room);
	r.seen = table_create(arena, r.room);
	segments_add(&r, length);
	r.words.tongue = tongue_told(&r);
	if (!tongue)
		tongue = r.words.tongue;
	words_finish(&r, tongue && tongue <= TONGUE_LATIN_LAST ? tongue : TONGUE_english);
	return r.words;
}

uint64_t words_shingle(const struct word *words, int width)
{
	uint64_t hash = (uint64_t)width;

	for (int i = 0; i < width; i++)
		hash = hash_join(hash, words[i].key);
	return hash;
}
