/* Board and feed: rows that more than one page shows. */
#pragma once

#include "drop/board.h"
#include "html/markup.h"

/* The best answer's letter, in its shape. NULL: no grade yet, and no markup. */
struct markup grade_badge(struct arena *, const char *grade);

/* Lists of drops that can be joined, and of those that were won. With excerpts: more of the prompt than its title. */
struct markup board_rows(struct arena *, const struct board *, bool excerpts);
struct markup feed_rows(struct arena *, const struct feed *);
