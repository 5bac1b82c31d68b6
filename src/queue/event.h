/*
 * Events of an outside service, each kept whole and handled once. One that
 * names a payment which is not known yet is parked: whoever makes the payment
 * known handles it then.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

enum event_status { EVENT_HANDLED, EVENT_IGNORED, EVENT_PARKED, EVENT_REFUSED };

struct event_record {
	const char *id, *type;
	const char *about; /* a payment's or a card's id, or NULL */
	const char *payload;
};

/* Keep it, first in its transaction. *again: it was kept before, and nothing is to be done. */
enum error event_keep(struct db *, const struct event_record *, bool *again) MUST_USE;

/* What became of it. Queued. */
void event_end(struct db *, const char *id, enum event_status);

/* Lock the parked events about this: their transactions are over when this returns. */
enum error event_lock_parked(struct db *, const char *about, struct event_record **out,
			     int *count) MUST_USE;

/* Has an event of that type come about this? */
enum error event_has_come(struct db *, const char *type, const char *about, bool *out) MUST_USE;
