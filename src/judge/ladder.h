/*
 * One juror's judgement of a field, in rungs. Two list-wise calls in opposite
 * orders; if they agree on the first place, that is all. Else further orders, five
 * calls at most, so that no entry is favoured by its place, and a Borda count; the
 * two at the top, if they are level, head to head both ways. What is level then is
 * left to the draw. All orders come from the job's id.
 */
#pragma once

#include "judge/ballot.h"

enum { BALLOTS_MOST = 5 };

/* How far a juror's calls agreed on the first place. */
enum agreement { UNANIMOUS, MAJORITY, SPLIT };

struct ruling {
	double *points; /* by the contest's index: 0 to 1, the share of others that it beat */
	int winner;	/* the contest's index; who is level with another won by the draw. Nobody
			     (no ballots) if the only entry is spoilt */
	char *grades;	/* the middle one of all calls */
	bool *spoilt;	/* the juror fails whenever it is shown this one */
	double consistency; /* 0 to 1: how alike the calls ranked */
	enum agreement agreement;
	bool drawn;
	struct ballot ballots[BALLOTS_MOST];
	int ballot_count, duels; /* duels: calls head to head */
	size_t bytes;		 /* of each text that was read */
	int64_t ms;
};

/*
 * False if the juror could not decide in its time: juror->why. One entry on which it
 * fails is no reason: it is set apart and comes last, and the rest is judged.
 */
bool ladder_climb(struct arena *, struct juror *, const struct contest *, const struct rubric *,
		  const int *members, int count, struct ruling *out);

/* The draw: who comes first of those that are level, by a hash of the job's and the entries' ids. */
bool ladder_draw(const struct contest *, int a, int b);
