/* What everybody may see, as a query asks for it. */
#pragma once

#include "api/request.h"
#include "drop/board.h"

/* By the query's limit, offset and cursor, and its filters: pack, and a least price or a grade. */
enum error board_read(struct request *, struct board *out) MUST_USE;
enum error feed_read(struct request *, struct feed *out) MUST_USE;

/* What next_cursor of a feed says after that row. */
const char *feed_cursor(struct request *, const struct feed_row *last);
