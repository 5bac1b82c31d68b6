/* A delivery counted as its reader would: words, sentences, lines, and pieces however they are laid out. */
#pragma once

#include <stdbool.h>

#include "language/count.h"

struct tally {
	int words, sentences, lines, paragraphs, characters;
	int numbered; /* items with a number */
	int items;    /* items of the outermost level, numbered or not */
	int all_items;
	int headings, rows; /* lines that head others; rows of a table */
	int parts;	    /* most parts that commas and "and" make of one line, or of the whole */
	int clauses;	    /* the same of semicolons, which stand above commas */
	int objects;	    /* of a JSON array */
};

struct tally tally_of(const char *text);

/* How many of a unit there are; of pieces, whichever layout comes nearest to the number wanted. */
int tally_count(const struct tally *, enum unit, int wanted);

/* Clearly outside what is demanded? A plain "five names" may get a few more. */
bool tally_breaks(const struct tally *, const struct count *);
