/*
 * One juror's verdict on a delivery: asked twice, with passed and failed the other way
 * round; if the two differ, a third call decides.
 */
#pragma once

#include "base/verification.h"
#include "judge/juror.h"
#include "judge/rubric.h"

struct opinion {
	bool passed;
	int votes, passes; /* calls, and those that say passed */
	const char *reason;
	bool spoilt; /* the juror fails on this delivery, and would not on another: it has not passed */
	int64_t ms;
};

/* False if the juror could not decide in its time: juror->why. */
bool hearing_hold(struct arena *, struct juror *, const struct assignment *,
		  const struct delivery *, const struct rubric *, struct opinion *out);
