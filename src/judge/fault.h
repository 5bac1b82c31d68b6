/*
 * What disqualifies an answer, from worst to least. A faulty answer's score
 * has a ceiling below anything an honest one gets, so that it never ranks
 * first beside one.
 */
#pragma once

#include "judge/measure.h"

enum fault {
	FAULT_EMPTY,
	FAULT_PROMPT,	 /* the prompt again, perhaps altered, shuffled or wrapped */
	FAULT_NOTHING,	 /* filler only */
	FAULT_PLEA_ONLY, /* speaks to the judge and says nothing else */
	FAULT_STUFFED,
	FAULT_SPAM,
	FAULT_ASTRAY, /* at length about something else */
	FAULT_RIVAL,  /* an earlier entry's answer */
	FAULT_PADDED,
	FAULT_QUOTED,	 /* the prompt with little added */
	FAULT_UNCHANGED, /* the material as it was handed over */
	FAULT_GENERIC,	 /* hardly more than filler and the prompt's words */
	FAULT_PLEA,
	FAULT_OFF,   /* touches no key term */
	FAULT_FILES, /* only files, which are not read here */
	FAULT_BARE,  /* one of the prompt's own words, picked without a reason */
	FAULT_NONE,
};

/* Below the first there is no answer; honest work starts at the second. */
enum { SCORE_ANSWER = 100, SCORE_HONEST = 250, SCORE_FULL = 1000 };

enum fault fault_of(const struct measure *, const struct task *);
int fault_ceiling(enum fault);

/* "it ...": completes a sentence. */
const char *fault_phrase(enum fault);

/* Of the entry that a copier copied, its index. */
int fault_rival(const struct measure *);
