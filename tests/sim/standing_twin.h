/* How much a player may hold, and holds: what limits the acts of both kinds of job. */
#pragma once

#include "sim/model.h"

/* Has the player as many as may be? The draft's job counts as the draft has it. */
bool standing_twin_may_claim(const struct draft *, int player);
bool standing_twin_may_accept(const struct draft *, int player);
