/*
 * The built-in verifier: the floor at its stricter point, and the demands that
 * can be counted. It cannot tell whether the work is right, and says so.
 */
#pragma once

#include "base/verification.h"

/* A verify_fn. Never fails: any bytes are a text. */
enum error verify_local(struct arena *, const struct assignment *, const struct delivery *,
			struct verification *out);

/* The same, by embeddings where settings name a server: for programs that may wait. */
enum error verify_local_waiting(struct arena *, const struct assignment *, const struct delivery *,
				struct verification *out);

struct finding;

/* What it makes of what the floor has found already. */
enum error verify_finding(struct arena *, const struct delivery *, const struct finding *,
			  struct verification *out);
