/* Where a job's money went, by the ledger: what the sender paid, and what became of it. */
#pragma once

#include "base/error.h"
#include "db/db.h"
#include "picture/picture.h"

struct flow {
	struct money paid;		 /* into escrow, by the sender */
	struct money prize, fee, refund; /* out of it */
	struct money held;		 /* still in it: paid is the sum of these four */
	struct money clawed_back; /* of the prize, from the winner after a dispute: for the parties alone */
};

/*
 * Of a job of either kind; all zero if it was never paid for, or is not there. Three look-ups of
 * transfers_reason, and entries_transfer for each.
 */
enum error flow_read(struct db *, struct id job, struct flow *out) MUST_USE;

struct picture flow_picture(struct arena *, const struct flow *);
