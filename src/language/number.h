/* Numbers in a text, in digits or written out, and what they count. */
#pragma once

#include "language/lexicon.h"

/* More pieces than these nobody asks for: it is another kind of number. */
enum { PIECES_MAX = 20, NUMBER_MAX = 1000000 };

/* The number that a word is, up to NUMBER_MAX; 0 if it is none. */
int number_of(const struct word *, const char *text);

/* "three roast-style taglines": how many answers a prompt wants, 0 if it does not say. The words
 * are marked by the lexicon. */
int number_of_pieces(const struct words *, const char *prompt);
