/* What was seen in one answer, all of it countable. */
#pragma once

#include "base/contest.h"
#include "judge/overlap.h"
#include "judge/shape.h"
#include "judge/task.h"

struct measure {
	int words, content, stops;
	int distinct; /* different words at all */
	int fresh; /* different content words that are its own: neither filler, nor asked, nor copied */
	int fillers,
		asked; /* of the content, not counting what is repeated: filler, and the prompt's */
	int asked_distinct; /* how many of the prompt's content words it uses */
	int asked_run;	    /* the longest row of them without grammar between */
	int tail;	    /* fresh words after the last that was copied from the prompt */
	int hits;	    /* key terms of the prompt that it touches */
	int tf[KEY_TERMS];
	int promos; /* different words of spam */
	int ideographs;
	int pieces;	    /* of those asked for; 0 if none were */
	struct table terms; /* its content words that are not the prompt's, copied or not */
	int term_count;
	int copied_terms; /* percent of those that the rival of terms_rival has too */
	int terms_rival;  /* -1 if none */
	bool plea, addresses, cut;
	int files;
	struct overlap overlap;
	struct shape shape;
};

struct measure measure_of(struct arena *, const struct task *, const struct entry *,
			  const struct words *, struct overlap);

/* Compare the vocabulary of an entry with that of all before it. */
void measure_rivals(struct measure *measures, int index);

/* How many thousandths of the second the first is. */
int share_of(int64_t part, int64_t whole);
