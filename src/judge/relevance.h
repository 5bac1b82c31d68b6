/* How near a text is to a task, by the words of meaning that both use. */
#pragma once

#include "language/words.h"

struct term {
	uint64_t stem;
	int count;
};

/* The different words of meaning of a text, and how often each is used. */
struct terms {
	struct table places; /* stem to its place in list, from 1 */
	struct term *list;
	int count;
};

struct terms terms_of(struct arena *, const struct words *);

/* The cosine of both, words weighted by the logarithm of their number, in thousandths. */
int terms_cosine(const struct terms *, const struct terms *);
