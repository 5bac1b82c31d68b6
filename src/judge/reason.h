/* Why a delivery fails. */
#pragma once

#include "judge/exam.h"

/* "it ...": completes a sentence. NULL if nothing speaks against it. */
const char *reason_to_fail(const struct exam *);

/* Is such a count looked at? Words are none in scripts without spaces. */
bool reason_counts(const struct exam *, const struct count *);
