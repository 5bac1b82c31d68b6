/*
 * What must be sent to the outside: written in the transaction that decided it,
 * sent later, outside of any, as often as it takes. A row freezes all that the
 * request says, so that each try is the same to the byte.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

enum outbox_kind {
	OUTBOX_TRANSFER,
	OUTBOX_AUTOMATIC,
	OUTBOX_REFUNDS,
	OUTBOX_FUNDS,
	OUTBOX_ACCOUNT,
	OUTBOX_DISPUTED /* of a dispute or a refund: the jobs of its user are called off */
};

/* How long a lease lasts: who cannot be done by then must not begin to send. */
enum { OUTBOX_LEASE_MS = 60 * 1000 };

struct outbox_item {
	struct id id, user;
	enum outbox_kind kind;
	const char *subject; /* of a transfer its withdrawal; else what it must not be done twice for */
	const char *target, *source;
	struct money amount;
	const char *idempotency_key;
	bool renewed;	    /* the key is not its first one: it was sent under another before */
	const char *result; /* what an earlier try was told of it, or NULL */
	int64_t attempts;
	struct instant created, key_since, now;
	struct id token;
};

/* Queue a new item. One a kind and subject: a second is ignored. */
void outbox_add(struct db *, const struct outbox_item *);

/*
 * Money has come into a wallet, by this transfer: queue an item that settles what
 * the wallet owes and pays the jobs that wait, if it does and if there are any.
 */
void outbox_wake(struct db *, struct id user, struct id transfer);

/*
 * Queue an item that asks for what stands at a connected account now; *known is
 * false if it is nobody's here. One an account: what was asked before this is asked
 * again, and a question under way counts no more, for its answer may be older.
 */
enum error outbox_ask(struct db *, const char *account, bool *known) MUST_USE;

/* Which items: all, or those that need nothing from outside. */
enum outbox_lane { LANE_ALL, LANE_LOCAL };

/* Lease the next item that is due; *found is false if none is. Needs a transaction. */
enum error outbox_lease(struct db *, enum outbox_lane, struct id token, struct outbox_item *out,
			bool *found) MUST_USE;

/*
 * Lock the item for its outcome. CONFLICT if another holds the lease by now, or
 * it is done. The first lock of its transaction.
 */
enum error outbox_lock(struct db *, const struct outbox_item *) MUST_USE;

/*
 * Under that lock, queued: it is done; refused, which a person ought to look at, or
 * declined, which a card may do; or to be tried later (backoff by attempts), with
 * what is known by now (NULL: nothing new).
 */
void outbox_done(struct db *, const struct outbox_item *, const char *result);
void outbox_refused(struct db *, const struct outbox_item *, const char *why);
void outbox_declined(struct db *, const struct outbox_item *, const char *why);
void outbox_later(struct db *, const struct outbox_item *, const char *result, const char *why);

/* The same: a part of it is done, up to `result`; the rest is due at once. */
void outbox_more(struct db *, const struct outbox_item *, const char *result);

/*
 * The same, after a refusal that is certain and may pass: under a new key, for
 * the outside answers the old one with the refusal it has kept.
 */
void outbox_anew(struct db *, const struct outbox_item *, const char *why);

/*
 * The outside says by itself what became of an item. *first: it was waiting until
 * now. Locks the item: before anything else but an event. Needs a transaction.
 */
enum error outbox_decline(struct db *, struct id item, const char *why, bool *first) MUST_USE;
enum error outbox_settle(struct db *, struct id item, const char *result) MUST_USE;

/* Milliseconds until an item is due, at most `most`. */
enum error outbox_wait(struct db *, enum outbox_lane, int64_t most, int64_t *ms) MUST_USE;
