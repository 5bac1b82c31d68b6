/* What must hold of hires: their attempts and the words they are found by. */
#pragma once

#include "db/invariant.h"

extern const struct invariants hire_invariants;
