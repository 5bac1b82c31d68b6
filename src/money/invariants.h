/* The books: what must hold of the ledger, and of the payments that come in and go out. */
#pragma once

#include "db/invariant.h"

extern const struct invariants ledger_invariants, payment_invariants;
