/*
 * Our books beside Stripe's, both ways: every difference is a line, and the last
 * line says how much was compared. Nothing is changed: that is for a person.
 */
#include <string.h>

#include "admin/verb.h"
#include "base/text.h"
#include "json/write.h"
#include "market/reconcile.h"
#include "stripe/stripe.h"

enum { PAGES_MOST = 100, TRIES = 3 };

struct books {
	struct call *call;
	int64_t days, since;		/* seconds */
	int transfers, payments, differences;
	struct transfer_claim *claims;
	int claim_count;
};

static void differ(struct books *books, const char *what, const char *id, const char *detail)
{
	books->differences++;
	say(js_object(books->call->arena, "ok", (bool)false, "what", what, "id", id, "detail", detail));
}

static enum error local(struct db *db, void *arg)
{
	struct books *books = arg;
	struct leftover *list = NULL;
	int count = 0;

	TRY(reconcile_leftovers(db, &list, &count));
	for (int i = 0; i < count; i++)
		differ(books, list[i].what, list[i].id, list[i].detail);
	return reconcile_completed(db, books->days, &books->claims, &books->claim_count);
}

typedef enum error compare_fn(struct books *, const struct js_node *);

/* Every object of a list, page by page. */
static enum error walk(struct books *books, const char *path, compare_fn *compare)
{
	struct arena *arena = books->call->arena;
	const char *after = "";

	for (int page = 0; page < PAGES_MOST; page++) {
		struct stripe_reply answer;
		const char *url = arena_printf(arena, "%s?limit=100&created[gte]=%lld%s%s", path,
					       (long long)books->since, *after ? "&starting_after=" : "",
					       after);

		TRY(stripe_get(arena, url, TRIES, &answer));
		if (answer.outcome != STRIPE_DONE)
			return failure(ERR_UPSTREAM, "Stripe: %s %s", path, answer.message);

		struct js_nodes items = stripe_items(arena, answer.object, "data");

		for (int i = 0; i < items.count; i++)
			TRY(compare(books, items.list[i]));
		if (!stripe_bool(arena, answer.object, "has_more") || items.count == 0)
			return OK;
		after = stripe_text(arena, items.list[items.count - 1], "id");
	}
	return OK;
}

static const char *metadata(struct books *books, const struct js_node *node, const char *name)
{
	struct arena *arena = books->call->arena;

	return stripe_text(arena, stripe_child(arena, node, "metadata"), name);
}

/* What is met at Stripe is struck from the list of what we say is there. */
static void strike(struct books *books, const char *transfer)
{
	for (int i = 0; i < books->claim_count; i++)
		if (strcmp(books->claims[i].transfer, transfer) == 0)
			books->claims[i].transfer = "";
}

static enum error compare_transfer(struct books *books, const struct js_node *node)
{
	struct arena *arena = books->call->arena;
	const char *id = stripe_text(arena, node, "id"), *ours = metadata(books, node, "withdrawal_id");
	enum standing standing = STANDING_UNKNOWN;
	struct id withdrawal;

	if (!id || !ours || !id_read(ours, &withdrawal) || stripe_bool(arena, node, "reversed"))
		return OK;	/* not of this program, or taken back as a whole */
	books->transfers++;
	strike(books, id);
	TRY(reconcile_transfer(books->call->db, withdrawal, id,
			       cents(stripe_int(arena, node, "amount")), &standing));
	if (standing != STANDING_SAME)
		differ(books, standing == STANDING_UNKNOWN ? "transfer of no withdrawal of ours"
							   : "transfer differs from its withdrawal",
		       id, ours);
	if (stripe_int(arena, node, "amount_reversed") > 0)
		differ(books, "transfer reversed in part", id, ours);
	return OK;
}

static enum error compare_paid(struct books *books, const char *id, int64_t amount)
{
	enum standing standing = STANDING_UNKNOWN;

	books->payments++;
	TRY(reconcile_payment(books->call->db, id, cents(amount), &standing));
	if (standing != STANDING_SAME)
		differ(books, standing == STANDING_UNKNOWN ? "payment that is not known here"
							   : "payment not credited as it was paid",
		       id, arena_printf(books->call->arena, "%lld cents", (long long)amount));
	return OK;
}

static enum error compare_session(struct books *books, const struct js_node *node)
{
	struct arena *arena = books->call->arena;
	const char *id = stripe_text(arena, node, "id"), *kind = metadata(books, node, "kind");
	const char *status = stripe_text(arena, node, "payment_status");

	if (!id || !kind || strcmp(kind, "wallet_topup") != 0 || !status || strcmp(status, "paid") != 0)
		return OK;
	return compare_paid(books, id, stripe_int(arena, node, "amount_total"));
}

static enum error compare_automatic(struct books *books, const struct js_node *node)
{
	struct arena *arena = books->call->arena;
	const char *id = stripe_text(arena, node, "id"), *kind = metadata(books, node, "kind");
	const char *status = stripe_text(arena, node, "status");

	if (!id || !kind || strcmp(kind, "auto_topup") != 0 || !status ||
	    strcmp(status, "succeeded") != 0)
		return OK;
	return compare_paid(books, id, stripe_int(arena, node, "amount_received"));
}

enum error admin_reconcile(struct call *call)
{
	struct books books = { .call = call, .days = 30 };

	if (call->count > 0 && (!text_to_int(call->words[0], &books.days) || books.days < 1 ||
				books.days > 3650))
		return failure(ERR_INVALID, "DAYS must be from 1 to 3650");
	books.since = instant_now().ms / 1000 - books.days * 86400;
	TRY(db_transact(call->db, DB_READ, local, &books));
	TRY(walk(&books, "/v1/transfers", compare_transfer));
	TRY(walk(&books, "/v1/checkout/sessions", compare_session));
	TRY(walk(&books, "/v1/payment_intents", compare_automatic));
	for (int i = 0; i < books.claim_count; i++)
		if (*books.claims[i].transfer)
			differ(&books, "withdrawal whose transfer Stripe does not list",
			       books.claims[i].withdrawal.text, books.claims[i].transfer);
	say(js_object(call->arena, "ok", (bool)(books.differences == 0), "days", books.days,
		      "transfers", books.transfers, "payments", books.payments, "differences",
		      books.differences));
	call->failed = books.differences > 0;
	return OK;
}
