/* Prepared statements of one connection, cached by what they consist of: inside db/ only. */
#pragma once

#include <mysql.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/value.h"
#include "db/rows.h"

enum { BATCH_STATEMENTS = 24, BATCH_VALUES = 192 };

/* Statements that travel together, and all their values in order. */
struct batch {
	const char *sql[BATCH_STATEMENTS];
	struct rows **rows[BATCH_STATEMENTS]; /* where a query's go; NULL: it returns none */
	int count;
	struct value values[BATCH_VALUES];
	int value_count;
};

struct statement_cache;

struct statement_cache *statement_cache_create(void);

/* Close every statement: before the connection is closed, or when there are too many. */
void statement_cache_clear(struct statement_cache *);
void statement_cache_free(struct statement_cache *);

/* Room for one more with so many values, and for the COMMIT after it. */
bool batch_has_room(const struct batch *, int values);
void batch_add(struct batch *, const char *sql, struct rows **, struct values);

/* How large its larger packet is, about: that of its text, or that of its values. */
size_t batch_bytes(const struct batch *);

/*
 * Run the batch in one round trip. Each query's rows go where it said; affected
 * are the rows that the last statement matched, if it is no query. The error is
 * MariaDB's number, 0 for none; the message then says more.
 */
unsigned batch_run(struct statement_cache *, MYSQL *, struct arena *, const struct batch *,
		   int64_t *affected, const char **message);
