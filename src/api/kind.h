/* What holds for a job of either kind, where neither kind may know of the other. */
#pragma once

#include "market/job.h"

/* Names of states, of either kind, that a filter may ask for. */
bool kind_has_status(const char *);

/* In a state that nothing leads out of. */
bool kind_is_over(const struct job *);
