#include "base/money.h"

#include "base/text.h"

const char *money_text(struct arena *arena, struct money money)
{
	uint64_t n = money.cents < 0 ? 0 - (uint64_t)money.cents : (uint64_t)money.cents;
	struct text out = text_start(arena, 32);

	text_add_string(&out, money.cents < 0 ? "-$" : "$");
	text_add_grouped(&out, n / 100, ",");
	text_add_string(&out, arena_printf(arena, ".%02d", (int)(n % 100)));
	return out.bytes;
}
