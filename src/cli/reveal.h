/* The reveal: letters turn until the grade lands. At most three seconds; any key ends it at once. */
#pragma once

#include "cli/cli.h"

/* Nothing where the screen has no motion, or for what is no grade. */
void reveal_grade(struct cli *, const char *grade);
