/*
 * How often something may happen to one subject (an address, an account) within a
 * time: counted in a row that its transaction locks, so that no burst passes by.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct quota {
	const char *name;      /* a constant: what is counted */
	struct digest subject; /* whose */
	int64_t most, seconds; /* so many within so long, from the first on */
};

/*
 * Count one more. RATE_LIMITED, with the time until it passes, if there were as many as may be.
 * What is rolled back was not counted. Locks the quota's row. Needs a transaction.
 */
enum error quota_take(struct db *, const struct quota *) MUST_USE;

/* RATE_LIMITED, likewise, if one more would be too many. Counts and locks nothing. */
enum error quota_look(struct db *, const struct quota *) MUST_USE;

/* Forget what was counted; queued. */
void quota_clear(struct db *, const struct quota *);

/* Remove the rows whose time is over, at most so many. */
enum error quota_sweep(struct db *, int most) MUST_USE;
