/* The front page: what this is, what goes on, what to do next. */
#pragma once

#include "drop/board.h"
#include "html/markup.h"
#include "money/totals.h"

struct markup home_page(struct arena *, const struct board *, const struct feed *,
			const struct stats *);

/* What was done so far, for other pages as well. */
struct markup home_numbers(struct arena *, const struct stats *);
