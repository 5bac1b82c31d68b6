/* What must hold of drops: their counts and their ranks. */
#pragma once

#include "db/invariant.h"

extern const struct invariants drop_invariants;
