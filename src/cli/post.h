/* Posting a job of either kind: estimate, question, payment. */
#pragma once

#include "cli/api.h"

/* With the prompt of the first word; kind is "drop" or "hire". */
enum ending post_job(struct cli *, const char *kind) MUST_USE;
