/*
 * What is known of words: which are grammar, which are filler that fits
 * any question, which ask for something, which speak to a judge.
 */
#pragma once

#include "language/table.h"
#include "language/words.h"

enum meaning {
	MEANS_FILLER = WORD_MEANING << 0, /* says nothing by itself */
	MEANS_PROMO = WORD_MEANING << 1,  /* the language of spam */
	MEANS_EDIT = WORD_MEANING << 2,	  /* asks for work on a given text */
	MEANS_TRANSLATE = WORD_MEANING << 3,
	MEANS_CHOICE = WORD_MEANING << 4,  /* offers the answers to choose from */
	MEANS_BRIEF = WORD_MEANING << 5,   /* asks for something short */
	MEANS_CODE = WORD_MEANING << 6,	   /* asks for a program */
	MEANS_MEASURE = WORD_MEANING << 7, /* a unit: the number before it counts no answers */
	MEANS_YOU = WORD_MEANING << 8,	   /* second person */

	/* what pleas to a judge are made of */
	MEANS_OVERRIDE = WORD_MEANING << 9,
	MEANS_EARLIER = WORD_MEANING << 10,
	MEANS_ORDERS = WORD_MEANING << 11,
	MEANS_RATE = WORD_MEANING << 12,
	MEANS_HAND = WORD_MEANING << 13,
	MEANS_MINE = WORD_MEANING << 14,
	MEANS_ENTRY = WORD_MEANING << 15,
	MEANS_PRIZE = WORD_MEANING << 16,
	MEANS_MARK = WORD_MEANING << 17,
	MEANS_JUDGE = WORD_MEANING << 18,
	MEANS_ADDRESS = WORD_MEANING << 19,
	MEANS_OTHERS = WORD_MEANING << 20,
	MEANS_BAD = WORD_MEANING << 21,
	MEANS_DESERVE = WORD_MEANING << 22,
	MEANS_WIN = WORD_MEANING << 23,
	MEANS_THIS = WORD_MEANING << 25,
	MEANS_ATTACK = WORD_MEANING << 24, /* asks about such pleas */

	MEANS_EVERYDAY = WORD_MEANING << 26, /* stands in texts about anything */
};

struct lexicon {
	struct table meanings;
};

struct lexicon lexicon_create(struct arena *);

/* Add to each word's flags what it means. */
void lexicon_mark(const struct lexicon *, struct words *);
