#include "base/arena.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 * So large that malloc maps each by itself (see M_MMAP_THRESHOLD in the programs), and
 * returns it to the system at once. A smaller one would lie in the heap, where what a
 * request makes to stay, as a prepared statement, comes to stand above it and pins it.
 */
enum { CHUNK_BYTES = 256 * 1024 };

struct chunk {
	struct chunk *older;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
	struct deferred *older;
	void (*undo)(void *);
	void *object;
};

struct arena {
	struct chunk *newest;
	struct deferred *deferred;
	bool is_shared;
};

/* A shared arena, as it lies in its mapping: before its only chunk. */
struct shared {
	struct arena arena;
	size_t mapped;
	struct chunk chunk;
};

static struct chunk *chunk_create(size_t size, struct chunk *older)
{
	struct chunk *chunk = malloc(sizeof(*chunk) + size);

	if (!chunk)
		abort();
	chunk->older = older;
	chunk->size = size;
	chunk->used = 0;
	return chunk;
}

struct arena *arena_create(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		abort();
	arena->newest = chunk_create(CHUNK_BYTES, NULL);
	return arena;
}

static void unmap(void *object)
{
	struct shared *shared = object;

	(void)munmap(shared, shared->mapped);
}

struct arena *arena_create_shared(struct arena *owner, size_t bytes)
{
	size_t mapped = sizeof(struct shared) + bytes;
	/* Pages that nobody touches cost nothing, and none is set aside for them. */
	struct shared *shared = mmap(NULL, mapped, PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (shared == MAP_FAILED)
		return NULL;
	shared->mapped = mapped;
	shared->chunk.size = bytes;
	shared->arena = (struct arena){ .newest = &shared->chunk, .is_shared = true };
	arena_defer(owner, unmap, shared);
	return &shared->arena;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct chunk *chunk = arena->newest;
	const size_t step = alignof(max_align_t);

	if (size > SIZE_MAX - CHUNK_BYTES)
		abort();
	size = (size + step - 1) / step * step;
	if (chunk->size - chunk->used < size && arena->is_shared)
		abort();
	if (chunk->size - chunk->used < size)
		chunk = arena->newest = chunk_create(size > CHUNK_BYTES ? size : CHUNK_BYTES, chunk);

	void *memory = chunk->bytes + chunk->used;

	chunk->used += size;
	return memset(memory, 0, size);
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	return memcpy(copy, text, length);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;

	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);

	if (length < 0)
		abort();
	char *text = arena_alloc(arena, (size_t)length + 1);

	(void)vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	va_end(args);
	return text;
}

void arena_defer(struct arena *arena, void (*undo)(void *), void *object)
{
	struct deferred *deferred = ARENA_NEW(arena, struct deferred);

	*deferred = (struct deferred){ arena->deferred, undo, object };
	arena->deferred = deferred;
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark){ arena->newest, arena->newest->used, arena->deferred };
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->deferred != mark.deferred) {
		struct deferred *last = arena->deferred;

		arena->deferred = last->older;
		last->undo(last->object);
	}
	while (arena->newest != mark.chunk) {
		struct chunk *last = arena->newest;

		arena->newest = last->older;
		free(last);
	}
	arena->newest->used = mark.used;
}

void arena_reset(struct arena *arena)
{
	struct chunk *first = arena->newest;

	while (first->older)
		first = first->older;

	bool was_large = first != arena->newest;

	arena_rewind(arena, (struct arena_mark){ first, 0, NULL });
	/* What libraries took for it is free by now, but may lie below what is not. */
	if (was_large)
		(void)malloc_trim(0);
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	arena_reset(arena);
	free(arena->newest);
	free(arena);
}
