#include "db/rows_fill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct rows *rows_create(struct arena *arena, int columns, int count)
{
	struct rows *rows = ARENA_NEW(arena, struct rows);

	rows->columns = columns;
	rows->count = count;
	rows->at = -1;
	rows->names = ARENA_ARRAY(arena, const char *, columns);
	rows->cells = ARENA_ARRAY(arena, struct cell, (size_t)columns * (size_t)count);
	return rows;
}

bool rows_next(struct rows *rows)
{
	if (rows->at + 1 >= rows->count)
		return false;
	rows->at++;
	rows->hint = 0;
	return true;
}

enum error rows_wait(struct rows *rows, int64_t most, int64_t *ms)
{
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a minimum has no row");

	struct instant due = row_time(rows, "due_at"), now = row_time(rows, "now");

	*ms = most;
	if (due.ms && due.ms - now.ms < most)
		*ms = due.ms > now.ms ? due.ms - now.ms : 0;
	return OK;
}

void rows_rewind(struct rows *rows)
{
	rows->at = -1;
}

int rows_count(const struct rows *rows)
{
	return rows->count;
}

static const struct cell *find(const struct rows *rows, const char *column)
{
	if (rows->at < 0)
		abort(); /* rows_next comes first */
	for (int i = 0; i < rows->columns; i++) {
		int at = (rows->hint + i) % rows->columns;

		if (strcmp(rows->names[at], column) == 0) {
			/* A hint for the next look-up is no change that a reader could see. */
			((struct rows *)(uintptr_t)rows)->hint = at + 1;
			return &rows->cells[rows->at * rows->columns + at];
		}
	}
	(void)fprintf(stderr, "no column is named %s\n", column);
	abort();
}

int64_t row_int(const struct rows *rows, const char *column)
{
	const struct cell *cell = find(rows, column);
	int64_t number;

	if (cell->is_number || !cell->text)
		return cell->number;
	if (!text_to_int(cell->text, &number)) /* a SUM is a DECIMAL, and comes as text */
		abort();
	return number;
}

struct maybe row_maybe(const struct rows *rows, const char *column)
{
	const struct cell *cell = find(rows, column);

	if (!cell->is_number && !cell->text)
		return (struct maybe){ false, 0 };
	return (struct maybe){ true, row_int(rows, column) };
}

bool row_bool(const struct rows *rows, const char *column)
{
	return row_int(rows, column) != 0;
}

const char *row_text(const struct rows *rows, const char *column)
{
	const struct cell *cell = find(rows, column);

	if (cell->is_number)
		abort();
	return cell->text;
}

struct id row_id(const struct rows *rows, const char *column)
{
	const char *text = row_text(rows, column);
	struct id id = ID_NONE;

	if (text && !id_read(text, &id))
		abort();
	return id;
}

struct money row_money(const struct rows *rows, const char *column)
{
	return cents(row_int(rows, column));
}

struct instant row_time(const struct rows *rows, const char *column)
{
	const char *text = row_text(rows, column);
	struct instant time = { 0 };

	if (text && !instant_read(text, &time))
		abort();
	return time;
}

struct digest row_digest(const struct rows *rows, const char *column)
{
	const struct cell *cell = find(rows, column);
	struct digest digest;

	if (!cell->text || cell->length != sizeof(digest.bytes))
		abort();
	memcpy(digest.bytes, cell->text, sizeof(digest.bytes));
	return digest;
}
