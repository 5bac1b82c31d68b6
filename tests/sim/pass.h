/* A pass of the clock's program: what is due is moved, and judged. */
#pragma once

#include "sim/sim.h"

int pass_count_due(const struct sim *);

/* A pass by this connection, and what the model must come to. */
void pass_run(struct sim *, struct db *);
