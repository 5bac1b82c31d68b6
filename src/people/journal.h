/* What operators did by hand, in admin_log. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct journal_entry {
	struct id id; /* drawn before: a transaction that is run again notes nothing twice */
	const char *actor, *act, *subject, *why;
};

/*
 * Note an act, in the transaction of the act itself: who, the verb, whom or what it
 * was done to, and why. INVALID without a reason, or with one above 500 characters. Queued.
 */
enum error journal_add(struct db *, const struct journal_entry *) MUST_USE;

/* When such an act was last noted of that subject; none if never. */
enum error journal_find(struct db *, const char *act, const char *subject,
			struct instant *out) MUST_USE;
