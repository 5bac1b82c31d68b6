/* What of our own records waits too long, and what the outside ought to know of. */
#pragma once

#include "market/market.h"

/* Something that a person ought to look at. */
struct leftover {
	const char *what, *id, *detail;
	struct instant since;
};

/* Items refused or waiting for more than an hour, events parked as long, payments left open for two days. */
enum error reconcile_leftovers(struct db *, struct leftover **out, int *count) MUST_USE;

enum standing { STANDING_UNKNOWN, STANDING_SAME, STANDING_DIFFERENT };

/* Does our withdrawal agree with a transfer of that id and amount? */
enum error reconcile_transfer(struct db *, struct id withdrawal, const char *transfer,
			      struct money amount, enum standing *out) MUST_USE;

/* Is a payment that the outside calls paid credited here, with that amount? */
enum error reconcile_payment(struct db *, const char *payment, struct money amount,
			     enum standing *out) MUST_USE;

/* Withdrawals that are completed since then, and their transfers' ids: for the other direction. */
struct transfer_claim {
	struct id withdrawal;
	const char *transfer;
};
enum error reconcile_completed(struct db *, int64_t days, struct transfer_claim **out,
			       int *count) MUST_USE;
