/*
 * Who decides what is handed in: judges that say what chance says, fail, talk
 * nonsense, or lose their lease while they think. A ruling depends on the step
 * and the job alone: the order in which a pass meets its jobs decides nothing.
 */
#pragma once

#include "base/contest.h"
#include "base/verification.h"
#include "sim/sim.h"

struct ruling ruling_of(const struct sim *, int twin);

/* Judges and verifiers of this run; set sim before any is asked. */
void ruling_for(struct sim *);
judge_fn ruling_rank;
verify_fn ruling_verify;
