/*
 * What is sent carries the row's own idempotency key, so that a process that dies
 * before it has recorded the answer costs nothing: the next one sends the same
 * bytes under the same key. Where that is no help, what stands at Stripe is looked
 * up: Stripe forgets a key after a day; it keeps a 500 under one for that day, and
 * says it again without trying (docs.stripe.com/error-low-level).
 */
#include "cron/errand.h"

#include <string.h>

enum {
	KEY_LIFE_MS = 23 * 3600 * 1000,
	/* What came of a 500 stands there by then, or never will: only then is a new key drawn. */
	SETTLED_MS = 3600 * 1000,
	TRIES_IN_GOOD_FAITH = 3,
};

void trip_judge(struct trip *trip)
{
	trip->end = trip->reply.outcome == STRIPE_DONE	    ? TRIP_DONE
		    : trip->reply.outcome == STRIPE_REFUSED ? TRIP_REFUSED
							    : TRIP_LATER;
	/* Money that is on its way will come; but Stripe keeps this answer under its key. */
	if (strcmp(trip->reply.code, "balance_insufficient") == 0)
		trip->end = TRIP_ANEW;
	trip->why = *trip->reply.code ? trip->reply.code : trip->reply.message;
}

bool trip_is_a(struct arena *arena, struct trip *trip, const char *noun)
{
	const char *object = stripe_text(arena, trip->reply.object, "object");

	if (object && strcmp(object, noun) == 0)
		return true;
	trip->end = TRIP_LATER;
	trip->why = "the answer is none to the question";
	return false;
}

/* What was never sent cannot have been forgotten: a cron that was away for a day just sends it. */
static bool is_old(const struct outbox_item *item)
{
	return item->attempts > 1 && item->now.ms - item->key_since.ms > KEY_LIFE_MS;
}

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
	if (!trip_is_a(arena, trip, "list"))
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
		trip_judge(trip);
	} else if (is_old(&trip->item)) {
		trip->end = TRIP_REFUSED;
	} else if (said->replayed && trip->item.now.ms - trip->item.key_since.ms > SETTLED_MS) {
		trip->end = TRIP_ANEW;
	}
}

enum error errand_run(struct arena *arena, struct trip *trip, const struct errand *errand,
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
		trip_judge(trip);
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
