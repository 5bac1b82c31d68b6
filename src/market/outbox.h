/*
 * What must be sent to the outside: written in the transaction that decided it,
 * sent later, outside of any, as often as it takes. A row freezes all that the
 * request says, so that each try is the same to the byte.
 */
#pragma once

#include "market/market.h"

enum outbox_kind { OUTBOX_TRANSFER, OUTBOX_AUTOMATIC, OUTBOX_REFUNDS, OUTBOX_WAITING_DROPS };

struct outbox_item {
	struct id id, user;
	enum outbox_kind kind;
	const char *subject;		/* of a transfer its withdrawal; else what it must not be done twice for */
	const char *target, *source;
	struct money amount;
	const char *idempotency_key;
	int64_t attempts;
	struct instant key_since, now;
	struct id token;
};

/* Queue a new item. One a kind and subject: a second is ignored. */
void outbox_add(struct db *, const struct outbox_item *);

/* Queue an item that pays the user's waiting drops, if there are any: money has come, by this transfer. */
void outbox_wake(struct db *, struct id user, struct id transfer);

/* Lease the next item that is due; *found is false if none is. Needs a transaction. */
enum error outbox_lease(struct db *, struct id token, struct outbox_item *out, bool *found) MUST_USE;

/*
 * Lock the item for its outcome. CONFLICT if another holds the lease by now, or
 * it is done. The first lock of its transaction.
 */
enum error outbox_lock(struct db *, const struct outbox_item *) MUST_USE;

/* Under that lock, queued: it is done, or refused, or to be tried later (backoff by attempts). */
void outbox_done(struct db *, const struct outbox_item *, const char *result);
void outbox_refused(struct db *, const struct outbox_item *, const char *why);
void outbox_later(struct db *, const struct outbox_item *, const char *why);

/*
 * The same, after a refusal that is certain and may pass: under a new key, for
 * the outside answers the old one with the refusal it has kept.
 */
void outbox_anew(struct db *, const struct outbox_item *, const char *why);

/*
 * The outside says by itself that an item was refused. *first: it was waiting
 * until now. Locks the item. Needs a transaction.
 */
enum error outbox_refuse(struct db *, struct id item, const char *why, bool *first) MUST_USE;

/* Milliseconds until an item is due, at most `most`. */
enum error outbox_wait(struct db *, int64_t most, int64_t *ms) MUST_USE;
