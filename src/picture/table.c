#include "picture/table.h"

#include <stdlib.h>

#include "base/text.h"

struct table table_start(struct arena *arena, int rows, const char *const *heads, int columns)
{
	struct table table = { .columns = columns, .room = rows * columns };

	if (columns > TABLE_COLUMNS)
		abort();
	for (int i = 0; i < columns; i++)
		table.heads[i] = heads[i];
	table.cells = ARENA_ARRAY(arena, const char *, table.room);
	return table;
}

void table_add_row(struct table *table, const char *const *cells, int columns)
{
	if (columns != table->columns || table->count + columns > table->room)
		abort();
	for (int i = 0; i < columns; i++)
		table->cells[table->count++] = cells[i];
}

static void add(struct text *out, struct markup more)
{
	text_add(out, more.text, more.length);
}

/* A row's first cell says whose figures it holds. */
static struct markup cell(struct arena *arena, const char *text, bool first)
{
	if (first)
		return markup(arena, MARKUP("<tr><th scope=\"row\">"), text, MARKUP("</th>"));
	return markup(arena, MARKUP("<td>"), text, MARKUP("</td>"));
}

struct markup table_markup(struct arena *arena, const struct table *table, const char *label)
{
	struct text out = text_start(arena, 1000);

	if (table->count == 0)
		return MARKUP("");
	add(&out, markup(arena, MARKUP("<table aria-label=\""), label, MARKUP("\"><thead><tr>")));
	for (int i = 0; i < table->columns; i++)
		add(&out,
		    markup(arena, MARKUP("<th scope=\"col\">"), table->heads[i], MARKUP("</th>")));
	add(&out, MARKUP("</tr></thead><tbody>"));
	for (int i = 0; i < table->count; i++) {
		add(&out, cell(arena, table->cells[i], i % table->columns == 0));
		if ((i + 1) % table->columns == 0)
			add(&out, MARKUP("</tr>\n"));
	}
	add(&out, MARKUP("</tbody></table>"));
	return (struct markup){ out.bytes, out.length };
}
