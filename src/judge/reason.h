/* Why a delivery fails. */
#pragma once

#include "judge/exam.h"

/* "it ...": completes a sentence; *is_junk: it is no answer at all. NULL if nothing speaks against it. */
const char *reason_to_fail(const struct exam *, bool *is_junk);

/* Is such a count looked at? Words are none in scripts without spaces. */
bool reason_counts(const struct exam *, const struct count *);
