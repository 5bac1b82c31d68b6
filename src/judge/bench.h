/*
 * Out of the jurors' rulings one judgement: points by the Borda count, each juror's
 * weighed by how consistent it was with itself; grades by the middle of the weight; and
 * what each author, the sender and the log are told.
 */
#pragma once

#include "base/config.h"
#include "judge/floor.h"
#include "judge/jury.h"

struct bench {
	const struct contest *contest;
	const struct finding *findings; /* what the floor caught comes last, and no juror saw it */
	const struct thought *seats;
	int count;
};

/* Of at least one ruling. */
struct judgement bench_decide(struct arena *, const struct bench *);
