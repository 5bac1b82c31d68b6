/*
 * Our books beside Stripe's, both ways: every difference is a line, and the last
 * line says how much was compared. Nothing is changed: that is for a person.
 *
 * What Stripe lists is looked for here; what was booked here and is in none of its
 * lists is asked for by its id. Where a list is cut off, a line says so: what was
 * not compared does not pass for the same.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/verb.h"
#include "base/text.h"
#include "json/write.h"
#include "money/reconcile.h"
#include "stripe/stripe.h"

enum {
	DAYS = 30,
	DAYS_MOST = 3650,
	PAGES = 100,
	PAGES_MOST = 100000,
	ASKED_MOST = 1000,
	TRIES = 3,
};

struct books {
	struct call *call;
	int64_t days, pages, since; /* seconds */
	int compared[CLAIM_DISPUTE + 1], differences, incomplete, asked;
	struct booked_claim *claims; /* by id */
	int claim_count;
	struct leftover *leftovers;
	int leftover_count;
	bool more_claims, more_leftovers;
};

typedef enum error compare_fn(struct books *, const struct js_node *);

static void differ(struct books *books, const char *what, const char *id, const char *detail)
{
	books->differences++;
	say(js_object(books->call->arena, "ok", (bool)false, "what", what, "id", id, "detail", detail));
}

static void cut_off(struct books *books, const char *list, const char *detail)
{
	books->incomplete++;
	say(js_object(books->call->arena, "ok", (bool)false, "what", "list cut off, not compared whole",
		      "id", list, "detail", detail));
}

static const char *metadata(struct books *books, const struct js_node *node, const char *name)
{
	struct arena *arena = books->call->arena;

	return stripe_text(arena, stripe_child(arena, node, "metadata"), name);
}

static bool is(const char *given, const char *wanted)
{
	return given && strcmp(given, wanted) == 0;
}

static int order(const void *a, const void *b)
{
	const struct booked_claim *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* What is met at Stripe need not be asked for. */
static void meet(struct books *books, enum claim_kind kind, const char *id)
{
	const struct booked_claim wanted = { .id = id };
	struct booked_claim *claim = books->claim_count == 0 ? NULL
							     : bsearch(&wanted, books->claims,
								       (size_t)books->claim_count,
								       sizeof(wanted), order);

	books->compared[kind]++;
	if (claim)
		claim->met = true;
}

static enum error compare_transfer(struct books *books, const struct js_node *node)
{
	struct arena *arena = books->call->arena;
	const char *id = stripe_text(arena, node, "id"),
		   *ours = metadata(books, node, "withdrawal_id");
	bool reversed = stripe_bool(arena, node, "reversed");
	enum standing standing = STANDING_UNKNOWN;
	struct id withdrawal;

	if (!id || !ours || !id_read(ours, &withdrawal))
		return OK; /* not of this program */
	meet(books, CLAIM_TRANSFER, id);
	TRY(reconcile_transfer(books->call->db, withdrawal, id,
			       cents(stripe_int(arena, node, "amount")), reversed, &standing));
	if (standing != STANDING_SAME)
		differ(books,
		       standing == STANDING_UNKNOWN ? "transfer of no withdrawal of ours"
						    : "transfer differs from its withdrawal",
		       id, ours);
	if (!reversed && stripe_int(arena, node, "amount_reversed") > 0)
		differ(books, "transfer reversed in part", id, ours);
	return OK;
}

static enum error compare_paid(struct books *books, enum claim_kind kind, const char *id,
			       int64_t amount)
{
	enum standing standing = STANDING_UNKNOWN;

	meet(books, kind, id);
	TRY(reconcile_payment(books->call->db, id, cents(amount), &standing));
	if (standing != STANDING_SAME)
		differ(books,
		       standing == STANDING_UNKNOWN ? "payment that is not known here"
						    : "payment not credited as it was paid",
		       id, arena_printf(books->call->arena, "%lld cents", (long long)amount));
	return OK;
}

static enum error compare_session(struct books *books, const struct js_node *node)
{
	struct arena *arena = books->call->arena;
	const char *id = stripe_text(arena, node, "id");

	if (!id || !is(metadata(books, node, "kind"), "wallet_topup") ||
	    !is(stripe_text(arena, node, "payment_status"), "paid"))
		return OK;
	return compare_paid(books, CLAIM_SESSION, id, stripe_int(arena, node, "amount_total"));
}

static enum error compare_automatic(struct books *books, const struct js_node *node)
{
	struct arena *arena = books->call->arena;
	const char *id = stripe_text(arena, node, "id");

	if (!id || !is(metadata(books, node, "kind"), "auto_topup") ||
	    !is(stripe_text(arena, node, "status"), "succeeded"))
		return OK;
	return compare_paid(books, CLAIM_PAYMENT, id, stripe_int(arena, node, "amount_received"));
}

/* What went out of a payment, and may have come back: what is booked of both is what is gone. */
static enum error compare_taken(struct books *books, enum claim_kind kind,
				const struct js_node *node, const char *reasons[2], int64_t gone,
				const char *what)
{
	struct arena *arena = books->call->arena;
	const char *id = stripe_text(arena, node, "id");
	const char *payment = stripe_text(arena, node, "payment_intent");
	enum standing standing = STANDING_UNKNOWN;

	if (!id || !payment)
		return OK;
	TRY(reconcile_taken(books->call->db, payment, arena_printf(arena, "%s:%s", reasons[0], id),
			    arena_printf(arena, "%s:%s", reasons[1], id), cents(gone), &standing));
	if (standing == STANDING_UNKNOWN)
		return OK; /* of another program's payment, or of one that is told of by itself */
	meet(books, kind, id);
	if (standing != STANDING_SAME)
		differ(books, what, id,
		       arena_printf(arena, "%s, %lld cents", payment, (long long)gone));
	return OK;
}

static enum error compare_refund(struct books *books, const struct js_node *node)
{
	struct stripe_refund now = stripe_read_refund(books->call->arena, node);

	return compare_taken(books, CLAIM_REFUND, node,
			     (const char *[]){ "topup-refund", "topup-refund-failed" },
			     now.stands ? now.amount : 0, "refund not booked as it was made");
}

static enum error compare_dispute(struct books *books, const struct js_node *node)
{
	struct stripe_dispute now = stripe_read_dispute(books->call->arena, node);

	return compare_taken(books, CLAIM_DISPUTE, node,
			     (const char *[]){ "dispute", "dispute-won" },
			     now.came_back ? 0 : now.taken, "dispute not booked as it stands");
}

/* clang-format off */
static const struct list {
	const char *path;
	compare_fn *compare;
	const char *missing;
} lists[] = {
	[CLAIM_TRANSFER] = { "/v1/transfers",         compare_transfer,  "withdrawal whose transfer is not at Stripe" },
	[CLAIM_SESSION]  = { "/v1/checkout/sessions", compare_session,   "credited payment that is not paid at Stripe" },
	[CLAIM_PAYMENT]  = { "/v1/payment_intents",   compare_automatic, "credited automatic payment that is not paid at Stripe" },
	[CLAIM_REFUND]   = { "/v1/refunds",           compare_refund,    "booked refund that is not at Stripe" },
	[CLAIM_DISPUTE]  = { "/v1/disputes",          compare_dispute,   "booked dispute that is not at Stripe" },
};
/* clang-format on */

/* Every object of a list, page by page. */
static enum error walk(struct books *books, const struct list *list)
{
	struct arena *arena = books->call->arena;
	const char *after = "";

	for (int64_t page = 0; page < books->pages; page++) {
		struct stripe_reply answer;
		const char *url = arena_printf(arena, "%s?limit=100&created[gte]=%lld%s%s",
					       list->path, (long long)books->since,
					       *after ? "&starting_after=" : "", after);

		TRY(stripe_get(arena, url, TRIES, &answer));
		if (answer.outcome != STRIPE_DONE)
			return failure(ERR_UPSTREAM, "Stripe: %s %s", list->path, answer.message);

		struct js_nodes items = stripe_items(arena, answer.object, "data");

		for (int i = 0; i < items.count; i++)
			TRY(list->compare(books, items.list[i]));
		if (!stripe_bool(arena, answer.object, "has_more") || items.count == 0)
			return OK;
		after = stripe_text(arena, items.list[items.count - 1], "id");
		if (!after)
			return failure(ERR_UPSTREAM, "Stripe: %s has an item without an id",
				       list->path);
	}
	cut_off(books, list->path,
		arena_printf(arena,
			     "there is more after %lld pages: ask for fewer "
			     "DAYS, or more PAGES",
			     (long long)books->pages));
	return OK;
}

/* *found is NULL if Stripe has no such thing. */
static enum error ask(struct books *books, const char *path, const char *id,
		      const struct js_node **found)
{
	struct arena *arena = books->call->arena;
	struct stripe_reply answer;

	TRY(stripe_get(arena, arena_printf(arena, "%s/%s", path, id), TRIES, &answer));
	if (answer.outcome == STRIPE_LATER)
		return failure(ERR_UPSTREAM, "Stripe: %s/%s %s", path, id, answer.message);
	*found = answer.outcome == STRIPE_DONE ? answer.object : NULL;
	return OK;
}

/* Each costs a request: a list that came whole leaves few to be asked for. */
static bool may_ask(struct books *books)
{
	if (books->asked++ < ASKED_MOST)
		return true;
	if (books->asked == ASKED_MOST + 1)
		cut_off(books, "what was booked here and is in no list of Stripe's",
			arena_printf(books->call->arena, "there is more than %d", ASKED_MOST));
	return false;
}

/* What is in no list may be older than the lists begin, or there is no such thing. */
static enum error seek(struct books *books, struct booked_claim *claim)
{
	const struct list *list = &lists[claim->kind];
	const struct js_node *found = NULL;

	if (claim->met || !may_ask(books))
		return OK;
	TRY(ask(books, list->path, claim->id, &found));
	if (found)
		TRY(list->compare(books, found));
	if (!claim->met)
		differ(books, list->missing, claim->id, claim->ours);
	return OK;
}

/* An event waits for a payment that is not known here: it may be another program's. */
static enum error tell(struct books *books, const struct leftover *leftover)
{
	const struct js_node *payment = NULL;
	const char *kind = NULL;

	if (leftover->payment && strncmp(leftover->payment, "pi_", 3) == 0 && may_ask(books)) {
		TRY(ask(books, "/v1/payment_intents", leftover->payment, &payment));
		kind = payment ? metadata(books, payment, "kind") : NULL;
		if (payment && !is(kind, "wallet_topup") && !is(kind, "auto_topup"))
			return OK;
	}
	differ(books, leftover->what, leftover->id, leftover->detail);
	return OK;
}

static enum error find_ours(struct db *db, void *arg)
{
	struct books *books = arg;

	TRY(reconcile_leftovers(db, &books->leftovers, &books->leftover_count,
				&books->more_leftovers));
	return reconcile_claims(db, books->days, &books->claims, &books->claim_count,
				&books->more_claims);
}

static enum error compare_all(struct books *books)
{
	if (books->more_leftovers)
		cut_off(books, "what was left behind here", "there is more");
	if (books->more_claims)
		cut_off(books, "what was booked here", "there is more: ask for fewer DAYS");
	for (int i = 0; i < books->leftover_count; i++)
		TRY(tell(books, &books->leftovers[i]));
	for (int i = 0; i < COUNT(lists); i++)
		TRY(walk(books, &lists[i]));
	for (int i = 0; i < books->claim_count; i++)
		TRY(seek(books, &books->claims[i]));
	return OK;
}

static enum error read_number(const struct call *call, int at, const char *name, int64_t most,
			      int64_t *out)
{
	if (call->count > at && (!text_to_int(call->words[at], out) || *out < 1 || *out > most))
		return failure(ERR_INVALID, "%s must be from 1 to %lld", name, (long long)most);
	return OK;
}

enum error admin_reconcile(struct call *call)
{
	struct books books = { .call = call, .days = DAYS, .pages = PAGES };

	TRY(read_number(call, 0, "DAYS", DAYS_MOST, &books.days));
	TRY(read_number(call, 1, "PAGES", PAGES_MOST, &books.pages));
	books.since = instant_now().ms / 1000 - books.days * 86400;
	TRY(db_transact(call->db, DB_AUTOCOMMIT, find_ours, &books));
	if (books.claim_count > 0)
		qsort(books.claims, (size_t)books.claim_count, sizeof(*books.claims), order);
	TRY(compare_all(&books));
	call->failed = books.differences > 0 || books.incomplete > 0;
	say(js_object(call->arena, "ok", (bool)!call->failed, "days", books.days,
		      "transfers", books.compared[CLAIM_TRANSFER],
		      "payments", books.compared[CLAIM_SESSION] + books.compared[CLAIM_PAYMENT],
		      "refunds", books.compared[CLAIM_REFUND], "disputes", books.compared[CLAIM_DISPUTE],
		      "differences", books.differences, "incomplete", books.incomplete));
	return OK;
}
