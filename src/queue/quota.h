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
	bool is_place;	       /* it counts who is at work, not how often: nothing to plan by */
};

/*
 * Count one more. RATE_LIMITED, with the time until it passes, if there were as many as may be.
 * What is rolled back was not counted. Locks the quota's row. Needs a transaction.
 */
enum error quota_take(struct db *, const struct quota *) MUST_USE;

/* RATE_LIMITED, likewise, if one more would be too many: and that shows as if it was counted. Counts and locks nothing. */
enum error quota_look(struct db *, const struct quota *) MUST_USE;

/* How a quota stands after it was counted: for whoever is to pace itself by it. */
struct quota_count {
	const char *name;
	int64_t most, seconds, left;
	int64_t reset; /* seconds until it begins anew */
};

/* Those that this process has counted, or was refused by, since it was last told to forget, few as they are. */
int quota_counted(const struct quota_count **out);
void quota_forget_counted(void);

/* Lock its row, if there is one, and count nothing. Needs a transaction. */
enum error quota_lock(struct db *, const struct quota *) MUST_USE;

/* Forget what was counted; queued. */
void quota_clear(struct db *, const struct quota *);

/* Remove the rows whose time is over, at most so many. */
enum error quota_sweep(struct db *, int most) MUST_USE;
