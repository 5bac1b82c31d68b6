/*
 * A text as the program reads it: a row of stemmed, case-folded words. Scripts
 * that put no spaces between words become overlapping pairs of characters.
 * Any bytes are a text: what is not UTF-8 separates words.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Reading stops here, which bounds time and memory whatever is handed in. */
enum { WORDS_MAX = 12000 };

/* What a word's letters say of it; the meanings that lexicon.h knows lie above. */
enum word_flag {
	WORD_NUMBER = 1 << 0,
	WORD_IDEOGRAPH = 1 << 1, /* of a script without spaces */
	WORD_NOISE = 1 << 2,	 /* keys hit at random */
	WORD_STOP = 1 << 3,	 /* grammar, not content */
	WORD_MEANING = 1 << 4,	 /* the first of the lexicon's */
};

struct word {
	uint64_t stem; /* a hash */
	uint32_t flags;
	uint32_t at, length; /* where in the text, in bytes */
};

struct words {
	struct word *list;
	int count;
	bool cut; /* there was more than is read */
};

struct words words_of(struct arena *, const char *text);

/* A shingle: the hash of so many words in a row. */
uint64_t words_shingle(const struct word *, int width);
