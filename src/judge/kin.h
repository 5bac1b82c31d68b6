/*
 * Words that go together: who is asked for a weekend's plan speaks of Saturday
 * and of a train, and need not say "weekend" or "plan".
 */
#pragma once

#include "language/words.h"

/* What the fields of life that both texts speak of say for the delivery, in the weights of struct
 * cover: the more words it has of one, the more, up to a subject word's weight. */
int kin_weight(struct arena *, const struct words *task, const struct words *delivery);
