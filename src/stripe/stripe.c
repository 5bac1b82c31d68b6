#include "stripe/stripe.h"

#include <string.h>
#include <time.h>

#include "base/config.h"
#include "base/random.h"
#include "web/http.h"

enum { ANSWER_BYTES = 2 * 1024 * 1024, PAUSE_LEAST_MS = 500, PAUSE_MOST_MS = 5000 };

bool stripe_is_configured(void)
{
	return *settings()->stripe_key;
}

bool stripe_is_live(void)
{
	const char *key = settings()->stripe_key;

	return strncmp(key, "sk_live_", 8) == 0 || strncmp(key, "rk_live_", 8) == 0;
}

static struct http_request request_of(struct arena *arena, const char *method, const char *path,
				      const char *form, const char *idempotency_key)
{
	const struct config *c = settings();
	struct http_request request = {
		.method = method,
		.url = arena_printf(arena, "%s%s", c->stripe_api_base, path),
		.headers = {
			{ "Authorization", arena_printf(arena, "Bearer %s", c->stripe_key) },
			{ "Stripe-Version", c->stripe_version },
			{ "Accept", "application/json" },
		},
		.header_count = 3,
		.body = form,
		.connect_ms = c->stripe_connect_ms,
		.total_ms = c->stripe_total_ms,
		.bytes_most = ANSWER_BYTES,
	};

	if (form)
		request.headers[request.header_count++] =
			(struct http_header){ "Content-Type", "application/x-www-form-urlencoded" };
	if (idempotency_key)
		request.headers[request.header_count++] = (struct http_header){ "Idempotency-Key",
										idempotency_key };
	return request;
}

bool stripe_account_is_lost(const struct stripe_reply *reply)
{
	return reply->status == 403 && strcmp(reply->code, "account_invalid") == 0;
}

/*
 * Of a 4xx most are final. Not: a conflict with a twin in flight, too many
 * requests, a key of ours that is wrong (an operator mends that), and a balance
 * that only lacks money that is on its way.
 */
static bool is_passing(int status)
{
	return status >= 500 || status == 409 || status == 429 || status == 401 || status == 403 ||
	       status < 200 || (status >= 300 && status < 400);
}

static enum stripe_outcome outcome_of(const struct http_response *response,
				      const struct stripe_reply *reply)
{
	const char *again = http_header_find(response, "Stripe-Should-Retry");

	if (response->status >= 200 && response->status < 300)
		return STRIPE_DONE;
	/* Of the 403s this one is about the request: nothing was done, and nothing will be. */
	if (stripe_account_is_lost(reply))
		return STRIPE_REFUSED;
	/* A key that was used with other parameters: what came of that first use is not said. */
	if (strcmp(reply->type, "idempotency_error") == 0)
		return STRIPE_LATER;
	if (is_passing(response->status) || (again && strcmp(again, "true") == 0))
		return STRIPE_LATER;
	return strcmp(reply->code, "balance_insufficient") == 0 ? STRIPE_LATER : STRIPE_REFUSED;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void read_reply(struct arena *arena, const struct http_response *response,
		       struct stripe_reply *out)
{
	struct js_node *node = NULL;

	const char *replayed = http_header_find(response, "Idempotent-Replayed");

	out->status = response->status;
	out->replayed = replayed && strcmp(replayed, "true") == 0;
	out->request_id = or_empty(http_header_find(response, "Request-Id"));
	if (js_parse(arena, response->body, response->length, &node)) {
		/* A 2xx that cannot be read may have done its work all the same. */
		out->outcome = STRIPE_LATER;
		out->message = "the answer is not JSON";
		return;
	}
	out->object = node;

	const struct js_node *error = stripe_child(arena, node, "error");

	if (error) {
		out->type = or_empty(stripe_text(arena, error, "type"));
		out->code = or_empty(stripe_text(arena, error, "code"));
		out->decline_code = or_empty(stripe_text(arena, error, "decline_code"));
		out->message = or_empty(stripe_text(arena, error, "message"));
		out->object = error;
	}
	out->outcome = outcome_of(response, out);
}

/* In the order of Stripe's libraries: the header's word, then 409 and 5xx; no answer at all counts as 5xx. */
static bool worth_another_try(const struct http_response *response)
{
	const char *again = response->status ? http_header_find(response, "Stripe-Should-Retry")
					     : NULL;

	if (again)
		return strcmp(again, "true") == 0;
	return response->status == 0 || response->status == 409 || response->status >= 500;
}

static void pause_before(int attempt)
{
	int64_t most = (int64_t)PAUSE_LEAST_MS << (attempt - 1 < 4 ? attempt - 1 : 4);
	uint16_t drawn;

	random_bytes(&drawn, sizeof(drawn));
	most = most > PAUSE_MOST_MS ? PAUSE_MOST_MS : most;
	int64_t ms = most / 2 + drawn % (most / 2);

	ms = ms < PAUSE_LEAST_MS ? PAUSE_LEAST_MS : ms;
	struct timespec pause = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&pause, NULL);
}

static enum error call(struct arena *arena, const struct http_request *request, int attempts,
		       struct stripe_reply *out)
{
	struct http_response response = { .status = 0 };

	if (!stripe_is_configured())
		return failure(ERR_STRIPE_NOT_CONFIGURED, "this server has no Stripe key");
	for (int attempt = 1;; attempt++) {
		response.status = 0;
		*out = (struct stripe_reply){ .outcome = STRIPE_LATER,
					      .type = "",
					      .code = "",
					      .decline_code = "",
					      .message = "",
					      .request_id = "" };
		if (http_send(arena, request, &response) == OK)
			read_reply(arena, &response, out);
		else
			out->message = arena_printf(arena, "%s", failure_note()->text);
		if (attempt >= attempts || !worth_another_try(&response))
			return OK;
		pause_before(attempt);
	}
}

enum error stripe_post_text(struct arena *arena, const char *path, const char *form,
			    const char *idempotency_key, int attempts, struct stripe_reply *out)
{
	struct http_request request = request_of(arena, "POST", path, form, idempotency_key);

	return call(arena, &request, attempts, out);
}

enum error stripe_post(struct arena *arena, const char *path, const struct form *form,
		       const char *idempotency_key, int attempts, struct stripe_reply *out)
{
	return stripe_post_text(arena, path, form->text.bytes, idempotency_key, attempts, out);
}

enum error stripe_get(struct arena *arena, const char *path, int attempts, struct stripe_reply *out)
{
	struct http_request request = request_of(arena, "GET", path, NULL, NULL);

	return call(arena, &request, attempts, out);
}

/* One member, read by a table of one row that no type can fail. */
static void read_member(struct arena *arena, const struct js_node *node, const char *name,
			enum error (*reader)(struct arena *, const struct js_node *,
					     const struct js_field *, void *),
			void *place)
{
	const struct js_field field = { .name = name, .read = reader };

	if (node && js_read_fields(arena, node, &field, 1, place))
		abort();
}

const char *stripe_text(struct arena *arena, const struct js_node *node, const char *name)
{
	const char *text = NULL;

	read_member(arena, node, name, js_loose_text, &text);
	return text;
}

int64_t stripe_int(struct arena *arena, const struct js_node *node, const char *name)
{
	struct maybe number = { false, 0 };

	read_member(arena, node, name, js_loose_int, &number);
	return number.number;
}

bool stripe_bool(struct arena *arena, const struct js_node *node, const char *name)
{
	bool value = false;

	read_member(arena, node, name, js_loose_bool, &value);
	return value;
}

const struct js_node *stripe_child(struct arena *arena, const struct js_node *node, const char *name)
{
	const struct js_node *child = NULL;

	read_member(arena, node, name, js_child, &child);
	return child;
}

struct js_nodes stripe_items(struct arena *arena, const struct js_node *node, const char *name)
{
	struct js_nodes nodes = { NULL, 0 };

	read_member(arena, node, name, js_children, &nodes);
	return nodes;
}

bool stripe_account_is_active(struct arena *arena, const struct js_node *account)
{
	const char *transfers = stripe_text(arena, stripe_child(arena, account, "capabilities"),
					    "transfers");

	return stripe_bool(arena, account, "payouts_enabled") && transfers &&
	       strcmp(transfers, "active") == 0;
}

struct stripe_refund stripe_read_refund(struct arena *arena, const struct js_node *refund)
{
	const char *id = stripe_text(arena, refund, "id");
	const char *status = stripe_text(arena, refund, "status");
	int64_t amount = stripe_int(arena, refund, "amount");
	bool refused = status && (strcmp(status, "failed") == 0 || strcmp(status, "canceled") == 0);

	return (struct stripe_refund){ id, amount, id && amount > 0 && !refused };
}

static bool is_one_of(const char *word, const char *const *list, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(word, list[i]) == 0)
			return true;
	return false;
}

struct stripe_dispute stripe_read_dispute(struct arena *arena, const struct js_node *dispute)
{
	static const char *const open[] = { "needs_response", "under_review",
					    "warning_needs_response", "warning_under_review" };
	const char *status = stripe_text(arena, dispute, "status");
	struct js_nodes moves = stripe_items(arena, dispute, "balance_transactions");
	bool is_over = status && !is_one_of(status, open, COUNT(open));
	int64_t taken = 0, given = 0;

	if (!status || (strncmp(status, "warning_", 8) != 0 && strcmp(status, "prevented") != 0))
		return (struct stripe_dispute){ stripe_int(arena, dispute, "amount"),
						status && strcmp(status, "won") == 0, is_over };
	for (int i = 0; i < moves.count; i++) {
		int64_t amount = stripe_int(arena, moves.list[i], "amount");

		taken -= amount < 0 ? amount : 0;
		given += amount > 0 ? amount : 0;
	}
	return (struct stripe_dispute){ taken, taken > 0 && given >= taken, is_over };
}

struct form stripe_form_customer(struct arena *arena, const char *user, const char *name)
{
	struct form form = form_start(arena);

	form_add(&form, "name", name);
	form_add(&form, "metadata[user_id]", user);
	return form;
}

/* ui_mode is not sent: its values were renamed between versions, and the default is the hosted page. */
struct form stripe_form_checkout(struct arena *arena, const char *user, const char *customer,
				 int64_t cents, const char *public_url)
{
	struct form form = form_start(arena);

	form_add(&form, "mode", "payment");
	form_add(&form, "customer", customer);
	form_add(&form, "client_reference_id", user);
	form_add(&form, "line_items[0][quantity]", "1");
	form_add(&form, "line_items[0][price_data][currency]", "usd");
	form_add_int(&form, "line_items[0][price_data][unit_amount]", cents);
	form_add(&form, "line_items[0][price_data][product_data][name]", "Wallet top-up");
	form_add(&form, "payment_intent_data[setup_future_usage]", "off_session");
	form_add(&form, "payment_intent_data[metadata][kind]", "wallet_topup");
	form_add(&form, "payment_intent_data[metadata][user_id]", user);
	form_add(&form, "metadata[kind]", "wallet_topup");
	form_add(&form, "metadata[user_id]", user);
	form_add(&form, "adaptive_pricing[enabled]", "false");
	form_add(&form, "success_url",
		 arena_printf(arena, "%s/wallet?topup={CHECKOUT_SESSION_ID}", public_url));
	form_add(&form, "cancel_url", arena_printf(arena, "%s/wallet?topup=cancelled", public_url));
	return form;
}

struct form stripe_form_setup_page(struct arena *arena, const char *user, const char *customer,
				   const char *public_url)
{
	struct form form = form_start(arena);

	form_add(&form, "mode", "setup");
	form_add(&form, "customer", customer);
	form_add(&form, "currency", "usd");
	form_add(&form, "client_reference_id", user);
	form_add(&form, "metadata[kind]", "save_card");
	form_add(&form, "metadata[user_id]", user);
	form_add(&form, "success_url", arena_printf(arena, "%s/wallet?card=saved", public_url));
	form_add(&form, "cancel_url", arena_printf(arena, "%s/wallet?card=cancelled", public_url));
	return form;
}

struct form stripe_form_setup_intent(struct arena *arena, const char *user, const char *customer)
{
	struct form form = form_start(arena);

	form_add(&form, "customer", customer);
	form_add(&form, "usage", "off_session");
	form_add(&form, "metadata[user_id]", user);
	return form;
}

struct form stripe_form_auto_topup(struct arena *arena, const char *user, const char *customer,
				   const char *payment_method, int64_t cents, const char *outbox)
{
	struct form form = form_start(arena);

	form_add_int(&form, "amount", cents);
	form_add(&form, "currency", "usd");
	form_add(&form, "customer", customer);
	form_add(&form, "payment_method", payment_method);
	form_add(&form, "off_session", "true");
	form_add(&form, "confirm", "true");
	form_add(&form, "metadata[kind]", "auto_topup");
	form_add(&form, "metadata[user_id]", user);
	form_add(&form, "metadata[outbox_id]", outbox);
	return form;
}

/* controller[...] is what type=express, now deprecated, stood for. */
struct form stripe_form_account(struct arena *arena, const char *user)
{
	struct form form = form_start(arena);

	form_add(&form, "controller[stripe_dashboard][type]", "express");
	form_add(&form, "controller[fees][payer]", "application");
	form_add(&form, "controller[losses][payments]", "application");
	form_add(&form, "capabilities[transfers][requested]", "true");
	form_add(&form, "metadata[user_id]", user);
	return form;
}

struct form stripe_form_account_link(struct arena *arena, const char *account,
				     const char *public_url)
{
	struct form form = form_start(arena);

	form_add(&form, "account", account);
	form_add(&form, "type", "account_onboarding");
	form_add(&form, "refresh_url", arena_printf(arena, "%s/wallet?connect=again", public_url));
	form_add(&form, "return_url", arena_printf(arena, "%s/wallet?connect=done", public_url));
	return form;
}

struct form stripe_form_transfer(struct arena *arena, const char *withdrawal, const char *account,
				 int64_t cents)
{
	struct form form = form_start(arena);

	form_add_int(&form, "amount", cents);
	form_add(&form, "currency", "usd");
	form_add(&form, "destination", account);
	form_add(&form, "transfer_group", withdrawal);
	form_add(&form, "metadata[withdrawal_id]", withdrawal);
	return form;
}
