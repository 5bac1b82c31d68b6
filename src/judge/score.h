/* From what was measured to a number, 0 to SCORE_FULL, and from that to a grade. */
#pragma once

#include "judge/fault.h"

struct score {
	int relevance, substance, form, prose; /* 0 to SCORE_FULL each */
	enum fault fault;
	int total;
};

/* Score the whole field at once: how telling a term is depends on who uses it. */
void score_field(const struct task *, const struct measure *, int count, struct score *out);

/* By fixed thresholds: absolute, whoever the rivals are. */
char score_grade(int total);
