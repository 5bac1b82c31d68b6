/*
 * The first answer to a request that named itself, kept in the transaction of
 * its effect and given again for settings' idempotency.hours.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct kept {
	int status; /* 0: nothing is kept, go ahead */
	const char *body;
};

/*
 * What the request is: its scope (user, method, path, key) and its body, hashed. To idempotency_take the user may be
 * ID_CALLER (people/caller.h): then the look-up is queued before it, and nothing is taken for nobody.
 */
struct named_request {
	struct id user, request; /* the request's is drawn once, before its first run */
	struct digest scope, body;
};

/*
 * Take the name, or find the answer that is kept under it. A name is free if no
 * answer was kept under it, or if the one that was is too old; and it is this
 * request's own if an earlier run took it and lost its COMMIT. Locks the name's
 * row: the first lock of a transaction. Needs a transaction.
 * IDEMPOTENCY_IN_PROGRESS if another request of that name is running,
 * IDEMPOTENCY_MISMATCH if it had another body.
 */
enum error idempotency_take(struct db *, const struct named_request *, struct kept *out) MUST_USE;

/*
 * The same for a request whose work is outside of any transaction: the name is
 * taken, and stays so after COMMIT until idempotency_keep or idempotency_let_go.
 * Should its process die in between, the same body may take the name over once no
 * request can still be at work; what is repeated then must be the same to the
 * outside. *out is untouched if nothing is kept. Locks the name's row. Needs a transaction.
 */
enum error idempotency_hold(struct db *, const struct named_request *, struct kept *out) MUST_USE;

/* Queued: the name is free again, for nothing came of the request. */
void idempotency_let_go(struct db *, const struct named_request *);

/* Forget some of the answers that are too old, the oldest first; *swept says how many. */
enum error idempotency_sweep(struct db *, int most, int *swept) MUST_USE;

/* Queue the answer, to be kept; unless the name was taken over. */
void idempotency_keep(struct db *, const struct named_request *, int status, const char *body);
