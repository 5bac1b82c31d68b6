/*
 * Many requests at once, in one process: what hangs holds up nobody. The same client as http.h,
 * with the same rules.
 */
#pragma once

#include "web/http.h"

struct crowd;

/* For so many at once. */
struct crowd *crowd_create(struct arena *, int most);

/* How many are under way, and how many more there is room for. */
int crowd_count(const struct crowd *);
int crowd_room(const struct crowd *);

/* Send one more. The arena and the request must outlive it; the tag comes back with the answer. */
void crowd_add(struct crowd *, struct arena *, const struct http_request *, void *tag);

/* One that is over. */
struct crowd_end {
	void *tag;
	enum error error; /* as http_send's; then `why` says why, in libcurl's words */
	const char *why;
	struct http_response response;
	int64_t took_ms;
};

/* The next one that is over, waiting so many milliseconds at most; false if none is by then. */
bool crowd_next(struct crowd *, int64_t ms, struct crowd_end *out);

/* Let go of all that are under way: what becomes of them is not known. */
void crowd_clear(struct crowd *);
