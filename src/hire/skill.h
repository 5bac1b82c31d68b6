/* The skills that a prompt calls for, and the form it wants, by the words it uses. */
#pragma once

#include "language/words.h"

/* "C programming, translation into French"; NULL if none is known. Of the first so many words, read
 * as English; research and code also count in the estimate, and what works on a text is handed one. */
struct skills {
	const char *names;
	bool code, research, translates, edits;
};

struct skills skills_of(struct arena *, const struct words *, int first, const char *prompt);

/* "JSON", "CSV": the form of data that the first so many words ask for; NULL for any other, and
 * where a program is asked for that handles such data. */
const char *format_asked(struct arena *, const struct words *, int first, const char *text);
