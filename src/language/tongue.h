/* Natural languages: which one a text is in, and which one a prompt wants the answer in. */
#pragma once

#include "language/words.h"

enum tongue {
	TONGUE_UNKNOWN,
	TONGUE_ENGLISH,
	TONGUE_GERMAN,
	TONGUE_FRENCH,
	TONGUE_SPANISH,
	TONGUE_ITALIAN,
	TONGUE_PORTUGUESE,
	TONGUE_DUTCH,
	TONGUE_RUSSIAN,
	TONGUE_JAPANESE,
	TONGUE_CHINESE,
	TONGUE_KOREAN,
	TONGUE_ARABIC,
	TONGUE_GREEK,
	TONGUE_COUNT
};

/* By its script and its function words; unknown if it is short, mixed or none of these. */
enum tongue tongue_of(struct arena *, const struct words *, const char *text);

/* "in French", "ins Deutsche" among the first so many words; unknown if none or several are asked
 * for. The words are marked by the lexicon. */
enum tongue tongue_asked(struct arena *, const struct words *, int first, const char *text);

/* Is any language named at all? */
bool tongue_named(struct arena *, const struct words *);

const char *tongue_name(enum tongue);
