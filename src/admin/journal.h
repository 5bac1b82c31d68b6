/* What operators did by hand, in admin_log. */
#pragma once

#include "base/error.h"
#include "db/db.h"

/*
 * Note an act, in the transaction of the act itself: the verb, whom or what it was
 * done to, and why. Who did it is the operator's login, as sudo or the system knows
 * it. INVALID without a reason, or with one above 500 characters. Queued.
 */
enum error journal_add(struct db *, const char *act, const char *subject, const char *why) MUST_USE;
