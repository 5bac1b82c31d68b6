/*
 * What a text demands in numbers: "at most 100 words", "exactly five bullet
 * points", "in two sentences", "between 3 and 5 tips".
 */
#pragma once

#include "language/lexicon.h"

enum unit {
	UNIT_PIECES = 1, /* items of whatever is asked for */
	UNIT_WORDS,
	UNIT_SENTENCES,
	UNIT_LINES,
	UNIT_PARAGRAPHS,
	UNIT_CHARACTERS,
};

enum bound {
	BOUND_PLAIN, /* "five names": a few more do no harm */
	BOUND_LEAST,
	BOUND_MOST,
	BOUND_EXACT,
	BOUND_ABOUT,
};

struct count {
	enum unit unit;
	enum bound bound;
	int least, most; /* 0: no such bound */
	int at, named;	 /* the words that the number and the unit are */
};

enum { COUNTS_MAX = 8 };

/* Those among the first so many words, in their order, at most COUNTS_MAX. The words are marked
 * by the lexicon. */
int counts_of(struct arena *, const struct words *, int first, const char *text, struct count *out);

/* "words", "sentences": for a person to read. */
const char *unit_name(enum unit);
