/*
 * The first answer to a request that named itself, kept in the transaction of
 * its effect and given again for settings' idempotency.hours.
 */
#pragma once

#include "market/market.h"

struct kept {
	int status;		/* 0: nothing is kept, go ahead */
	const char *body;
};

/* What the request is: its scope (user, method, path, key) and its body, hashed. */
struct named_request {
	struct id user, request;	/* the request's is drawn once, before its first run */
	struct digest scope, body;
};

/*
 * Take the name (also one under which nothing was kept, or that this very
 * request has taken in a run whose COMMIT was lost), or find the answer kept under it. Locks the name's row: the
 * first lock of a transaction. IDEMPOTENCY_IN_PROGRESS if a twin is running,
 * IDEMPOTENCY_MISMATCH if the body was another. Needs a transaction.
 */
enum error idempotency_take(struct db *, const struct named_request *, struct kept *out) MUST_USE;

/* Queue the answer, to be kept. */
void idempotency_keep(struct db *, const struct named_request *, int status, const char *body);
