/*
 * A payment into a wallet is disputed: what its user has posted, and nobody has answered
 * yet, is called off, and the prices go back into the wallet, where what it owes is settled.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/*
 * While the dispute stands (dispute.h), cancel its user's open drops and its queued and held
 * hires without a submission, a transaction each. Again, or by two at once: each job ends once. Not inside a
 * transaction.
 */
enum error recall_jobs(struct db *, struct id user, const char *dispute) MUST_USE;
