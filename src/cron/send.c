/*
 * Lease, send, record. What was sent carries the row's own idempotency key, so
 * a process that dies between the last two steps costs nothing: the next one
 * sends the same bytes under the same key. Stripe forgets keys after a day;
 * what is older is looked up instead.
 */
#include "cron/send.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "market/drop.h"
#include "market/hire.h"
#include "market/job.h"
#include "market/outbox.h"
#include "market/topup.h"
#include "market/withdrawal.h"
#include "stripe/stripe.h"

enum { KEY_LIFE_MS = 23 * 3600 * 1000, WAITING_MOST = 100, REFUNDS_MOST = 100 };

enum verdict { VERDICT_DONE, VERDICT_REFUSED, VERDICT_LATER, VERDICT_ANEW };

/* One item on its way, and what became of it. */
struct trip {
	struct outbox_item item;
	bool found;
	enum verdict verdict;
	const char *result, *why;
	struct stripe_reply reply;
	struct payment payment;		/* of an automatic top-up that was paid */
	bool paid;
	enum decline decline;
	struct js_nodes refunds;
};

/* For tests that kill this process at a step: $CLORP_DIE_AT names it. */
static void die_at(const char *step)
{
	const char *wanted = getenv("CLORP_DIE_AT");

	if (wanted && strcmp(wanted, step) == 0)
		(void)raise(SIGKILL);
}

static enum error lease(struct db *db, void *arg)
{
	struct trip *trip = arg;

	return outbox_lease(db, id_new(), &trip->item, &trip->found);
}

/* What was never sent cannot have been forgotten: a cron that was away for a day just sends it. */
static bool is_old(const struct outbox_item *item)
{
	return item->attempts > 1 && item->now.ms - item->key_since.ms > KEY_LIFE_MS;
}

static void judge_reply(struct trip *trip)
{
	trip->verdict = trip->reply.outcome == STRIPE_DONE ? VERDICT_DONE
			: trip->reply.outcome == STRIPE_REFUSED ? VERDICT_REFUSED : VERDICT_LATER;
	/* Money that is on its way will come; but Stripe keeps this answer under its key. */
	if (strcmp(trip->reply.code, "balance_insufficient") == 0)
		trip->verdict = VERDICT_ANEW;
	trip->why = *trip->reply.code ? trip->reply.code : trip->reply.message;
}

static enum error post(struct arena *arena, struct trip *trip, const char *path,
		       const struct form *form)
{
	TRY(stripe_post(arena, path, form, trip->item.idempotency_key, 1, &trip->reply));
	judge_reply(trip);
	return OK;
}

/* The first item of a list that passes, in the reply's "data". */
static const struct js_node *first_where(struct arena *arena, const struct trip *trip,
					 const char *member, const char *value)
{
	struct js_nodes items = stripe_items(arena, trip->reply.object, "data");

	for (int i = 0; i < items.count; i++) {
		const struct js_node *metadata = stripe_child(arena, items.list[i], "metadata");
		const char *found = stripe_text(arena, metadata, member);

		if (found && strcmp(found, value) == 0)
			return items.list[i];
	}
	return NULL;
}

/* Sent before, and its key is no help: does what it asked for stand there? Not within a day is no answer. */
static enum error look_up(struct arena *arena, struct trip *trip, const char *path,
			  const char *member, const char *value, const struct js_node **out)
{
	TRY(stripe_get(arena, path, 1, &trip->reply));
	judge_reply(trip);
	*out = first_where(arena, trip, member, value);
	if (trip->verdict != VERDICT_DONE || *out)
		return OK;
	trip->verdict = is_old(&trip->item) ? VERDICT_REFUSED : VERDICT_LATER;
	trip->why = "Stripe knows of no such transfer or payment";
	return OK;
}

/* The key was used with other parameters, by an earlier version of this program say. */
static bool key_is_spoilt(const struct trip *trip)
{
	return strcmp(trip->reply.type, "idempotency_error") == 0;
}

static enum error send_transfer(struct arena *arena, struct trip *trip)
{
	const struct outbox_item *item = &trip->item;
	const struct js_node *transfer = NULL;
	bool old = is_old(item);

	if (!old) {
		struct form form = stripe_form_transfer(arena, item->subject, item->target,
							item->amount.cents);

		TRY(post(arena, trip, "/v1/transfers", &form));
		transfer = trip->reply.object;
	}
	if (old || key_is_spoilt(trip))
		TRY(look_up(arena, trip, arena_printf(arena, "/v1/transfers?limit=10&transfer_group=%s",
						      item->subject),
			    "withdrawal_id", item->subject, &transfer));
	if (trip->verdict == VERDICT_DONE)
		trip->result = stripe_text(arena, transfer, "id");
	if (trip->verdict == VERDICT_DONE && !trip->result)
		trip->verdict = VERDICT_LATER;
	return OK;
}

static enum decline decline_of(const struct stripe_reply *reply)
{
	if (strcmp(reply->code, "authentication_required") == 0 ||
	    strcmp(reply->decline_code, "authentication_required") == 0)
		return DECLINE_AUTHENTICATION;
	return strcmp(reply->code, "resource_missing") == 0 ? DECLINE_GONE : DECLINE_LATER;
}

/* Money is credited on `succeeded` alone; `processing` waits for its event. */
static void read_payment(struct arena *arena, struct trip *trip, const struct js_node *payment)
{
	const char *status = stripe_text(arena, payment, "status");

	trip->result = stripe_text(arena, payment, "id");
	if (!trip->result || !status) {
		trip->verdict = VERDICT_LATER;
		return;
	}
	if (strcmp(status, "requires_action") == 0 ||
	    strcmp(status, "requires_payment_method") == 0) {
		trip->verdict = VERDICT_REFUSED;
		trip->why = status;
		trip->decline = strcmp(status, "requires_action") == 0 ? DECLINE_AUTHENTICATION
								      : DECLINE_LATER;
	}
	trip->paid = strcmp(status, "succeeded") == 0;
	trip->payment = (struct payment){ .id = trip->result, .payment_intent = trip->result,
					  .user = trip->item.user, .amount = trip->item.amount,
					  .automatic = true };
}

static enum error send_automatic(struct arena *arena, struct trip *trip)
{
	const struct outbox_item *item = &trip->item;
	const struct js_node *payment = NULL;
	bool old = is_old(item);

	if (!old) {
		struct form form = stripe_form_auto_topup(arena, item->user.text, item->target,
							  item->source, item->amount.cents, item->id.text);

		TRY(post(arena, trip, "/v1/payment_intents", &form));
		payment = trip->reply.object;
	}
	if (old || key_is_spoilt(trip))
		TRY(look_up(arena, trip, arena_printf(arena, "/v1/payment_intents?limit=100&customer=%s",
						      item->target),
			    "outbox_id", item->id.text, &payment));
	if (trip->verdict == VERDICT_REFUSED)
		trip->decline = decline_of(&trip->reply);
	if (trip->verdict == VERDICT_DONE)
		read_payment(arena, trip, payment);
	return OK;
}

static enum error fetch_refunds(struct arena *arena, struct trip *trip)
{
	TRY(stripe_get(arena, arena_printf(arena, "/v1/refunds?limit=%d&charge=%s", REFUNDS_MOST,
					   trip->item.target), 1, &trip->reply));
	judge_reply(trip);
	trip->refunds = stripe_items(arena, trip->reply.object, "data");
	return OK;
}

struct payday {
	struct id job, user, request;
	bool paid;
};

static enum error pay_one(struct db *db, void *arg)
{
	struct payday *day = arg;
	struct shortfall shortfall = { .required = { 0 } };

	enum error e = drop_pay(db, day->job, day->user, day->request, &day->paid, &shortfall);

	return e == ERR_NOT_FOUND ? hire_pay(db, day->job, day->user, day->request, &day->paid,
					     &shortfall) : e;
}

struct waiting {
	struct id user, jobs[WAITING_MOST];
	int count;
};

static enum error find_waiting(struct db *db, void *arg)
{
	struct waiting *waiting = arg;

	return job_list_waiting(db, waiting->user, WAITING_MOST, waiting->jobs, &waiting->count);
}

/* Oldest first, each in a transaction of its own, as far as the money goes. */
static enum error pay_waiting(struct db *db, struct trip *trip)
{
	struct waiting waiting = { .user = trip->item.user };

	TRY(db_transact(db, DB_READ, find_waiting, &waiting));
	for (int i = 0; i < waiting.count; i++) {
		struct payday day = { waiting.jobs[i], trip->item.user, id_new(), false };
		enum error e = db_transact(db, DB_WRITE, pay_one, &day);

		if (e && error_status(e) >= 500)
			return e;
		if (!e && !day.paid)
			break;
	}
	trip->verdict = VERDICT_DONE;
	return OK;
}

static enum error record_transfer(struct db *db, const struct trip *trip)
{
	struct id withdrawal;

	if (!id_read(trip->item.subject, &withdrawal))
		return failure(ERR_BROKEN, "a transfer's subject is no withdrawal");
	if (trip->verdict == VERDICT_DONE)
		return withdrawal_complete(db, withdrawal, trip->result);
	return trip->verdict == VERDICT_REFUSED ? withdrawal_reverse(db, withdrawal) : OK;
}

static enum error record_automatic(struct db *db, const struct trip *trip)
{
	bool news;

	if (trip->verdict == VERDICT_REFUSED)
		topup_declined(db, trip->item.user, trip->decline);
	return trip->paid ? topup_credit(db, &trip->payment, &news) : OK;
}

static enum error record_refunds(struct db *db, const struct trip *trip)
{
	struct arena *arena = db_arena(db);

	for (int i = 0; i < trip->refunds.count; i++) {
		const char *id = stripe_text(arena, trip->refunds.list[i], "id");
		const char *status = stripe_text(arena, trip->refunds.list[i], "status");
		int64_t amount = stripe_int(arena, trip->refunds.list[i], "amount");

		if (id && amount > 0 && (!status || strcmp(status, "failed") != 0))
			TRY(topup_take_back(db, trip->item.user, cents(amount),
					    arena_printf(arena, "topup-refund:%s", id)));
	}
	return OK;
}

static enum error record(struct db *db, void *arg)
{
	struct trip *trip = arg;
	const struct outbox_item *item = &trip->item;

	TRY(outbox_lock(db, item));
	switch (item->kind) {
	case OUTBOX_TRANSFER:
		TRY(record_transfer(db, trip));
		break;
	case OUTBOX_AUTOMATIC:
		TRY(record_automatic(db, trip));
		break;
	case OUTBOX_REFUNDS:
		TRY(record_refunds(db, trip));
		break;
	case OUTBOX_WAITING_DROPS:
		break;
	}
	switch (trip->verdict) {
	case VERDICT_DONE:
		outbox_done(db, item, trip->result);
		break;
	case VERDICT_REFUSED:
		outbox_refused(db, item, trip->why);
		break;
	case VERDICT_LATER:
		outbox_later(db, item, trip->why);
		break;
	case VERDICT_ANEW:
		outbox_anew(db, item, trip->why);
		break;
	}
	return OK;
}

static enum error send(struct db *db, struct trip *trip)
{
	switch (trip->item.kind) {
	case OUTBOX_TRANSFER:
		return send_transfer(db_arena(db), trip);
	case OUTBOX_AUTOMATIC:
		return send_automatic(db_arena(db), trip);
	case OUTBOX_REFUNDS:
		return fetch_refunds(db_arena(db), trip);
	case OUTBOX_WAITING_DROPS:
		return pay_waiting(db, trip);
	}
	return ERR_BROKEN;
}

static void log_trip(const struct trip *trip, enum error e)
{
	static const char *const words[] = { "outbox.done", "outbox.refused", "outbox.later",
					     "outbox.anew" };

	log_info(e ? "outbox.stuck" : words[trip->verdict], "item", trip->item.id, "user",
		 trip->item.user, "cents", trip->item.amount, "attempt", trip->item.attempts,
		 "result", trip->result, "why", e ? failure_note()->text : trip->why, "stripe",
		 trip->reply.request_id);
}

static enum error one(struct db *db, struct trip *trip)
{
	TRY(db_transact(db, DB_WRITE, lease, trip));
	if (!trip->found)
		return OK;
	die_at("outbox.leased");

	enum error e = send(db, trip);

	if (e == ERR_STRIPE_NOT_CONFIGURED) {
		trip->verdict = VERDICT_LATER;
		trip->why = "no Stripe key";
		e = OK;
	}
	die_at("outbox.sent");
	if (!e)
		e = db_transact(db, DB_WRITE, record, trip);
	die_at("outbox.recorded");
	log_trip(trip, e);
	return e == ERR_CONFLICT ? OK : e;
}

enum error outbox_send(struct db *db, int64_t ms, struct sent *out)
{
	struct sent sent = { 0 };
	struct arena_mark mark = arena_mark(db_arena(db));
	int64_t end = monotonic_ms() + ms;
	bool found = true;

	while (found && monotonic_ms() < end) {
		struct trip trip = { .result = NULL, .why = NULL, .reply = { .request_id = "" } };
		enum error e = one(db, &trip);

		if (e == ERR_AWAY || e == ERR_LOST)
			return e;
		found = trip.found;
		sent.done += found && trip.verdict == VERDICT_DONE;
		sent.refused += found && trip.verdict == VERDICT_REFUSED;
		sent.later += found && (trip.verdict == VERDICT_LATER || trip.verdict == VERDICT_ANEW);
		arena_rewind(db_arena(db), mark);
	}
	*out = sent;
	return OK;
}
