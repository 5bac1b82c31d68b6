/*
 * Chance that can be repeated: drawn from a job's id, so that whoever reads the
 * log can work out in which orders a field was shown, and nobody could choose them.
 */
#pragma once

#include <stdint.h>

#include "base/random.h"

struct dice {
	uint64_t state;
};

/* Of one job, for one purpose, the nth time. */
struct dice dice_of(const char *job, const char *purpose, int number);

/* From 0 to below count. */
int dice_draw(struct dice *, int count);

/* 0..count-1 in any order. */
void dice_shuffle(struct dice *, int *list, int count);
