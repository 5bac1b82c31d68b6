/* The market's rows, held against the model. */
#pragma once

#include "sim/sim.h"

/* After a step: what it touched is as the model has it, and one other job as it was. */
void look_at_step(struct sim *, int target);

/* All there is, and the whole audit. */
void look_at_all(struct sim *);

/* The job's state as it is stored; and whether its row is as it was after the last look. */
enum state look_state(struct sim *, int twin);
bool look_is_unchanged(struct sim *, int twin);
