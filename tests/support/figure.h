/* A picture as a stranger's XML parser sees it (figure-cells, beside this). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "html/markup.h"
#include "picture/picture.h"

struct figure_seen {
	char lines[64][200]; /* "row\tWhat\tAmount", "title\t...", "sum\t...", "word\t..." */
	int count;
};

/* It has to be XML, and nothing but a picture. */
struct figure_seen figure_read(const char *text, size_t length);

/* Is there such a line? "row\tFee\t$0.20" */
bool figure_has(const struct figure_seen *, const char *line);
#define check_line(seen, line) ck_assert_msg(figure_has((seen), (line)), "no \"%s\" in it", (line))

/* How many lines begin with this word. */
int figure_count(const struct figure_seen *, const char *word);

/* Both forms of a picture are XML and show the same; what the one with the table shows comes back. */
struct figure_seen figure_check(struct arena *, const struct picture *);
