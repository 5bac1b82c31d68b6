/* What a run has met, and whether that is all there is. */
#pragma once

#include <stdint.h>

#include "base/error.h"

enum { TALLY_ACTS = 32, TALLY_ERRORS = 64, TALLY_MOVES = 48, TALLY_FAULTS = 8 };

struct tally {
	int64_t steps, worlds, audits, looks;
	int64_t acts[TALLY_ACTS][TALLY_ERRORS]; /* what each came to */
	int64_t moves[TALLY_MOVES];
	int64_t faults[TALLY_FAULTS]; /* that struck */
};

void tally_print(const struct tally *);

/* How much of what an act can answer, a job can do and a connection can suffer was never met; says what. */
int tally_gaps(const struct tally *);
