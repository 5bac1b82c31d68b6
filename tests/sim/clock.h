/* Time passes: rows are aged, as no request can. */
#pragma once

#include "sim/sim.h"

/* So many quanta for one job, or for all (NOBODY). */
void clock_advance(struct sim *, int twin, int quanta);
