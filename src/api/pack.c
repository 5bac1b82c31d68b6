#include "drop/pack.h"
#include "money/fee.h"

#include "api/handlers.h"
#include "api/reply.h"
#include "base/config.h"

enum error api_pack_list(struct request *req)
{
	const struct config *c = settings();
	struct arena *arena = req->arena;
	struct json *items = ARENA_ARRAY(arena, struct json, pack_count);

	for (int i = 0; i < pack_count; i++) {
		struct money price = pack_price(&packs[i]);

		items[i] = js_object(arena,
			"id", packs[i].name,
			"price_cents", price,
			"prize_cents", money_minus(price, fee_on_drop(price)));
	}
	return reply(req, 200,
		     js_object(arena,
		"packs", js_array(arena, items, pack_count),
		"price_cents", js_object(arena, "min", c->price_min_cents, "max", c->price_max_cents),
		"time_limit_seconds", js_object(arena,
			"default", c->window_default_seconds,
			"min", c->window_min_seconds,
			"max", c->window_max_seconds),
		"max_claims", c->max_claims,
		"fee", js_object(arena,
			"percent", c->drop_fee_percent,
			"flat_cents", c->drop_fee_flat_cents)));
}
