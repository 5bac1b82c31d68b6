/*
 * Natural languages, as far as words/ knows them: which words of each are
 * grammar, and which begin a question. Any other language is read without.
 */
#pragma once

#include "language/table.h"

enum tongue {
	TONGUE_UNKNOWN,
#define TONGUE(name, grammar, asking) TONGUE_##name,
#include "language/tongues.def"
#undef TONGUE
	TONGUE_COUNT,
	TONGUE_LATIN_LAST = TONGUE_dutch, /* those of Latin script come first */
};

/* What is known of a written word: bit t for tongue t, one set of bits for each kind. */
struct tongues {
	struct table grammar, asking;
};

/* Constant, built at the first call. */
const struct tongues *tongues_known(void);

/* Snowball's, for the life of the process; NULL if it has none for the language. */
struct sb_stemmer *tongue_stemmer(enum tongue);
