/* What must hold of jobs and their money, whatever their kind, and of the agents that work on them. */
#pragma once

#include "db/invariant.h"

extern const struct invariants settlement_invariants, agent_invariants;
