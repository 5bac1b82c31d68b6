/* What an operator ought to look at: nothing here is wrong by itself. */
#pragma once

#include "base/error.h"
#include "db/db.h"

struct review {
	const char **lines; /* JSON objects; "what" says which kind */
	int count;
};

/* Of so many hours back; frozen wallets and refused events of any time. */
enum error review_run(struct db *, int64_t hours, struct review *out) MUST_USE;
