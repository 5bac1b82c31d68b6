/*
 * Stripe's HTTP API: what this program asks of it, and what the answers mean.
 * Facts are of docs.stripe.com/api (api/errors, api/idempotent_requests,
 * error-low-level). Nothing here knows of wallets.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "json/read.h"
#include "stripe/form.h"

/* What became of a request. LATER: unknown, or not now: the same key may be sent again. */
enum stripe_outcome { STRIPE_DONE, STRIPE_REFUSED, STRIPE_LATER };

struct stripe_reply {
	enum stripe_outcome outcome;
	int status;    /* 0: no answer came */
	bool replayed; /* not of this request, but kept under its key since an earlier one */
	const struct js_node *object; /* of a DONE, and of a REFUSED's error: see the fields below */
	const char *type, *code, *decline_code, *message; /* of an error; "" if missing */
	const char *request_id; /* Stripe's name for the request, for the log */
};

bool stripe_is_configured(void);
bool stripe_is_live(void); /* the key moves real money */

/*
 * Send. A POST needs a form and an idempotency key. Up to `attempts` times, by
 * the rule order of Stripe's own libraries, pausing between. Fails only with
 * STRIPE_NOT_CONFIGURED; all else is in the reply.
 */
enum error stripe_post(struct arena *, const char *path, const struct form *,
		       const char *idempotency_key, int attempts, struct stripe_reply *) MUST_USE;
enum error stripe_get(struct arena *, const char *path, int attempts,
		      struct stripe_reply *) MUST_USE;

/* The same for a form that was frozen as text. */
enum error stripe_post_text(struct arena *, const char *path, const char *form,
			    const char *idempotency_key, int attempts,
			    struct stripe_reply *) MUST_USE;

/* A member of the reply's object that is a text: NULL if it is not. */
const char *stripe_text(struct arena *, const struct js_node *, const char *name);
int64_t stripe_int(struct arena *, const struct js_node *, const char *name); /* 0 if it is not */
bool stripe_bool(struct arena *, const struct js_node *, const char *name);
const struct js_node *stripe_child(struct arena *, const struct js_node *, const char *name);
struct js_nodes stripe_items(struct arena *, const struct js_node *, const char *name);

/* Money can be sent to the account, and goes on to a bank. */
bool stripe_account_is_active(struct arena *, const struct js_node *account);

/* A refund. It stands if money went back, or is about to: its bank has not refused it. */
struct stripe_refund {
	const char *id;
	int64_t amount;
	bool stands;
}; /* cents; NULL and 0 where it does not say */
struct stripe_refund stripe_read_refund(struct arena *, const struct js_node *refund);

/*
 * What a dispute has taken, in cents, and whether it came back. A bank that only asks
 * has taken nothing yet, and may take it later, in the same dispute; one that was headed
 * off may never: of these the balance transactions tell (docs.stripe.com/disputes,
 * "inquiries" and "prevention").
 */
struct stripe_dispute {
	int64_t taken;
	bool came_back;
	bool is_over; /* no answer to it is waited for any more */
};
struct stripe_dispute stripe_read_dispute(struct arena *, const struct js_node *dispute);

/* The answer says that the account is none of ours: never was, or not any more. */
bool stripe_account_is_lost(const struct stripe_reply *);

/* The forms of the requests that create something. */
struct form stripe_form_customer(struct arena *, const char *user, const char *name);
struct form stripe_form_checkout(struct arena *, const char *user, const char *customer,
				 int64_t cents, const char *public_url);
struct form stripe_form_setup_page(struct arena *, const char *user, const char *customer,
				   const char *public_url);
struct form stripe_form_setup_intent(struct arena *, const char *user, const char *customer);
struct form stripe_form_auto_topup(struct arena *, const char *user, const char *customer,
				   const char *payment_method, int64_t cents, const char *outbox);
struct form stripe_form_account(struct arena *, const char *user);
struct form stripe_form_account_link(struct arena *, const char *account, const char *public_url);
struct form stripe_form_transfer(struct arena *, const char *withdrawal, const char *account,
				 int64_t cents);
