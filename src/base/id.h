/*
 * Ids are UUIDs, version 7 (RFC 9562, 5.7): they sort by the time they were
 * drawn, so rows join the end of an index. The nil id is "none".
 */
#pragma once

#include <stdbool.h>

#include "base/instant.h"

enum { ID_TEXT = 37 };

struct id {
	char text[ID_TEXT];
}; /* canonical: lower case, hyphens */

#define ID_NONE ((struct id){ "" })

/* A user who is not known yet but to the database, as @caller: people/caller.h. */
#define ID_CALLER ((struct id){ "the caller" })

/* A fresh one. What one process draws within a millisecond is in order, too (but for more than two thousand). */
struct id id_new(void);

/*
 * By how many milliseconds the clock that ids go by is ahead of this machine's. It is the database's,
 * set at each connection: so what is listed newest first is in order, though hosts disagree on the time.
 */
void id_clock(int64_t ms);

/* The first one that may have been drawn at that time: all older ids sort before it. */
struct id id_at(struct instant);

/* Accepts the canonical form only: MariaDB would also take an id without hyphens, or any case. */
bool id_read(const char *, struct id *out);

bool id_equal(struct id, struct id);
bool id_is_none(struct id);

/* Was a drawn after b? By the millisecond, and then by chance, but always the same way. */
bool id_newer(struct id a, struct id b);
