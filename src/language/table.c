#include "language/table.h"

/* An empty slot has key 0, so no other key may be. */
static uint64_t key_proper(uint64_t key)
{
	return key ? key : 1;
}

static struct slot *slot_of(const struct table *table, uint64_t key)
{
	size_t i = (size_t)(key ^ (key >> 29)) & table->mask;

	while (table->slots[i].key && table->slots[i].key != key)
		i = (i + 1) & table->mask;
	return &table->slots[i];
}

struct table table_create(struct arena *arena, int keys)
{
	size_t room = 16;

	while (room < (size_t)keys * 2 + 1)
		room *= 2;
	return (struct table){ ARENA_ARRAY(arena, struct slot, room), room - 1 };
}

uint32_t *table_at(struct table *table, uint64_t key)
{
	struct slot *slot = slot_of(table, key_proper(key));

	slot->key = key_proper(key);
	return &slot->value;
}

uint32_t table_find(const struct table *table, uint64_t key)
{
	return slot_of(table, key_proper(key))->value;
}

uint64_t hash_of(const char *bytes, size_t length)
{
	uint64_t h = 0xCBF29CE484222325u;

	for (size_t i = 0; i < length; i++)
		h = (h ^ (unsigned char)bytes[i]) * 0x100000001B3u;
	return hash_join(h, length);
}
