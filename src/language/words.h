/*
 * A text as the program reads it: a row of words, folded (libunistring) and
 * stemmed (Snowball). Scripts that put no spaces between words become
 * overlapping pairs of characters. Invisible characters do not count. Any
 * bytes are a text: what is not UTF-8 separates words.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "language/tongue.h"

/* Reading stops here, which bounds time and memory whatever is handed in. */
enum { WORDS_MAX = 12000 };

enum word_flag {
	WORD_GRAMMAR = 1 << 0, /* says nothing of the subject */
	WORD_ASKING = 1 << 1,  /* may begin a question */
	WORD_NUMBER = 1 << 2,
	WORD_LETTER = 1 << 3, /* a single one, or a digit */
	WORD_PAIR = 1 << 4,   /* of a script without spaces */
};

struct word {
	uint64_t key;  /* of the folded form, a hash */
	uint64_t stem; /* a hash, of content words only comparable in one language */
	uint32_t flags;
	uint32_t at, length; /* where in the text, in bytes */
};

struct words {
	struct word *list;
	int count;
	bool cut;	    /* there was more than is read */
	enum tongue tongue; /* which it is in, unknown if its words do not tell */
};

/* Words of Latin script are stemmed as those of that language; where it is unknown, as of the text's
 * own, or else as English ones. */
struct words words_read(struct arena *, const char *text, enum tongue);

/* A shingle: the hash of so many words in a row, as they are written. */
uint64_t words_shingle(const struct word *, int width);

/* Neither grammar nor a single letter: it tells something of the subject. */
static inline bool word_is_content(const struct word *word)
{
	return !(word->flags & (WORD_GRAMMAR | WORD_LETTER));
}
