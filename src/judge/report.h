/*
 * What the built-in judge says of what it saw. Shown in public: numbers and
 * fixed phrases only, never a word of a competitor's or the prompt's text.
 */
#pragma once

#include "base/contest.h"
#include "judge/score.h"

/* One or two sentences on one entry. */
const char *report_entry(struct arena *, const struct task *, const struct measure *,
			 const struct score *);

/* Rationale and remarks of the whole; the verdicts are there already. */
void report_field(struct arena *, const struct task *, const struct measure *, const struct score *,
		  int count, struct judgement *);
