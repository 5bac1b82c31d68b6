/*
 * Which words of an answer are its own. Shingles tell: a row of words that
 * also stands in the prompt, in an earlier rival's answer, or further up in
 * the same answer earns nothing.
 */
#pragma once

#include <stdbool.h>

#include "judge/task.h"

enum mark { MARK_OWN = 0, MARK_REPEATED, MARK_RIVAL, MARK_PROMPT };

/* Shingles of the prompt and of the answers looked at so far. */
struct seen {
	struct table prompt, rivals;
	struct words asked; /* the prompt's words */
	uint64_t opening;   /* of its first ones */
	int *shelved;	    /* shingles that each entry was the first to have */
	int *shared;	    /* scratch: shingles that the present one has of each */
	int entries;
};

struct overlap {
	unsigned char *marks; /* enum mark of each word */
	int prompt, repeated;
	int from_rival;	  /* words shared with the rival it shares most with */
	int rival;	  /* that one's index, -1 if none */
	bool whole_rival; /* nearly all of that one's answer is in here */
	bool opening;	  /* the prompt's first words stand in a row in here */
	int prompt_row;	  /* most words of the prompt that are here in its order; of short texts */
	int prompt_any;	  /* words shared with the prompt, handed material too */
};

struct seen seen_create(struct arena *, const struct task *, const struct words *entries, int count);

/* Compare the next entry with all before it, then put it with them. In order, each once. */
struct overlap overlap_of(struct arena *, struct seen *, const struct words *entries, int index);
