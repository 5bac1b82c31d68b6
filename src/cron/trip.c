/*
 * What is sent carries the row's own idempotency key, so that a process that dies
 * before it has recorded the answer costs nothing: the next one sends the same
 * bytes under the same key. Where that is no help, what stands at Stripe is looked
 * up: Stripe forgets a key after a day; it keeps a 500 under one for that day, and
 * says it again without trying (docs.stripe.com/error-low-level).
 */
#include "cron/trip.h"

#include <string.h>

enum {
	KEY_LIFE_MS = 23 * 3600 * 1000,
	/* What came of a 500 stands there by then, or never will: only then is a new key drawn. */
	SETTLED_MS = 3600 * 1000,
	TRIES_IN_GOOD_FAITH = 3,
	/* Tries at one charge's refunds: more than that are not told one by one. */
	PAGES_MOST = 100,
	CLOCKS_APART_SECONDS = 3600,
};

/* What was never sent cannot have been forgotten: a cron that was away for a day just sends it. */
static bool is_old(const struct outbox_item *item)
{
	return item->attempts > 1 && item->now.ms - item->key_since.ms > KEY_LIFE_MS;
}

static void judge_reply(struct trip *trip)
{
	trip->end = trip->reply.outcome == STRIPE_DONE	    ? TRIP_DONE
		    : trip->reply.outcome == STRIPE_REFUSED ? TRIP_REFUSED
							    : TRIP_LATER;
	/* Money that is on its way will come; but Stripe keeps this answer under its key. */
	if (strcmp(trip->reply.code, "balance_insufficient") == 0)
		trip->end = TRIP_ANEW;
	trip->why = *trip->reply.code ? trip->reply.code : trip->reply.message;
}

/* What stands between here and Stripe may say 200, too: only what calls itself the answer is one. */
static bool is_a(struct arena *arena, struct trip *trip, const char *noun)
{
	const char *object = stripe_text(arena, trip->reply.object, "object");

	if (object && strcmp(object, noun) == 0)
		return true;
	trip->end = TRIP_LATER;
	trip->why = "the answer is none to the question";
	return false;
}

/* Something to be made once: where and how, and by what it is found if it was. */
struct errand {
	const char *path;
	struct form form;
	const char *list, *member, *value; /* the list, and the metadata of the right one in it */
};

enum presence { PRESENT, ABSENT, UNCERTAIN };

/* The first item of the reply's list that the errand is about. */
static const struct js_node *pick(struct arena *arena, const struct trip *trip,
				  const struct errand *errand)
{
	struct js_nodes items = stripe_items(arena, trip->reply.object, "data");

	for (int i = 0; i < items.count; i++) {
		const struct js_node *metadata = stripe_child(arena, items.list[i], "metadata");
		const char *found = stripe_text(arena, metadata, errand->member);

		if (found && strcmp(found, errand->value) == 0)
			return items.list[i];
	}
	return NULL;
}

/* A list that did not come, or of which there is more than came, proves nothing. */
static enum error look_up(struct arena *arena, struct trip *trip, const struct errand *errand,
			  const struct js_node **out, enum presence *presence)
{
	TRY(stripe_get(arena, errand->list, 1, &trip->reply));
	trip->end = TRIP_LATER;
	*presence = UNCERTAIN;
	if (trip->reply.outcome != STRIPE_DONE) {
		trip->why = trip->reply.message;
		return OK;
	}
	if (!is_a(arena, trip, "list"))
		return OK;
	*out = pick(arena, trip, errand);
	if (*out) {
		trip->end = TRIP_DONE;
		*presence = PRESENT;
		return OK;
	}
	trip->why = "Stripe knows of no such transfer or payment";
	if (!stripe_bool(arena, trip->reply.object, "has_more"))
		*presence = ABSENT;
	return OK;
}

/*
 * Refused, and not by what is kept under the key: Stripe may refuse before it looks
 * there (an account that was lost, say), and then it does not tell what an earlier try
 * has done. A card is only asked where the key is new.
 */
static bool is_late_refusal(const struct trip *trip)
{
	return trip->reply.outcome == STRIPE_REFUSED && !trip->reply.replayed &&
	       trip->item.attempts > 1 && strcmp(trip->reply.type, "card_error") != 0;
}

/*
 * Does the answer leave open whether it was done, so that the same key will not
 * tell? It was used with other parameters (by an earlier version of this program,
 * say); or a 500 is kept under it; or there is one each time.
 */
static bool is_in_doubt(const struct trip *trip)
{
	bool broken = trip->reply.status >= 500;

	return strcmp(trip->reply.type, "idempotency_error") == 0 || is_late_refusal(trip) ||
	       (broken && trip->reply.replayed) ||
	       (broken && trip->item.attempts > TRIES_IN_GOOD_FAITH);
}

/* Somebody else may hold the lease before this is sent, and have found the key useless. */
static bool has_little_time(struct trip *trip)
{
	if (monotonic_ms() - trip->leased_at < OUTBOX_LEASE_MS / 2)
		return false;
	trip->end = TRIP_LATER;
	trip->why = "the lease was nearly over";
	return true;
}

/*
 * It was sent, and is not there. What Stripe said last holds then, if that was a refusal.
 * A key that only repeats a 500 is given up once it cannot come any more.
 */
static void judge_absence(struct trip *trip, const struct stripe_reply *said)
{
	if (said->outcome == STRIPE_REFUSED) {
		trip->reply = *said;
		judge_reply(trip);
	} else if (is_old(&trip->item)) {
		trip->end = TRIP_REFUSED;
	} else if (said->replayed && trip->item.now.ms - trip->item.key_since.ms > SETTLED_MS) {
		trip->end = TRIP_ANEW;
	}
}

/*
 * Before a second key is used, what came of the first is looked for: what was
 * absent when the key was drawn may be there by now.
 */
static enum error run(struct arena *arena, struct trip *trip, const struct errand *errand,
		      const struct js_node **out)
{
	const struct outbox_item *item = &trip->item;
	struct stripe_reply said = { .outcome = STRIPE_LATER };
	enum presence presence = ABSENT;
	bool old = is_old(item);

	*out = NULL;
	if (old || item->renewed)
		TRY(look_up(arena, trip, errand, out, &presence));
	if (presence != ABSENT)
		return OK;
	if (!old) {
		if (has_little_time(trip))
			return OK;
		TRY(stripe_post(arena, errand->path, &errand->form, item->idempotency_key, 1,
				&trip->reply));
		judge_reply(trip);
		*out = trip->reply.object;
		if (!is_in_doubt(trip))
			return OK;
		said = trip->reply;
		TRY(look_up(arena, trip, errand, out, &presence));
	}
	if (presence == ABSENT)
		judge_absence(trip, &said);
	return OK;
}

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

	TRY(run(arena, trip, &errand, &transfer));
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
	TRY(run(arena, trip, &errand, &payment));
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
	judge_reply(trip);
	if (trip->end != TRIP_DONE || !is_a(arena, trip, "list"))
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
	judge_reply(trip);
	trip->connect = CONNECT_PENDING;
	if (trip->end == TRIP_DONE && is_a(arena, trip, "account") &&
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
	case OUTBOX_FUNDS: break;
	}
	return failure(ERR_BROKEN, "this item needs nothing of Stripe");
}
