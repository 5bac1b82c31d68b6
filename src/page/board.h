/* Board and feed: rows that more than one page shows. */
#pragma once

#include "drop/board.h"
#include "html/markup.h"

/* The best answer's letter, in its shape. NULL: no grade yet, and no markup. */
struct markup grade_badge(struct arena *, const char *grade);

/* As many marks as there are places, for eyes alone: a taken one is full. */
struct markup place_marks(struct arena *, int64_t taken, int64_t most);

/* Lists of drops that can be joined, and of those that were won: as a page's whole matter, or as one of its parts. */
enum rows_as { ROWS_PAGE, ROWS_PART };
struct markup board_rows(struct arena *, const struct board *, enum rows_as);
struct markup feed_rows(struct arena *, const struct feed *, enum rows_as);

/* The pages of the lists. What the visitor asked for, as the query has it; `next`: where it goes on, NULL at the end. */
struct list_view {
	const char *pack, *grade, *min_price; /* NULL: any */
	const char *next;
	bool goes_on; /* it is not the first page */
};
struct markup board_page(struct arena *, const struct board *, const struct list_view *);
struct markup feed_page(struct arena *, const struct feed *, const struct list_view *);
