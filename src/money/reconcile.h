/* What of our own records waits too long, and what the outside ought to know of. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/* Something that a person ought to look at. */
struct leftover {
	const char *what, *id, *detail;
	const char *payment; /* of a parked event: the payment that is not known here */
	struct instant since;
};

/*
 * Items refused or waiting for more than an hour, events parked as long, payments left
 * open for two days. A card that declined is none. *more: there are more than these.
 */
enum error reconcile_leftovers(struct db *, struct leftover **out, int *count, bool *more) MUST_USE;

enum standing { STANDING_UNKNOWN, STANDING_SAME, STANDING_DIFFERENT };

/* Does our withdrawal agree with a transfer of that id and amount, which may have been reversed as a whole? */
enum error reconcile_transfer(struct db *, struct id withdrawal, const char *transfer,
			      struct money amount, bool reversed, enum standing *out) MUST_USE;

/* Is a payment that the outside calls paid credited here, with that amount? */
enum error reconcile_payment(struct db *, const char *payment, struct money amount,
			     enum standing *out) MUST_USE;

/* Is what went out of a payment of ours, less what came back, that amount? UNKNOWN: no payment of ours. */
enum error reconcile_taken(struct db *, const char *payment_intent, const char *taken_reason,
			   const char *given_reason, struct money amount,
			   enum standing *out) MUST_USE;

/* What we booked in so many days, and the outside must know of: for the other direction. */
enum claim_kind { CLAIM_TRANSFER, CLAIM_SESSION, CLAIM_PAYMENT, CLAIM_REFUND, CLAIM_DISPUTE };
struct booked_claim {
	enum claim_kind kind;
	const char *id, *ours; /* its id there, and what it is here */
	bool met;	       /* for the caller */
};
enum error reconcile_claims(struct db *, int64_t days, struct booked_claim **out, int *count,
			    bool *more) MUST_USE;
