/*
 * Seeded chance. All that a run leaves open is drawn here, in the order of its
 * steps: the same seed is the same run.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct chance {
	uint64_t state;
};

struct chance chance_of(uint64_t seed);
uint64_t chance_draw(struct chance *);

/* From 0 to n - 1. */
int chance_below(struct chance *, int n);
bool chance_one_in(struct chance *, int n);

/* A number that depends on these two and on nothing else: for what is asked in no certain order. */
uint64_t chance_mixed(uint64_t, uint64_t);
