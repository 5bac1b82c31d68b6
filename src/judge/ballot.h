/*
 * One list-wise question and what comes back: entries in an order of ours, under
 * labels that say nothing, ranked and graded by one juror in one answer.
 */
#pragma once

#include "base/contest.h"
#include "base/text.h"
#include "judge/juror.h"
#include "judge/rubric.h"

/* What a juror ranks. */
struct field {
	const struct contest *contest;
	const struct rubric *rubric;
	const int *members; /* the contest's entries that are in it */
	int count;
	size_t bytes; /* of a text, all alike; what is longer is cut, and says so */
	const char *own; /* the juror's own answer to a task that can be checked; "" if there is none */
};

struct label {
	char text[4];
};

/* All but the first two are by the contest's index. */
struct ballot {
	int *order, *ranking; /* entries: as they were shown, and from the best on */
	char *grades;
	struct label *labels;
	const char **whys;  /* what its author and the sender are told */
	const char **notes; /* a line a criterion; "" if there are none */
};

/* The nth of this juror over this contest: labels, criteria and grades come in an order of its own. */
enum asked ballot_cast(struct arena *, struct juror *, const struct field *, const int *order,
		       int number, bool patient, struct ballot *out);

/*
 * Does the task have an answer that can be worked out? Then the juror does so, before
 * it sees any entry; "" if not, or if it did not say.
 */
const char *ballot_own_answer(struct arena *, struct juror *, const char *task);

/* A text between marks that nobody could have foreseen. */
void fence_add(struct text *, const char *mark, const char *what, const char *text);
const char *fence_mark(struct arena *);
