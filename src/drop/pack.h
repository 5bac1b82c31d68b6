/* The packs a drop is posted under, and what they cost. */
#pragma once

#include "base/money.h"
#include "market/market.h"

struct pack {
	const char *name;
	size_t price_at; /* of its default price in struct config */
};

extern const struct pack packs[];
extern const int pack_count;

/* NULL if there is no such pack. */
const struct pack *pack_find(const char *name);
struct money pack_price(const struct pack *);
