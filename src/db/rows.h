/*
 * What a query returned. Columns are read by name; a name that the query does
 * not have ends the program, at the first test that runs it.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"

struct rows;

/* Step to the next row, or to the first; false after the last. Before it no row may be read. */
bool rows_next(struct rows *);

/*
 * Step to the one row, of `due_at` and `now` as the database has them: milliseconds until it is due,
 * 0 if it is, and at most `most`, also where nothing (NULL) ever will be. BROKEN: there is no row.
 */
enum error rows_wait(struct rows *, int64_t most, int64_t *ms) MUST_USE;
void rows_rewind(struct rows *); /* to before the first */
int rows_count(const struct rows *);

int64_t row_int(const struct rows *, const char *column); /* 0 for NULL */
struct maybe row_maybe(const struct rows *, const char *column);
bool row_bool(const struct rows *, const char *column);
const char *row_text(const struct rows *, const char *column); /* NULL for NULL */
struct id row_id(const struct rows *, const char *column);     /* ID_NONE for NULL */
struct money row_money(const struct rows *, const char *column);
struct instant row_time(const struct rows *, const char *column);
struct digest row_digest(const struct rows *, const char *column);
