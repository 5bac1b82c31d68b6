/* An account that is closed for good, and one that everybody is shut out of. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/*
 * No key, session, grant, address or card of the user's is left, so that nobody comes in
 * as this user. Money and jobs stay in the books: what runs goes on by its rules, and
 * *balance is what the wallet holds. Again: nothing changes. Locks the user. Needs a
 * transaction. NOT_FOUND.
 */
enum error user_close(struct db *, struct id user, struct money *balance) MUST_USE;

/*
 * Whoever came in until now comes in no more: keys, sessions and grants end, and webhooks
 * are disabled, for that reason. Locks the user. Needs a transaction.
 */
enum error user_shut_out(struct db *, struct id user, const char *why) MUST_USE;

/*
 * Where money would go to and come from is asked for anew: Stripe's account counts as lost, no card is
 * known. Withdrawals that were asked for go where they were to go. Queued; under the user's lock.
 */
void user_forget_bank(struct db *, struct id user);
