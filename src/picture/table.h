/* The figures of a picture as a table, row by row. */
#pragma once

#include "html/markup.h"

enum { TABLE_COLUMNS = 6 };

struct table {
	const char *heads[TABLE_COLUMNS];
	int columns;
	const char **cells; /* row after row */
	int count, room;
};

/* TABLE_START(arena, rows, "When", "What"): for so many rows at most. */
#define TABLE_START(arena, rows, ...) \
	table_start((arena), (rows), (const char *const[]){ __VA_ARGS__ }, \
		    COUNT(((const char *const[]){ __VA_ARGS__ })))

struct table table_start(struct arena *, int rows, const char *const *heads, int columns);

/* table_add(&table, when, what): one row; as many cells as there are heads, each a text of the arena's. */
#define table_add(table, ...) \
	table_add_row((table), (const char *const[]){ __VA_ARGS__ }, \
		      COUNT(((const char *const[]){ __VA_ARGS__ })))
void table_add_row(struct table *, const char *const *cells, int columns);

/* <table>, or nothing if it has no row. */
struct markup table_markup(struct arena *, const struct table *, const char *label);
