/*
 * What a text says itself, which is what the neutral order counts: its words without those that
 * cost nothing. These are rows of the task's words, rows that it has had before, codes (letters and
 * digits in one: a hash, "r4nk"), and sentences that tell the judge what to do.
 */
#pragma once

#include "language/words.h"

/* Where the task itself speaks so (may_order), what tells a judge what to do stays. */
struct words own_words(struct arena *, const struct words *task, const struct words *,
		       const char *text, bool may_order);
