/* How statement.c builds what rows.h reads: inside db/ only. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "db/rows.h"

struct cell {
	const char *text; /* NULL for NULL; of a number, its digits are not kept */
	size_t length;
	int64_t number;
	bool is_number;
};

struct rows {
	const char **names;
	struct cell *cells; /* row by row */
	int columns, count, at;
	int hint; /* where the last column was found: they are read in order */
};

struct rows *rows_create(struct arena *, int columns, int count);
