/*
 * What each event of Stripe does to the books. Any order and any number of events come
 * to the same: what one books has a reason that is booked once, whatever tells of it first.
 */
#include "api/webhook_event.h"

#include <string.h>

#include "base/log.h"
#include "money/billing.h"
#include "money/topup.h"
#include "money/withdrawal.h"
#include "queue/outbox.h"
#include "stripe/stripe.h"

static const char *text(const struct webhook_event *event, const char *name)
{
	return stripe_text(event->arena, event->object, name);
}

static const char *metadata(const struct webhook_event *event, const char *name)
{
	return stripe_text(event->arena, stripe_child(event->arena, event->object, "metadata"),
			   name);
}

static bool is(const char *given, const char *wanted)
{
	return given && strcmp(given, wanted) == 0;
}

static bool metadata_id(const struct webhook_event *event, const char *name, struct id *out)
{
	const char *given = metadata(event, name);

	return given && id_read(given, out);
}

static enum error credit(const struct webhook_event *event, const struct payment *payment,
			 struct webhook_outcome *out)
{
	bool news = false;
	enum error e = topup_credit(event->db, payment, &news);

	if (e == ERR_NOT_FOUND)
		return OK; /* no such user here: ignored */
	if (e == ERR_DUPLICATE) {
		log_warning("topup.refused", "event", event->id, "payment", payment->id, "intent",
			    payment->payment_intent, "cents", payment->amount);
		out->status = EVENT_REFUSED;
		return OK;
	}
	TRY(e);
	out->status = EVENT_HANDLED;
	out->known = payment->payment_intent;
	return OK;
}

static enum error checkout_paid(const struct webhook_event *event, struct webhook_outcome *out)
{
	struct payment payment = {
		.id = text(event, "id"),
		.payment_intent = text(event, "payment_intent"),
		.amount = cents(stripe_int(event->arena, event->object, "amount_total")),
	};

	if (!is(text(event, "mode"), "payment") || !is(metadata(event, "kind"), "wallet_topup") ||
	    !is(text(event, "payment_status"), "paid") || !is(text(event, "currency"), "usd") ||
	    !payment.id || payment.amount.cents <= 0 ||
	    !metadata_id(event, "user_id", &payment.user))
		return OK;
	return credit(event, &payment, out);
}

static enum error checkout_over(const struct webhook_event *event, struct webhook_outcome *out)
{
	const char *id = text(event, "id");

	if (!id)
		return OK;
	topup_close(event->db, id);
	out->status = EVENT_HANDLED;
	return OK;
}

static enum error save_card(const struct webhook_event *event, const char *customer,
			    const char *card, struct webhook_outcome *out)
{
	bool gone = false;

	if (!customer || !card)
		return OK;
	TRY(event_has_come(event->db, "payment_method.detached", card, &gone));
	if (!gone)
		TRY(billing_save_card(event->db, customer, card));
	out->status = EVENT_HANDLED;
	return OK;
}

static enum error setup_succeeded(const struct webhook_event *event, struct webhook_outcome *out)
{
	return save_card(event, text(event, "customer"), text(event, "payment_method"), out);
}

/*
 * A Checkout's payment fires this, too: that one is credited by its session,
 * and here only leaves its card. Automatic ones are those that we tagged.
 */
static enum error payment_succeeded(const struct webhook_event *event, struct webhook_outcome *out)
{
	struct payment payment = {
		.id = text(event, "id"),
		.payment_intent = text(event, "id"),
		.amount = cents(stripe_int(event->arena, event->object, "amount_received")),
		.automatic = true,
	};
	struct id item;

	if (is(metadata(event, "kind"), "wallet_topup"))
		return save_card(event, text(event, "customer"), text(event, "payment_method"), out);
	if (!is(metadata(event, "kind"), "auto_topup") || !is(text(event, "currency"), "usd") ||
	    !payment.id || payment.amount.cents <= 0 ||
	    !metadata_id(event, "user_id", &payment.user))
		return OK;
	/* One that was `processing` until now need not be asked for any more. */
	if (metadata_id(event, "outbox_id", &item))
		TRY(outbox_settle(event->db, item, payment.id));
	return credit(event, &payment, out);
}

static enum error payment_failed(const struct webhook_event *event, struct webhook_outcome *out)
{
	const struct js_node *error = stripe_child(event->arena, event->object,
						   "last_payment_error");
	const char *code = stripe_text(event->arena, error, "code");
	const char *decline = stripe_text(event->arena, error, "decline_code");
	bool wants_person = is(code, "authentication_required") ||
			    is(decline, "authentication_required");
	struct id item, user;

	if (!is(metadata(event, "kind"), "auto_topup") || !metadata_id(event, "outbox_id", &item) ||
	    !metadata_id(event, "user_id", &user))
		return OK;

	bool first = false;

	TRY(outbox_decline(event->db, item, code ? code : "the payment failed", &first));
	if (first)
		topup_declined(event->db, user,
			       wants_person ? DECLINE_AUTHENTICATION : DECLINE_LATER);
	out->status = EVENT_HANDLED;
	return OK;
}

/*
 * Newer versions of the API leave the list of refunds out of the charge, and older
 * ones give its first page: what is missing cron fetches. Each refund is booked under its own id, so that any order of
 * several comes to the same.
 */
static enum error charge_refunded(const struct webhook_event *event, struct webhook_outcome *out)
{
	const struct js_node *list = stripe_child(event->arena, event->object, "refunds");
	struct js_nodes refunds = stripe_items(event->arena, list, "data");
	struct id user = ID_NONE;
	enum error e = topup_find_user(event->db, event->about ? event->about : "", &user);

	out->status = EVENT_PARKED;
	if (e == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	out->status = EVENT_HANDLED;
	for (int i = 0; i < refunds.count; i++) {
		struct stripe_refund refund = stripe_read_refund(event->arena, refunds.list[i]);

		if (refund.stands)
			TRY(topup_take_back(event->db, &(const struct recall){
							       .kind = RECALL_REFUND,
							       .id = refund.id,
							       .user = user,
							       .amount = cents(refund.amount) }));
	}
	if ((refunds.count == 0 || stripe_bool(event->arena, list, "has_more")) && text(event, "id"))
		outbox_add(event->db,
			   &(const struct outbox_item){
				   /* by event: a later one of the same charge asks again */
				   .id = id_new(),
				   .user = user,
				   .kind = OUTBOX_REFUNDS,
				   .subject = event->id,
				   .target = text(event, "id") });
	return OK;
}

/* Money that went back, and that may come again: both are booked then, each once, whichever is told first. */
static enum error take_and_give(const struct webhook_event *event, struct recall recall,
				bool came_back, struct webhook_outcome *out)
{
	enum error e = topup_find_user(event->db, event->about ? event->about : "", &recall.user);

	out->status = EVENT_PARKED;
	if (e == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	out->status = EVENT_HANDLED;
	TRY(topup_take_back(event->db, &recall));
	if (!came_back)
		return OK;
	TRY(db_flush(event->db));
	return topup_give_again(event->db, &recall);
}

/* A refund that the customer's bank would not take comes back. */
static enum error refund_made(const struct webhook_event *event, struct webhook_outcome *out)
{
	struct stripe_refund refund = stripe_read_refund(event->arena, event->object);
	struct recall recall = { .kind = RECALL_REFUND,
				 .id = refund.id,
				 .amount = cents(refund.amount) };

	if (!refund.id || refund.amount <= 0)
		return OK;
	return take_and_give(event, recall, !refund.stands, out);
}

static enum error dispute(const struct webhook_event *event, struct webhook_outcome *out)
{
	struct stripe_dispute now = stripe_read_dispute(event->arena, event->object);
	struct recall recall = { .kind = RECALL_DISPUTE,
				 .id = text(event, "id"),
				 .amount = cents(now.taken),
				 .lost = now.is_over && !now.came_back };

	if (!recall.id || now.taken <= 0)
		return OK;
	return take_and_give(event, recall, now.came_back, out);
}

static enum error transfer_reversed(const struct webhook_event *event, struct webhook_outcome *out)
{
	struct id withdrawal;

	/* A part that comes back is for a person to look at: reconcile shows it. */
	if (!metadata_id(event, "withdrawal_id", &withdrawal) ||
	    !stripe_bool(event->arena, event->object, "reversed"))
		return OK;

	enum error e = withdrawal_reverse(event->db, withdrawal);

	if (e == ERR_NOT_FOUND)
		return OK;
	out->status = EVENT_HANDLED;
	return e;
}

/*
 * Two within a second may come in either order, and their times do not tell which was
 * last: so the account is asked for, and until then only bad news is believed.
 */
static enum error account_updated(const struct webhook_event *event, struct webhook_outcome *out)
{
	const char *id = text(event, "id");
	bool known = false;

	if (!id)
		return OK;
	TRY(outbox_ask(event->db, id, &known));
	if (!known)
		return OK;
	out->status = EVENT_HANDLED;
	return billing_doubt_connect(event->db, id,
				     stripe_account_is_active(event->arena, event->object));
}

/* Its owner has taken our access away: nothing can be paid out to it any more. */
static enum error account_lost(const struct webhook_event *event, struct webhook_outcome *out)
{
	if (!event->account)
		return OK;
	out->status = EVENT_HANDLED;
	return billing_set_connect(event->db, event->account, CONNECT_LOST);
}

static enum error card_detached(const struct webhook_event *event, struct webhook_outcome *out)
{
	out->status = EVENT_HANDLED;
	return event->about ? billing_drop_card(event->db, event->about) : OK;
}

/* clang-format off */
static const struct webhook_row rows[] = {
	{ "account.application.deauthorized",         account_lost,      NULL, true },
	{ "account.updated",                          account_updated,   NULL, true },
	{ "charge.dispute.closed",                    dispute,           "payment_intent", false },
	{ "charge.dispute.created",                   dispute,           "payment_intent", false },
	{ "charge.dispute.funds_reinstated",          dispute,           "payment_intent", false },
	{ "charge.dispute.funds_withdrawn",           dispute,           "payment_intent", false },
	{ "charge.dispute.updated",                   dispute,           "payment_intent", false },
	{ "charge.refunded",                          charge_refunded,   "payment_intent", false },
	{ "checkout.session.async_payment_failed",    checkout_over,     NULL, false },
	{ "checkout.session.async_payment_succeeded", checkout_paid,     NULL, false },
	{ "checkout.session.completed",               checkout_paid,     NULL, false },
	{ "checkout.session.expired",                 checkout_over,     NULL, false },
	{ "payment_intent.payment_failed",            payment_failed,    NULL, false },
	{ "payment_intent.succeeded",                 payment_succeeded, NULL, false },
	{ "payment_method.detached",                  card_detached,     "id", false },
	{ "refund.created",                           refund_made,       "payment_intent", false },
	{ "refund.failed",                            refund_made,       "payment_intent", false },
	{ "refund.updated",                           refund_made,       "payment_intent", false },
	{ "setup_intent.succeeded",                   setup_succeeded,   NULL, false },
	{ "transfer.reversed",                        transfer_reversed, NULL, false },
};
/* clang-format on */

const struct webhook_row *webhook_row(const char *type)
{
	for (int i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].type, type) == 0)
			return &rows[i];
	return NULL;
}
