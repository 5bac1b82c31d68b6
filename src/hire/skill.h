/* The skills that a prompt calls for, by the words it uses. */
#pragma once

#include "language/lexicon.h"

/* "C programming, translation into French"; NULL if none is known. Of the first so many words,
 * marked by the lexicon; research and code also count in the estimate. */
struct skills {
	const char *names;
	bool code, research;
};

struct skills skills_of(struct arena *, const struct words *, int first, const char *prompt);
