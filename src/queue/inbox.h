/*
 * A user's inbox: the events that are the user's own, by number.
 *
 * Whoever reads gives numbers first: to events that are committed and have none yet, under the
 * lock of the inbox. So a number is never seen before a smaller one, though the events' ids
 * were drawn, and their transactions ended, in any order: a cursor misses nothing and
 * repeats nothing.
 */
#pragma once

#include "base/page.h"
#include "queue/news.h"

struct inbox_event {
	struct id id;
	int64_t seq;
	const char *type, *data; /* the data as JSON */
	struct instant created_at;
};

struct inbox {
	struct inbox_event *events;
	int count;
	int64_t next; /* the number to go on after: of the last that is here, or that there is */
};

/*
 * The events after page->seq, oldest first, of that type alone if it is not NULL. Locks the inbox
 * if there are events without a number, and those. Needs a transaction.
 */
enum error inbox_read(struct db *, struct id user, const char *type, const struct page *,
		      struct inbox *out) MUST_USE;
