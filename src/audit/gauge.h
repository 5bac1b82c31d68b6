/*
 * How things stand, in numbers that a monitor draws: of what is under way only, so that asking
 * costs the same however much has ended.
 */
#pragma once

#include "base/error.h"
#include "db/db.h"

struct gauge {
	const char *name;  /* "clorp_jobs" */
	const char *label; /* "kind=\"drop\",status=\"open\"", or "" */
	int64_t value;
};

struct gauges {
	struct gauge *list;
	int count;
};

enum error gauge_read(struct db *, struct arena *, struct gauges *out) MUST_USE;
