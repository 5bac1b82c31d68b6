/*
 * Counts by hash: what shingles and terms are looked up in. A table has a
 * fixed room, known beforehand because texts are read up to a limit.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct table {
	struct slot {
		uint64_t key;
		uint32_t value;
	} * slots;
	size_t mask;
};

/* Room for so many different keys, and never for more. */
struct table table_create(struct arena *, int keys);

/* The value under the key, to read and write; new ones are 0. */
uint32_t *table_at(struct table *, uint64_t key);

/* The value under the key, 0 if there is none. */
uint32_t table_find(const struct table *, uint64_t key);

/* One hash of two, for which order matters. */
static inline uint64_t hash_join(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDu;

	return h ^ (h >> 32);
}

/* Of bytes (FNV-1a). */
uint64_t hash_of(const char *bytes, size_t length);
