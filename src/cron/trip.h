/*
 * One item of the outbox on its way to Stripe: what is asked, and what the answer
 * means for it. Nothing is recorded here, and no transaction is open.
 */
#pragma once

#include "money/billing.h"
#include "money/topup.h"
#include "queue/outbox.h"
#include "stripe/stripe.h"

/* MORE: a part of it, and the rest at once. ANEW: later, and under a new key. DECLINED: refused, as a card may. */
enum trip_end { TRIP_DONE, TRIP_MORE, TRIP_REFUSED, TRIP_DECLINED, TRIP_LATER, TRIP_ANEW };

struct trip {
	struct outbox_item item;
	int64_t leased_at; /* by the monotonic clock */
	bool found;
	enum trip_end end;
	const char *result, *why;
	struct stripe_reply reply;
	struct payment payment; /* of an automatic top-up that was paid */
	bool paid;
	enum decline decline;
	struct js_nodes refunds;
	enum connect_status connect; /* of an account that was asked for */
};

/* Fails only with STRIPE_NOT_CONFIGURED; all else is how the trip ended. */
enum error trip_make(struct arena *, struct trip *) MUST_USE;
