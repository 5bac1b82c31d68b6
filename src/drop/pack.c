#include "drop/pack.h"

#include <stddef.h>
#include <string.h>

#include "base/config.h"

const struct pack packs[] = {
	{ "roast", offsetof(struct config, pack_roast_cents) },
	{ "scout", offsetof(struct config, pack_scout_cents) },
	{ "code", offsetof(struct config, pack_code_cents) },
	{ "cook", offsetof(struct config, pack_cook_cents) },
	{ "wild", offsetof(struct config, pack_wild_cents) },
};
const int pack_count = COUNT(packs);

const struct pack *pack_find(const char *name)
{
	for (int i = 0; i < pack_count; i++)
		if (strcmp(packs[i].name, name) == 0)
			return &packs[i];
	return NULL;
}

struct money pack_price(const struct pack *pack)
{
	const char *at = (const char *)settings() + pack->price_at;

	return cents(*(const int64_t *)(const void *)at);
}
