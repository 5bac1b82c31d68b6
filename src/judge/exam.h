/* All that is looked at in one delivery before it passes or fails. */
#pragma once

#include "base/verification.h"
#include "judge/cover.h"
#include "judge/fault.h"
#include "judge/phrase.h"
#include "language/format.h"
#include "language/tongue.h"

enum { DEMANDS_MAX = 2 * COUNTS_MAX };

struct exam {
	const struct assignment *asked;
	const struct delivery *given;
	struct lexicon lexicon;

	struct task task; /* the prompt's */
	const char *lead; /* the prompt without the material that it hands over */
	bool works_on;	  /* it hands some over, to be edited, translated or written up */
	bool edits;	  /* the material's words may come back: it says so */
	bool extracts;	  /* parts of the material are the answer */
	enum format format;
	bool technical;		       /* it speaks of programs or of data that they read */
	const struct dialect *dialect; /* NULL if none is named */
	enum tongue wanted; /* the language that the answer must have; unknown if any will do */
	struct count counts[DEMANDS_MAX];
	int count_count;
	bool tiny; /* a short question, a name, a slogan: the answer need not say what about */
	int size;  /* different words of its own that an answer must have */

	const char *body; /* the delivery without the courtesies around it, and its words */
	struct words words;
	struct tally tally;
	struct measure measure;
	enum fault fault;	/* as an answer to the prompt */
	enum fault fault_whole; /* as one to prompt, description and requirements in a row */
	struct phrases phrases;
	enum tongue tongue;
	int meaty; /* different words with a meaning of their own */
	struct cover keys, requirements, anchors;
	int kin; /* what the fields of life that task and delivery share weigh */
	struct mentions mentions;
	int pairs, pairs_kept; /* of two words in a row: how many stand so in the material */
	int known;	       /* thousandths of the words that the material has too */
};

struct exam exam_of(struct arena *, const struct assignment *, const struct delivery *);
