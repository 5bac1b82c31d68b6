/*
 * The routes whose answer is Stripe's. They run outside any transaction, on a
 * socket and workers of their own, and open short transactions around the call:
 * what they intend before it, what came of it after.
 */
#include "stripe/stripe.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "base/config.h"
#include "base/log.h"
#include "base/text.h"
#include "money/billing.h"
#include "money/topup.h"

enum { TRIES = 2 }; /* while somebody waits */

/* One request's dealings with Stripe. */
struct deal {
	struct request *req;
	struct billing billing;
	struct payment payment;
	const char *made;	     /* the id of what was just made there */
	enum connect_status connect; /* what Stripe says of the account */
};

static enum error find_billing(struct db *db, void *arg)
{
	struct deal *deal = arg;

	return billing_find(db, deal->req->user, &deal->billing);
}

static enum error open_deal(struct request *req, struct deal *out)
{
	struct deal deal = { .req = req };

	if (!stripe_is_configured())
		return failure(ERR_STRIPE_NOT_CONFIGURED, "this server has no Stripe key");
	TRY(db_transact(req->db, DB_AUTOCOMMIT, find_billing, &deal));
	*out = deal;
	return OK;
}

/* Only DONE goes on. What Stripe refused here is a mistake of ours, not of the caller. */
static enum error check_reply(const struct request *req, const struct stripe_reply *answer)
{
	if (answer->outcome == STRIPE_DONE)
		return OK;
	log_warning("stripe.refused", "req", req->request_id, "status", answer->status, "type",
		    answer->type, "code", answer->code, "message", answer->message, "stripe",
		    answer->request_id);
	return failure(answer->outcome == STRIPE_LATER ? ERR_UPSTREAM : ERR_BROKEN, "Stripe: %s",
		       answer->message);
}

static enum error text_of(struct request *req, const struct stripe_reply *answer, const char *name,
			  const char **out)
{
	TRY(check_reply(req, answer));

	const char *text = stripe_text(req->arena, answer->object, name);

	if (!text)
		return failure(ERR_UPSTREAM, "Stripe's answer has no %s", name);
	*out = text;
	return OK;
}

/*
 * The key that makes a repeated request the same to Stripe: the caller's own
 * Idempotency-Key if there is one, else this request's id.
 */
static const char *key_for(const struct request *req, const char *what, const char *detail)
{
	const char *name = *req->idempotency_key ? req->idempotency_key : req->request_id;
	const char *scope = arena_printf(req->arena, "%s\n%s\n%s\n%s", what, req->user.text, detail,
					 name);
	struct digest digest = digest_of(scope, strlen(scope));
	struct text key = text_start(req->arena, 80);

	text_add_string(&key, what);
	text_add_char(&key, ':');
	for (int i = 0; i < 16; i++)
		text_add_string(&key, arena_printf(req->arena, "%02x", digest.bytes[i]));
	return key.bytes;
}

/*
 * Make what a user has one of: a customer, or an account. The idempotency key is
 * the user's, so two requests at once are given the same one. But for a day Stripe
 * repeats under it a refusal, or a 500 of its own; then this request's key is
 * tried. Should that make a second one, only one is stored, and the other is idle.
 */
static enum error make_one(struct deal *deal, const char *what, const char *path,
			   const struct form *form)
{
	struct request *req = deal->req;
	struct stripe_reply answer;

	TRY(stripe_post(req->arena, path, form,
			arena_printf(req->arena, "%s:%s", what, req->user.text), TRIES, &answer));
	if (answer.outcome == STRIPE_REFUSED || (answer.replayed && answer.status >= 500))
		TRY(stripe_post(req->arena, path, form, key_for(req, what, ""), TRIES, &answer));
	return text_of(req, &answer, "id", &deal->made);
}

static enum error keep_customer(struct db *db, void *arg)
{
	struct deal *deal = arg;

	TRY(billing_set_customer(db, deal->req->user, deal->made));
	return billing_find(db, deal->req->user, &deal->billing);
}

static enum error need_customer(struct deal *deal)
{
	struct request *req = deal->req;

	if (deal->billing.customer)
		return OK;

	struct form form = stripe_form_customer(req->arena, req->user.text, deal->billing.name);

	TRY(make_one(deal, "customer", "/v1/customers", &form));
	return db_transact(req->db, DB_TRANSACTION, keep_customer, deal);
}

static enum error keep_topup(struct db *db, void *arg)
{
	struct deal *deal = arg;

	return topup_begin(db, &deal->payment);
}

struct topup_body {
	struct maybe amount_cents;
};

static const struct js_field topup_fields[] = {
	FIELD(topup_body, amount_cents, js_int, .required = true),
};
BODY(body_topup, topup_fields);

static enum error read_amount(struct request *req, int64_t *out)
{
	const struct config *c = settings();
	struct topup_body body = { .amount_cents = { false, 0 } };

	TRY(body_read_fields(req, topup_fields, &body));
	TRY(body_check_range("amount_cents", body.amount_cents.number, c->topup_min_cents,
			     c->topup_max_cents));
	*out = body.amount_cents.number;
	return OK;
}

enum error api_topup_create(struct request *req)
{
	struct deal deal = { .req = NULL };
	struct stripe_reply answer;
	const char *url = NULL;
	int64_t amount = 0;

	TRY(read_amount(req, &amount));
	TRY(open_deal(req, &deal));
	TRY(need_customer(&deal));

	struct form form = stripe_form_checkout(req->arena, req->user.text, deal.billing.customer,
						amount, settings()->public_url);

	TRY(stripe_post(req->arena, "/v1/checkout/sessions", &form,
			key_for(req, "topup", form.text.bytes), TRIES, &answer));
	TRY(text_of(req, &answer, "url", &url));
	TRY(text_of(req, &answer, "id", &deal.made));
	deal.payment =
		(struct payment){ .id = deal.made, .user = req->user, .amount = cents(amount) };
	/* If this is lost, the event that tells of the payment brings all it needs. */
	TRY(db_transact(req->db, DB_TRANSACTION, keep_topup, &deal));
	return reply(req, 200, js_object(req->arena, "url", url));
}

enum error api_billing_setup_card(struct request *req)
{
	struct deal deal = { .req = NULL };
	struct stripe_reply answer;
	const char *secret = NULL, *url = NULL;

	TRY(open_deal(req, &deal));
	TRY(need_customer(&deal));

	struct form intent = stripe_form_setup_intent(req->arena, req->user.text,
						      deal.billing.customer);
	struct form page = stripe_form_setup_page(req->arena, req->user.text, deal.billing.customer,
						  settings()->public_url);

	TRY(stripe_post(req->arena, "/v1/setup_intents", &intent, key_for(req, "card", ""), TRIES,
			&answer));
	TRY(text_of(req, &answer, "client_secret", &secret));
	TRY(stripe_post(req->arena, "/v1/checkout/sessions", &page, key_for(req, "cardpage", ""),
			TRIES, &answer));
	TRY(text_of(req, &answer, "url", &url));
	/* A secret is not kept under an Idempotency-Key; the page, which does the same, is. */
	req->reply.kept_body = js_object(req->arena, "client_secret", (const char *)NULL, "url", url);
	return reply(req, 200, js_object(req->arena, "client_secret", secret, "url", url));
}

static enum error keep_account(struct db *db, void *arg)
{
	struct deal *deal = arg;

	TRY(billing_set_account(db, deal->req->user, deal->made));
	return billing_find(db, deal->req->user, &deal->billing);
}

/* An account that was lost is not asked for again: its key, good for a day, has its id in it. */
static enum error need_account(struct deal *deal)
{
	struct request *req = deal->req;
	bool lost = deal->billing.connect == CONNECT_LOST;
	const char *what = lost ? arena_printf(req->arena, "account:%s", deal->billing.account)
				: "account";

	if (deal->billing.account && !lost)
		return OK;

	struct form form = stripe_form_account(req->arena, req->user.text);

	TRY(make_one(deal, what, "/v1/accounts", &form));
	return db_transact(req->db, DB_TRANSACTION, keep_account, deal);
}

static enum error keep_connect(struct db *db, void *arg)
{
	struct deal *deal = arg;

	TRY(billing_answer_connect(db, deal->billing.account, deal->connect, deal->billing.words));
	return billing_find(db, deal->req->user, &deal->billing);
}

static enum error keep_lost(struct db *db, void *arg)
{
	struct deal *deal = arg;

	TRY(billing_set_connect(db, deal->billing.account, CONNECT_LOST));
	return billing_find(db, deal->req->user, &deal->billing);
}

static enum error make_link(struct deal *deal, struct stripe_reply *answer)
{
	struct request *req = deal->req;

	TRY(need_account(deal));

	struct form form = stripe_form_account_link(req->arena, deal->billing.account,
						    settings()->public_url);

	return stripe_post(req->arena, "/v1/account_links", &form,
			   key_for(req, "link", deal->billing.account), TRIES, answer);
}

/* A link works once, for some minutes: each call makes a new one, unless it repeats another by its key. */
enum error api_connect_create(struct request *req)
{
	struct deal deal = { .req = NULL };
	struct stripe_reply answer;
	const char *url = NULL;

	TRY(open_deal(req, &deal));
	TRY(make_link(&deal, &answer));
	if (stripe_account_is_lost(&answer)) {
		TRY(db_transact(req->db, DB_TRANSACTION, keep_lost, &deal));
		TRY(make_link(&deal, &answer));
	}
	TRY(text_of(req, &answer, "url", &url));
	return reply(req, 200, js_object(req->arena, "url", url));
}

static enum error ask_connect(struct deal *deal)
{
	struct request *req = deal->req;
	struct stripe_reply answer;

	TRY(stripe_get(req->arena, arena_printf(req->arena, "/v1/accounts/%s", deal->billing.account),
		       TRIES, &answer));
	deal->connect = CONNECT_PENDING;
	/* Whose account is none of ours has none that is active: connecting anew mends it. */
	if (stripe_account_is_lost(&answer))
		return OK;
	TRY(check_reply(req, &answer));
	if (stripe_account_is_active(req->arena, answer.object))
		deal->connect = CONNECT_ACTIVE;
	return db_transact(req->db, DB_TRANSACTION, keep_connect, deal);
}

/* Coming back from the onboarding page proves nothing: while it is pending, Stripe is asked. */
enum error api_connect_find(struct request *req)
{
	struct deal deal = { .req = NULL };

	TRY(open_deal(req, &deal));
	if (deal.billing.connect == CONNECT_PENDING)
		TRY(ask_connect(&deal));
	return reply(req, 200,
		     js_object(req->arena, "status",
					 connect_status_name(deal.billing.connect)));
}
