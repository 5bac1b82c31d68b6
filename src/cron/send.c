/*
 * Lease, send, record. A process that dies in between costs nothing: the lease ends,
 * and the next one sends the same again (see errand.c).
 */
#include "cron/send.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cron/local.h"
#include "cron/trip.h"
#include "money/suspension.h"
#include "money/withdrawal.h"

struct lease {
	enum outbox_lane lane;
	struct trip *trip;
};

/* For tests that kill this process at a step: $CLORP_TEST_DIE_AT names it. */
static void die_at(const char *step)
{
	const char *wanted = getenv("CLORP_TEST_DIE_AT");

	if (wanted && strcmp(wanted, step) == 0)
		(void)raise(SIGKILL);
}

static enum error lease(struct db *db, void *arg)
{
	struct lease *lease = arg;

	return outbox_lease(db, lease->lane, id_new(), &lease->trip->item, &lease->trip->found);
}

struct halt {
	struct id user;
	bool frozen;
};

static enum error find_halt(struct db *db, void *arg)
{
	struct halt *halt = arg;

	return suspension_find(db, halt->user, &halt->frozen);
}

/* A frozen wallet withdraws nothing: neither what was asked for before it froze. */
static enum error wait_for_thaw(struct trip *trip)
{
	trip->end = TRIP_LATER;
	trip->why = "the wallet is frozen";
	return OK;
}

static enum error record_transfer(struct db *db, const struct trip *trip)
{
	struct id withdrawal;

	if (!id_read(trip->item.subject, &withdrawal))
		return failure(ERR_BROKEN, "a transfer's subject is no withdrawal");
	if (trip->end == TRIP_DONE)
		return withdrawal_complete(db, withdrawal, trip->result);
	return trip->end == TRIP_REFUSED ? withdrawal_reverse(db, withdrawal) : OK;
}

static enum error record_automatic(struct db *db, const struct trip *trip)
{
	bool news;

	if (trip->end == TRIP_REFUSED || trip->end == TRIP_DECLINED)
		topup_declined(db, trip->item.user, trip->decline);
	return trip->paid ? topup_credit(db, &trip->payment, &news) : OK;
}

static enum error record_refunds(struct db *db, const struct trip *trip)
{
	for (int i = 0; i < trip->refunds.count; i++) {
		struct stripe_refund refund = stripe_read_refund(db_arena(db),
								 trip->refunds.list[i]);

		if (refund.stands)
			TRY(topup_take_back(db, &(const struct recall){
							.kind = RECALL_REFUND,
							.id = refund.id,
							.user = trip->item.user,
							.amount = cents(refund.amount) }));
	}
	return OK;
}

static void end(struct db *db, const struct trip *trip)
{
	const struct outbox_item *item = &trip->item;

	switch (trip->end) {
	case TRIP_DONE: outbox_done(db, item, trip->result); break;
	case TRIP_MORE: outbox_more(db, item, trip->result); break;
	case TRIP_REFUSED: outbox_refused(db, item, trip->why); break;
	case TRIP_DECLINED: outbox_declined(db, item, trip->why); break;
	case TRIP_LATER: outbox_later(db, item, trip->result, trip->why); break;
	case TRIP_ANEW: outbox_anew(db, item, trip->why); break;
	}
}

static enum error record(struct db *db, void *arg)
{
	struct trip *trip = arg;
	const struct outbox_item *item = &trip->item;

	TRY(outbox_lock(db, item));
	switch (item->kind) {
	case OUTBOX_TRANSFER: TRY(record_transfer(db, trip)); break;
	case OUTBOX_AUTOMATIC: TRY(record_automatic(db, trip)); break;
	case OUTBOX_REFUNDS: TRY(record_refunds(db, trip)); break;
	case OUTBOX_ACCOUNT:
		if (trip->end == TRIP_DONE)
			TRY(billing_set_connect(db, item->target, trip->connect));
		break;
	case OUTBOX_FUNDS:
	case OUTBOX_DISPUTED: break;
	}
	end(db, trip);
	return OK;
}

static enum error send(struct db *db, struct trip *trip)
{
	if (trip->item.kind == OUTBOX_FUNDS)
		return local_spend_funds(db, trip);
	if (trip->item.kind == OUTBOX_DISPUTED)
		return local_call_off_jobs(db, trip);
	if (trip->item.kind == OUTBOX_TRANSFER) {
		struct halt halt = { trip->item.user, false };

		TRY(db_transact(db, DB_AUTOCOMMIT, find_halt, &halt));
		if (halt.frozen)
			return wait_for_thaw(trip);
	}
	return trip_make(db_arena(db), trip);
}

static void log_trip(const struct trip *trip, enum error e)
{
	static const char *const words[] = { "outbox.done",	"outbox.more",	"outbox.refused",
					     "outbox.declined", "outbox.later", "outbox.anew" };
	/* Its event came first, or its lease was over. */
	const char *trouble = e == ERR_CONFLICT ? "outbox.overtaken" : "outbox.stuck";

	log_info(e ? trouble : words[trip->end], "item", trip->item.id, "user", trip->item.user,
		 "cents", trip->item.amount, "attempt", trip->item.attempts, "result", trip->result,
		 "why", e ? failure_note()->text : trip->why, "stripe", trip->reply.request_id);
}

static enum error one(struct db *db, enum outbox_lane lane, struct trip *trip)
{
	TRY(db_transact(db, DB_TRANSACTION, lease, &(struct lease){ lane, trip }));
	if (!trip->found)
		return OK;
	die_at("outbox.leased");

	enum error e = send(db, trip);

	if (e == ERR_STRIPE_NOT_CONFIGURED) {
		trip->end = TRIP_LATER;
		trip->why = "no Stripe key";
		e = OK;
	}
	die_at("outbox.sent");
	if (!e)
		e = db_transact(db, DB_TRANSACTION, record, trip);
	die_at("outbox.recorded");
	log_trip(trip, e);
	return e == ERR_CONFLICT ? OK : e;
}

enum error outbox_send(struct db *db, enum outbox_lane lane, int64_t ms,
		       const volatile sig_atomic_t *stopping)
{
	struct arena_mark mark = arena_mark(db_arena(db));
	int64_t until = monotonic_ms() + ms;
	bool found = true;

	while (found && monotonic_ms() < until && !(stopping && *stopping)) {
		struct trip trip = { .leased_at = monotonic_ms(), .reply = { .request_id = "" } };
		enum error e = one(db, lane, &trip);

		if (e == ERR_AWAY || e == ERR_LOST)
			return e;
		found = trip.found;
		arena_rewind(db_arena(db), mark);
	}
	return OK;
}
