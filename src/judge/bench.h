/*
 * Out of the jurors' rulings one judgement: points by the Borda count, each juror's
 * weighed by how consistent it was with itself; grades by the middle of the weight; and
 * what each author, the sender and the log are told.
 */
#pragma once

#include "base/config.h"
#include "judge/floor.h"
#include "judge/ladder.h"

struct seat {
	struct juror juror;
	struct ruling ruling;
};

struct bench {
	const struct contest *contest;
	const struct finding *findings; /* what the floor caught comes last, and no juror saw it */
	struct seat seats[JURORS_MOST + 1]; /* one more, for one that is being heard */
	int count;
};

/* Of at least one ruling. */
struct judgement bench_decide(struct arena *, const struct bench *);
