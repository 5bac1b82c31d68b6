/* What a measure of relevance looks like, to those who pass one on. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"

/*
 * How near each text is to the prompt, by a better measure than shared words.
 * False if it cannot be had now: then shared words decide. It may use the
 * network, so only a program that may wait passes one.
 */
struct nearness {
	int thousandths;
	bool related; /* near enough for a drop, or for a hire */
};
typedef bool nearness_fn(struct arena *, const char *prompt, const char *const *texts, int count,
			 bool strict, struct nearness *out);
