/*
 * The floor in front of every judge, for drops and hires alike: what is no
 * answer at all, by a few rules that need no model. What it cannot tell, it
 * lets pass. Fixed phrases and numbers are all that it says: never a word of a
 * competitor's text, so that a rationale may be shown to anybody.
 */
#pragma once

#include "base/contest.h"
#include "base/verification.h"

/*
 * How near each text is to the prompt, by a better measure than shared words: 0 of one that is as far
 * as any, 1000 of the same. False if it cannot be had now: then shared words decide. It may use the
 * network, so only a program that may wait passes one.
 */
typedef bool nearness_fn(struct arena *, const char *prompt, const char *const *texts, int count,
			 int *thousandths);

enum floor_rule {
	FLOOR_PASSED,
	FLOOR_EMPTY,	 /* nothing is shown, and no file is handed in */
	FLOOR_COPY,	 /* near verbatim the prompt, or an earlier answer */
	FLOOR_REFUSAL,	 /* declines or promises the work, and says nothing else */
	FLOOR_ORDER,	 /* speaks to the judge, and says nothing else */
	FLOOR_UNRELATED, /* has nothing to do with the prompt */
	FLOOR_DEMAND,	 /* breaks a demand that can be counted; of deliveries only */
	FLOOR_RULES
};

/* What the floor says of one text. */
struct finding {
	enum floor_rule rule;
	const char *why; /* "is empty": completes "it ..."; "" of one that passed */
	int relevance;	 /* to the prompt, in thousandths; -1 where nobody can tell */
	int near;	 /* the same of what it says itself (own.h), for the order */
	int distinct;	 /* different words of meaning in that */
	bool junk; /* no honest try: not merely off a demand, or off the task by a hire's point */
};

/* "copy": for logs and for counting. */
const char *floor_rule_name(enum floor_rule);

/* Of each entry, in the contest's order. Without a measure (NULL) shared words decide. */
const struct finding *floor_of_contest(struct arena *, const struct contest *, nearness_fn *);

/* Of a delivery: the same rules at a stricter point, and the demands that can be counted. */
struct finding floor_of_delivery(struct arena *, const struct assignment *, const struct delivery *,
				 nearness_fn *);

/* What the order goes by, 0 to 1000. It tells who took the task up at some length: no quality. */
int floor_score(const struct finding *);

/*
 * Ranks, 1..count without ties, that depend on no order of arrival: what the
 * floor passed before what it did not, then relevance and distinct words, both
 * saturating early; ties by a hash of the job's and the entry's id.
 */
void floor_order(struct arena *, const struct contest *, const struct finding *, int *ranks);
