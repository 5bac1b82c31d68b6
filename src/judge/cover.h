/*
 * What of a task a delivery takes up: its key words, its requirements one by
 * one, and what it was told to mention.
 */
#pragma once

#include "judge/tally.h"
#include "judge/task.h"

/* A text with its words, marked by the lexicon. */
struct reading {
	const char *text;
	struct words words;
	const unsigned char *marks; /* enum mark of each word, NULL if none is copied */
};

/* Of how many different key words, how many are taken up in the delivery's own words. */
struct cover {
	int of, met;
	int subject; /* those of the key words that are not everyday ones: they tell tasks apart */
	int weight; /* COVER_SUBJECT for each word that takes one of them up, 1 for all everyday ones */
};

enum { COVER_SUBJECT = 2 };

struct cover cover_of(struct arena *, const struct reading *task, const struct reading *delivery);

/* Of the parts of a text of requirements; one that says nothing to look for does not count. */
struct cover cover_parts(struct arena *, const struct lexicon *, const char *requirements,
			 const struct reading *delivery, const struct tally *);

/* What a text says must be mentioned: numbers, names and quoted words are meant as they stand,
 * anything else may be put in other words. */
struct mentions {
	struct cover exact, loose;
};

void mentions_add(struct arena *, const struct lexicon *, const char *text,
		  const struct reading *delivery, struct mentions *);
