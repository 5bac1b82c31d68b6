/* A few words with a value each, to look up the words of a text in. */
#pragma once

#include "language/table.h"
#include "language/words.h"

struct vocabulary_row {
	uint32_t value;	   /* not 0 */
	const char *words; /* with spaces between, in any form: they are stemmed like a text */
};

/* By stem, of words that are read as English ones where their script is Latin: so must be the text.
 * Of a word that stands in several rows the last one counts. */
struct table vocabulary_of(struct arena *, const struct vocabulary_row *, int count);
