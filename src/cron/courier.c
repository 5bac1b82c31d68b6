#include "cron/courier.h"

#include "base/log.h"
#include "base/signing.h"
#include "json/write.h"
#include "queue/posting.h"
#include "web/crowd.h"

enum {
	AT_ONCE = 256,
	DELIVERY_MS = 10000, /* connection and answer together */
	ANSWER_BYTES = 16 * 1024,
	LOOK_EVERY_MS = 200, /* for more to send, while something is under way */
};

/* A webhook's deliveries under way, in memory of their own. */
struct batch {
	struct arena *arena;
	struct postings postings;
	int under_way;
};

struct parcel {
	struct batch *batch;
	const struct posting *posting;
	struct http_request request;
};

static enum error hand_out(struct db *db, void *arg)
{
	return posting_hand_out(db, arg);
}

struct lease {
	struct postings postings;
	struct id token;
	bool found;
};

static enum error take_lease(struct db *db, void *arg)
{
	struct lease *lease = arg;

	return posting_lease(db, lease->token, &lease->postings, &lease->found);
}

static enum error give_back(struct db *db, void *arg)
{
	return posting_return(db, arg);
}

struct record {
	const struct parcel *parcel;
	struct posting_result result;
};

static enum error write_down(struct db *db, void *arg)
{
	const struct record *record = arg;

	return posting_record(db, &record->parcel->batch->postings, record->parcel->posting,
			      &record->result);
}

/* The payload of Standard Webhooks, and the event's id. */
static const char *body_of(struct arena *arena, const struct posting *posting)
{
	return js_object(arena,
		"type", posting->type,
		"timestamp", posting->created_at,
		"data", js_raw(posting->data),
		"id", posting->event).text;
}

/* Signed anew at each attempt: receivers refuse what was signed minutes ago. */
static struct http_request request_of(struct arena *arena, const struct postings *postings,
				      const struct posting *posting)
{
	const char *body = body_of(arena, posting);
	const char *id = arena_printf(arena, "%s", posting->event.text);
	int64_t seconds = instant_now().ms / 1000;

	return (struct http_request){
		.method = "POST",
		.url = postings->url,
		.headers = { { "Content-Type", "application/json" },
			     { "User-Agent", "clorp-webhook" },
			     { "webhook-id", id },
			     { "webhook-timestamp", arena_printf(arena, "%lld", (long long)seconds) },
			     { "webhook-signature",
			       signing_sign(arena, postings->secret, id, seconds, body) } },
		.header_count = 5,
		.body = body,
		.connect_ms = DELIVERY_MS,
		.total_ms = DELIVERY_MS,
		.bytes_most = ANSWER_BYTES,
		.is_status_enough = true,
		.is_strangers = true,
	};
}

static void send_all(struct crowd *crowd, struct batch *batch)
{
	const struct postings *postings = &batch->postings;

	for (int i = 0; i < postings->count; i++) {
		struct parcel *parcel = ARENA_NEW(batch->arena, struct parcel);

		*parcel = (struct parcel){ batch, &postings->list[i],
					   request_of(batch->arena, postings, &postings->list[i]) };
		crowd_add(crowd, batch->arena, &parcel->request, parcel);
		batch->under_way++;
	}
}

/* Nothing is under way for it any more. */
static enum error end_batch(struct db *db, struct batch *batch)
{
	struct arena *arena = batch->arena;
	enum error e = db_transact(db, DB_TRANSACTION, give_back, &batch->postings);

	arena_free(arena);
	return e;
}

/* What is leased lives as long as its batch, not as this pass. */
static enum error begin_batch(struct db *db, struct crowd *crowd, bool *found)
{
	struct arena *arena = arena_create(), *own = db_arena(db);
	struct lease lease = { .token = id_new() };

	db_use(db, arena);

	enum error e = db_transact(db, DB_TRANSACTION, take_lease, &lease);

	db_use(db, own);
	*found = !e && lease.found;
	if (!*found) {
		arena_free(arena);
		return e;
	}

	struct batch *batch = ARENA_NEW(arena, struct batch);

	*batch = (struct batch){ arena, lease.postings, 0 };
	send_all(crowd, batch);
	return batch->under_way > 0 ? OK : end_batch(db, batch);
}

static struct posting_result result_of(const struct crowd_end *end)
{
	int status = end->error ? 0 : end->response.status;

	return (struct posting_result){ .is_delivered = status >= 200 && status < 300,
					.answer = status,
					.error = end->why,
					.took_ms = end->took_ms };
}

static enum error end_parcel(struct db *db, const struct crowd_end *end)
{
	struct parcel *parcel = end->tag;
	struct batch *batch = parcel->batch;
	struct record record = { parcel, result_of(end) };
	enum error e = db_transact(db, DB_TRANSACTION, write_down, &record);

	log_info("webhook.sent", "webhook", batch->postings.webhook, "event",
		 parcel->posting->event, "attempt", parcel->posting->attempts + 1, "answer",
		 record.result.answer, "ms", end->took_ms, "why", end->why);
	if (--batch->under_way > 0)
		return e;

	enum error end_error = end_batch(db, batch);

	return e ? e : end_error;
}

/* Take as much as there is room for. *any: there may be more. */
static enum error take_more(struct db *db, struct crowd *crowd, bool *any)
{
	int count = 0;

	TRY(db_transact(db, DB_TRANSACTION, hand_out, &count));
	*any = count > 0;
	for (bool found = true; found && crowd_room(crowd) >= POSTINGS_MOST;) {
		TRY(begin_batch(db, crowd, &found));
		*any = *any || found;
	}
	return OK;
}

static enum error end_some(struct db *db, struct crowd *crowd, int64_t ms)
{
	struct crowd_end end;

	while (crowd_next(crowd, ms, &end)) {
		TRY(end_parcel(db, &end));
		ms = 0;
	}
	return OK;
}

static enum error run(struct db *db, struct crowd *crowd, int64_t ms,
		      const volatile sig_atomic_t *stopping)
{
	int64_t until = monotonic_ms() + ms;
	bool any = true;

	while (any || crowd_count(crowd) > 0) {
		bool is_over = *stopping || monotonic_ms() >= until;
		struct arena_mark mark = arena_mark(db_arena(db));

		any = false;
		if (!is_over)
			TRY(take_more(db, crowd, &any));
		TRY(end_some(db, crowd, LOOK_EVERY_MS));
		arena_rewind(db_arena(db), mark);
	}
	return OK;
}

enum error courier_run(struct db *db, int64_t ms, const volatile sig_atomic_t *stopping)
{
	struct arena *arena = arena_create();
	enum error e = run(db, crowd_create(arena, AT_ONCE), ms, stopping);

	arena_free(arena);
	return e;
}
