/*
 * Words that go together: who is asked for a weekend's plan speaks of Saturday
 * and of a train, and need not say "weekend" or "plan".
 */
#pragma once

#include "language/words.h"

/* How many fields of life both texts speak of; the delivery with at least two different words. */
int kin_shared(struct arena *, const struct words *task, const struct words *delivery);
