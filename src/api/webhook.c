/*
 * The envelope of Stripe's events: signed, kept whole, handled once, in any order. The
 * row of an event is the first thing its transaction inserts.
 */
#include "api/webhook.h"

#include <string.h>

#include "api/handlers.h"
#include "api/reply.h"
#include "api/webhook_event.h"
#include "base/config.h"
#include "base/log.h"
#include "stripe/signature.h"
#include "stripe/stripe.h"

static const char *about(const struct webhook_event *event)
{
	const struct webhook_row *row = webhook_row(event->type);

	return row && row->about ? stripe_text(event->arena, event->object, row->about) : NULL;
}

/* The envelope. Events of the second API version ("thin" ones) have another. */
static enum error read_event(struct arena *arena, struct db *db, const char *body, size_t length,
			     struct webhook_event *out)
{
	struct js_node *node = NULL;
	const char *kind;
	struct webhook_event event = { .arena = arena, .db = db };

	TRY(js_parse(arena, body, length, &node));
	kind = stripe_text(arena, node, "object");
	event.id = stripe_text(arena, node, "id");
	event.type = stripe_text(arena, node, "type");
	event.account = stripe_text(arena, node, "account");
	event.live = stripe_bool(arena, node, "livemode");
	event.object = stripe_child(arena, stripe_child(arena, node, "data"), "object");
	if (!kind || strcmp(kind, "event") != 0 || !event.id || !event.type || !event.object ||
	    strlen(event.id) > 255 || strlen(event.type) > 100)
		return failure(ERR_INVALID, "the body is not an event");
	event.about = about(&event);
	*out = event;
	return OK;
}

static enum error apply(const struct webhook_event *event, struct webhook_outcome *out)
{
	const struct webhook_row *row = webhook_row(event->type);

	if (!row || (event->account && !row->connected))
		return OK;
	return row->handle(event, out);
}

/* A payment became known: what was parked about it is handled now, under the same lock. */
static enum error apply_parked(const struct webhook_event *event, const char *payment_intent)
{
	struct event_record *parked = NULL;
	int count = 0;

	TRY(event_lock_parked(event->db, payment_intent, &parked, &count));
	for (int i = 0; i < count; i++) {
		struct webhook_event one = { .id = NULL };
		struct webhook_outcome outcome = { .status = EVENT_IGNORED };

		TRY(read_event(event->arena, event->db, parked[i].payload,
			       strlen(parked[i].payload), &one));
		TRY(apply(&one, &outcome));
		event_end(event->db, parked[i].id, outcome.status);
	}
	return OK;
}

static enum error reply_received(struct request *req, const struct webhook_event *event,
				 const char *what)
{
	log_info("stripe.event", "req", req->request_id, "event", event->id, "type", event->type,
		 "outcome", what);
	return reply(req, 200, js_object(req->arena, "received", (bool)true, "outcome", what));
}

/* A thin event, or a ping, tells of nothing that is booked here; refused, it would come again for days. */
static bool is_aside(const struct request *req, struct webhook_event *out)
{
	const char *object = stripe_text(req->arena, req->json, "object");

	out->id = stripe_text(req->arena, req->json, "id");
	out->type = stripe_text(req->arena, req->json, "type");
	return (out->type && strcmp(out->type, "ping") == 0) ||
	       (object && strncmp(object, "v2.core.event", 13) == 0);
}

enum error api_stripe_event(struct request *req)
{
	static const char *const words[] = { [EVENT_HANDLED] = "handled",
					     [EVENT_IGNORED] = "ignored",
					     [EVENT_PARKED] = "parked",
					     [EVENT_REFUSED] = "refused" };
	struct webhook_event event = { .id = NULL };
	struct webhook_outcome outcome = { .status = EVENT_IGNORED };
	bool again = false;

	if (is_aside(req, &event))
		return reply_received(req, &event, "ignored");
	TRY(read_event(req->arena, req->db, req->body, req->body_length, &event));
	/* Test events on a live server, and the other way round, are not ours. */
	if (event.live != stripe_is_live())
		return reply_received(req, &event, "other mode");
	TRY(event_keep(req->db,
		       &(const struct event_record){ event.id, event.type, event.about, req->body },
		       &again));
	if (again)
		return reply_received(req, &event, "seen before");
	TRY(apply(&event, &outcome));
	if (outcome.known)
		TRY(apply_parked(&event, outcome.known));
	event_end(req->db, event.id, outcome.status);
	return reply_received(req, &event, words[outcome.status]);
}

/* Either endpoint's secret: Stripe has one for our own account and one for connected ones. */
enum error webhook_check(struct request *req)
{
	const struct config *c = settings();
	int64_t now = instant_now().ms / 1000;

	if (!*c->stripe_webhook_secret && !*c->stripe_connect_secret)
		return failure(ERR_STRIPE_NOT_CONFIGURED, "this server has no webhook secret");
	if (*c->stripe_connect_secret &&
	    signature_check(req->arena, req->signature, req->body, req->body_length,
			    c->stripe_connect_secret, now) == OK)
		return OK;
	return signature_check(req->arena, req->signature, req->body, req->body_length,
			       c->stripe_webhook_secret, now);
}
