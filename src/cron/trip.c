#include "cron/trip.h"

#include <string.h>

#include "cron/errand.h"

enum {
	/* Tries at one charge's refunds: more than that are not told one by one. */
	PAGES_MOST = 100,
	CLOCKS_APART_SECONDS = 3600,
};

static enum error send_transfer(struct arena *arena, struct trip *trip)
{
	const struct outbox_item *item = &trip->item;
	const struct js_node *transfer = NULL;
	const struct errand errand = {
		.path = "/v1/transfers",
		.form = stripe_form_transfer(arena, item->subject, item->target, item->amount.cents),
		.list = arena_printf(arena, "/v1/transfers?limit=10&transfer_group=%s",
				     item->subject),
		.member = "withdrawal_id",
		.value = item->subject,
	};

	TRY(errand_run(arena, trip, &errand, &transfer));
	if (trip->end == TRIP_DONE)
		trip->result = stripe_text(arena, transfer, "id");
	if (trip->end == TRIP_DONE && !trip->result)
		trip->end = TRIP_LATER;
	return OK;
}

/* What a card or its bank says is no mistake of ours; any other refusal is. */
static void read_refusal(struct trip *trip)
{
	const struct stripe_reply *reply = &trip->reply;
	bool gone = strcmp(reply->code, "resource_missing") == 0;

	trip->decline = gone ? DECLINE_GONE : DECLINE_LATER;
	if (strcmp(reply->code, "authentication_required") == 0 ||
	    strcmp(reply->decline_code, "authentication_required") == 0)
		trip->decline = DECLINE_AUTHENTICATION;
	if (gone || strcmp(reply->type, "card_error") == 0)
		trip->end = TRIP_DECLINED;
}

/* clang-format off */
static const struct {
	const char *status;
	enum trip_end end;
	enum decline decline;
} payment_states[] = {
	{ "succeeded",               TRIP_DONE,     DECLINE_LATER },
	{ "requires_action",         TRIP_DECLINED, DECLINE_AUTHENTICATION },
	{ "requires_payment_method", TRIP_DECLINED, DECLINE_LATER },
	{ "canceled",                TRIP_DECLINED, DECLINE_LATER },
};
/* clang-format on */

/*
 * Money is credited on `succeeded` alone. What is `processing` is not over: the item
 * stays, so that no second payment starts beside it, and the payment is asked for by
 * its id, because the key would only repeat what was said when it began.
 */
static void read_payment(struct arena *arena, struct trip *trip, const struct js_node *payment)
{
	const char *status = stripe_text(arena, payment, "status");

	trip->result = stripe_text(arena, payment, "id");
	trip->end = TRIP_LATER;
	trip->why = status;
	for (int i = 0; trip->result && status && i < COUNT(payment_states); i++) {
		if (strcmp(status, payment_states[i].status) == 0) {
			trip->end = payment_states[i].end;
			trip->decline = payment_states[i].decline;
		}
	}
	trip->paid = trip->end == TRIP_DONE;
	trip->payment = (struct payment){ .id = trip->result,
					  .payment_intent = trip->result,
					  .user = trip->item.user,
					  .amount = trip->item.amount,
					  .automatic = true };
}

static enum error follow_payment(struct arena *arena, struct trip *trip)
{
	TRY(stripe_get(arena, arena_printf(arena, "/v1/payment_intents/%s", trip->item.result), 1,
		       &trip->reply));
	trip->end = TRIP_LATER;
	trip->why = trip->reply.message;
	if (trip->reply.outcome == STRIPE_DONE)
		read_payment(arena, trip, trip->reply.object);
	return OK;
}

static enum error send_automatic(struct arena *arena, struct trip *trip)
{
	const struct outbox_item *item = &trip->item;
	const struct js_node *payment = NULL;
	const struct errand errand = {
		.path = "/v1/payment_intents",
		.form = stripe_form_auto_topup(arena, item->user.text, item->target, item->source,
					       item->amount.cents, item->id.text),
		.list = arena_printf(arena,
				     "/v1/payment_intents?limit=100&customer=%s&created[gte]=%lld",
				     item->target,
				     (long long)(item->created.ms / 1000 - CLOCKS_APART_SECONDS)),
		.member = "outbox_id",
		.value = item->id.text,
	};

	if (item->result)
		return follow_payment(arena, trip);
	TRY(errand_run(arena, trip, &errand, &payment));
	if (trip->end == TRIP_REFUSED)
		read_refusal(trip);
	if (trip->end == TRIP_DONE)
		read_payment(arena, trip, payment);
	return OK;
}

/* There are more than came: those after the last one. */
static void go_on(struct arena *arena, struct trip *trip)
{
	const struct js_nodes *page = &trip->refunds;

	trip->result = page->count > 0 ? stripe_text(arena, page->list[page->count - 1], "id")
				       : NULL;
	trip->end = TRIP_MORE;
	if (!trip->result) {
		trip->end = TRIP_LATER;
		trip->why = "a page of refunds has no last one to go on from";
	} else if (trip->item.attempts >= PAGES_MOST) {
		trip->end = TRIP_REFUSED;
		trip->why = arena_printf(arena,
					 "not at the end of the charge's refunds after %d tries: "
					 "reconcile tells of the rest",
					 PAGES_MOST);
	}
}

/*
 * One page a trip, so that a page is booked before the next is asked for, and a lease
 * is for one request; the item's result is how far it came. A refund that is made
 * meanwhile stands before the first page, and its event has an item of its own.
 */
static enum error fetch_refunds(struct arena *arena, struct trip *trip)
{
	const struct outbox_item *item = &trip->item;
	const char *after = item->result ? arena_printf(arena, "&starting_after=%s", item->result)
					 : "";

	TRY(stripe_get(arena,
		       arena_printf(arena, "/v1/refunds?limit=100&charge=%s%s", item->target, after),
		       1, &trip->reply));
	trip_judge(trip);
	if (trip->end != TRIP_DONE || !trip_is_a(arena, trip, "list"))
		return OK;
	trip->refunds = stripe_items(arena, trip->reply.object, "data");
	if (stripe_bool(arena, trip->reply.object, "has_more"))
		go_on(arena, trip);
	return OK;
}

static enum error fetch_account(struct arena *arena, struct trip *trip)
{
	TRY(stripe_get(arena, arena_printf(arena, "/v1/accounts/%s", trip->item.target), 1,
		       &trip->reply));
	trip_judge(trip);
	trip->connect = CONNECT_PENDING;
	if (trip->end == TRIP_DONE && trip_is_a(arena, trip, "account") &&
	    stripe_account_is_active(arena, trip->reply.object))
		trip->connect = CONNECT_ACTIVE;
	/* It may be the key that is another platform's: nobody loses an account for that. */
	if (stripe_account_is_lost(&trip->reply))
		trip->end = TRIP_DONE;
	return OK;
}

enum error trip_make(struct arena *arena, struct trip *trip)
{
	switch (trip->item.kind) {
	case OUTBOX_TRANSFER: return send_transfer(arena, trip);
	case OUTBOX_AUTOMATIC: return send_automatic(arena, trip);
	case OUTBOX_REFUNDS: return fetch_refunds(arena, trip);
	case OUTBOX_ACCOUNT: return fetch_account(arena, trip);
	case OUTBOX_FUNDS:
	case OUTBOX_DISPUTED: break;
	}
	return failure(ERR_BROKEN, "this item needs nothing of Stripe");
}
