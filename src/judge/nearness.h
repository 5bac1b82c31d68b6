/* What a measure of relevance looks like, to those who pass one on. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"

/*
 * How near each text is to the prompt, by a better measure than shared words: 0 of one that is as far
 * as any, 1000 of the same. False if it cannot be had now: then shared words decide. It may use the
 * network, so only a program that may wait passes one.
 */
typedef bool nearness_fn(struct arena *, const char *prompt, const char *const *texts, int count,
			 int *thousandths);
