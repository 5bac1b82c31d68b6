/* The window of a drop: when it opened, its places and what became of each, when it closed. */
#pragma once

#include "base/error.h"
#include "db/db.h"
#include "picture/picture.h"

struct window_place {
	struct instant claimed_at;
	struct instant until; /* when it ended or ends: by an answer, given back, run out, or while it lives */
	const char *state; /* live, submitted, lapsed, released */
	bool mine;
};

struct window {
	const char *status;
	struct instant opened_at, closes_at;
	struct instant ended_at; /* when no more was taken: 0 while it is open */
	struct instant now;	 /* 0: for a page that is kept, and says nothing of how far it is */
	int64_t max_claims, claims_count, submissions_count;
	bool shows_all; /* the places below are all there were, not the viewer's own alone */
	struct window_place *places; /* in the order in which they were first taken */
	int count;
	bool more; /* than the picture has room for */
};

/*
 * As the viewer may see it (none: everybody): see picture.h. NOT_FOUND if the drop never opened. Walks
 * jobs' primary key and claims_place; submissions_one for each place.
 */
enum error window_read(struct db *, struct id job, struct id viewer, struct window *out) MUST_USE;

struct picture window_picture(struct arena *, const struct window *);
