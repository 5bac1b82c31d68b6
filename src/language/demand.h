/*
 * What a text demands in numbers: "at most 100 words", "exactly five bullet
 * points", "800 to 1000 words", "five names".
 */
#pragma once

#include "language/words.h"

enum unit {
	UNIT_PIECES = 1, /* of whatever is asked for */
	UNIT_ITEMS,	 /* of a list */
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

struct demand {
	enum unit unit;
	enum bound bound;
	int least, most; /* 0: no such bound */
	int named;	 /* the word that the unit is */
};

enum { DEMANDS_MAX = 8 };

/* Those among the first so many words of the text, read as English, in their order. */
int demands_of(struct arena *, const struct words *, int first, const char *text,
	       struct demand out[DEMANDS_MAX]);

/* "words", "sentences": for a person to read. */
const char *unit_name(enum unit);
