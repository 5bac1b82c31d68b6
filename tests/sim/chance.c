#include "sim/chance.h"

/* SplitMix64: small, and good enough for choices. */
static uint64_t stirred(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
	x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
	return x ^ (x >> 31);
}

static const uint64_t golden = 0x9E3779B97F4A7C15u;

struct chance chance_of(uint64_t seed)
{
	return (struct chance){ stirred(seed + golden) };
}

uint64_t chance_draw(struct chance *chance)
{
	chance->state += golden;
	return stirred(chance->state);
}

int chance_below(struct chance *chance, int n)
{
	return (int)(chance_draw(chance) % (uint64_t)n);
}

bool chance_one_in(struct chance *chance, int n)
{
	return chance_below(chance, n) == 0;
}

uint64_t chance_mixed(uint64_t a, uint64_t b)
{
	return stirred(stirred(a + golden) ^ (b * golden));
}
