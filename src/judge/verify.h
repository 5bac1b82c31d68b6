/*
 * The built-in verifier: deterministic, offline and fast. It asks whether a
 * delivery is one (not empty, not copied, no plea, no filler, on the task) and
 * whether it keeps what can be counted. It cannot check facts, and says so.
 */
#pragma once

#include "base/verification.h"

/* A verify_fn. Never fails: any bytes are a text. */
enum error verify_local(struct arena *, const struct assignment *, const struct delivery *,
			struct verification *out);
