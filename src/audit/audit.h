/* The books, proved from SQL alone. */
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
