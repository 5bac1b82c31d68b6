/* What operators did by hand, in admin_log. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/*
 * Note an act, in the transaction of the act itself: who, the verb, whom or what it
 * was done to, and why. INVALID without a reason, or with one above 500 characters. Queued.
 */
enum error journal_add(struct db *, const char *actor, const char *act, const char *subject,
		       const char *why) MUST_USE;
