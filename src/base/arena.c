#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 64 * 1024 };

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

void *arena_alloc(struct arena *arena, size_t size)
{
	struct chunk *chunk = arena->newest;
	const size_t step = alignof(max_align_t);

	if (size > SIZE_MAX - CHUNK_BYTES)
		abort();
	size = (size + step - 1) / step * step;
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
	arena_rewind(arena, (struct arena_mark){ first, 0, NULL });
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	arena_reset(arena);
	free(arena->newest);
	free(arena);
}
