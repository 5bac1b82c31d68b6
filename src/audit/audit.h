/*
 * The books, proved from SQL alone.
 *
 * TABLES: audits; one row: when that was last done, and what was found.
 */
#pragma once

#include "base/error.h"
#include "db/db.h"

struct finding {
	const char *invariant; /* what must hold, in words */
	int64_t violations;
};

struct audit {
	const struct finding *findings;
	int count;
	int64_t violations; /* of all together */
};

/* Check every invariant against one moment of all tables. Run it in DB_SNAPSHOT. */
enum error audit_run(struct db *, struct audit *out) MUST_USE;

/* Note that it was done just now, in so many milliseconds. In a transaction of its own. */
enum error audit_note(struct db *, const struct audit *, int64_t ms) MUST_USE;
