/*
 * Memory that lives as long as its owner: a request, a cron item, a run of
 * the admin tool. Nothing is freed one by one. Out of memory ends the process:
 * bodies, pages and row counts are capped, so it does not happen in service.
 */
#pragma once

#include <stddef.h>

#include "base/attr.h"

struct arena;

struct arena *arena_create(void);
void arena_free(struct arena *);

/*
 * One of so many bytes that this process and those that it forks from now on all see: what a child
 * makes there its parent may read once the child has ended. Not for two at once. It does not grow:
 * who needs more ends by abort(). Gone with its owner. NULL if there is no such room.
 */
struct arena *arena_create_shared(struct arena *owner, size_t bytes);

/* Zeroed memory, aligned for anything. */
void *arena_alloc(struct arena *, size_t) MUST_USE;
char *arena_printf(struct arena *, const char *format, ...) PRINTF(2, 3);
char *arena_copy(struct arena *, const char *text, size_t length);

/* A foreign object joins the arena: undo(object) runs when the arena is rewound past here. */
void arena_defer(struct arena *, void (*undo)(void *), void *object);

/* A place to come back to. Rewinding frees all that came after the mark, latest first. */
struct arena_mark {
	const void *chunk;
	size_t used;
	const void *deferred;
};

struct arena_mark arena_mark(const struct arena *);
void arena_rewind(struct arena *, struct arena_mark);

/* Empty it, and give back to the system what one large request took. */
void arena_reset(struct arena *);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))
