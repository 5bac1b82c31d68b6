/*
 * Characters of UTF-8, as far as a reader of words needs to tell them apart.
 * No locale is asked, so that every machine reads the same.
 */
#pragma once

#include <stdint.h>

enum letter_kind {
	LETTER_NONE,	  /* separates words */
	LETTER_SILENT,	  /* not seen: joiners, soft hyphens, apostrophes, accents */
	LETTER_PART,	  /* part of a word */
	LETTER_IDEOGRAPH, /* of a script without spaces */
	LETTER_PICTURE,	  /* a word by itself */
};

/* The character at *text, which moves behind it; bytes that are not UTF-8 are U+FFFD each. */
uint32_t letter_next(const unsigned char **text);

/* In lower case, full-width forms as the plain ones. */
uint32_t letter_fold(uint32_t);

enum letter_kind letter_kind_of(uint32_t);
