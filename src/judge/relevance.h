/* How near a text is to a task, by the words that both use. */
#pragma once

#include "language/words.h"

struct term {
	uint64_t stem;
	int count;
	bool meant; /* a word of meaning; else of grammar, or a single letter */
};

/* The different words of a text, and how often each is used. */
struct terms {
	struct table places; /* stem to its place in list, from 1 */
	struct term *list;
	int count, meant; /* all of them, and those of meaning */
};

struct terms terms_of(struct arena *, const struct words *);

/* What a word of grammar counts beside one of meaning: nothing, or a little. */
enum { GRAMMAR_NOTHING = 0, GRAMMAR_LITTLE = 100 };

/* The cosine of both, words weighted by the logarithm of their number and those of grammar by so many
 * thousandths of that; in thousandths. */
int terms_cosine(const struct terms *, const struct terms *, int grammar);
