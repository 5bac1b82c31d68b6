/*
 * What goes to standard output. Under --json the answer as JSON, in one line on a pipe;
 * else for a person: a list as cards on a terminal, as lines with tabs on a pipe.
 */
#pragma once

#include "cli/cli.h"
#include "cli/part.h"

/*
 * With --json=FIELDS of each row only these; rows: the member that holds the list, ""
 * if the answer is a list itself, NULL if it is one row. MISUSED for a field that no
 * row has, naming those that there are.
 */
enum ending show_json(struct cli *, struct json_object *, const char *rows) MUST_USE;

enum { CARD_CELLS_MOST = 8 };

/* A row: what it is called, what else is to be known, and its id. Texts may be strangers'. */
struct card {
	const char *id, *title;
	const char *cells[CARD_CELLS_MOST];
	int count;
};

void card_add(struct card *, const char *cell);
void show_card(struct cli *, const struct card *);

/* A time in a card: relative for a person, as it came for a program. */
const char *card_time(struct cli *, struct json_object *, const char *name);
const char *card_price(struct cli *, int64_t cents);

/* "name  value", the names in a column of their own; a missing value is left out. */
void show_field(struct cli *, const char *name, const char *value);

/* A stranger's line behind a label, which stands in that ink; on a terminal wrapped beside it. */
void show_behind(struct cli *, const char *label, enum ink, const char *text);

/* A line; and a text of a stranger's, wrapped to the terminal, its Markdown made readable. */
void show_line(struct cli *, const char *format, ...) PRINTF(2, 3);
void show_text(struct cli *, const char *text);

/* The colour of a grade. */
enum ink show_ink(const char *grade);
