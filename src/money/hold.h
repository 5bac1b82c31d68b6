/*
 * What of the earned money may leave. A payout is held for settings'
 * withdraw.hold_seconds; and for longer, settings' dispute.hold_days from the
 * dispute's beginning at most, if it came out of the escrow of a sender whose
 * payment is disputed, and was still held when that began (dispute.h). All of this
 * follows from rows and the clock: nothing is moved when a hold ends, so nothing
 * can be forgotten.
 */
#pragma once

#include "base/config.h"
#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/*
 * Does the dispute d, of sender u, reach the payout e out of that sender's escrow? It stands, and
 * began before the payout's usual hold was over. REACH_PARAMETERS.
 */
#define DISPUTE_REACHES \
	"(d.status = 'open' OR (d.status = 'lost' AND u.shortage_cents > 0)) " \
	"AND d.created_at < e.created_at + INTERVAL ? SECOND "
/* And is it not over by now? */
#define PAYOUT_IS_REACHED DISPUTE_REACHES "AND d.created_at + INTERVAL ? DAY > NOW(3) "
#define REACH_PARAMETERS settings()->payout_hold_seconds, settings()->dispute_hold_days

/* Of a row e of entries that is a payout: when it may leave. Three parameters: HOLD_PARAMETERS. */
#define PAYOUT_FREE_AT \
	"GREATEST(e.created_at + INTERVAL ? SECOND, COALESCE((SELECT MAX(d.created_at) " \
	"FROM settlements s JOIN jobs j ON j.id = s.job_id JOIN users u ON u.id = j.sender " \
	"JOIN disputes d ON d.user_id = j.sender WHERE s.transfer_id = e.transfer_id " \
	"AND " DISPUTE_REACHES "AND NOT EXISTS (SELECT 1 " \
	"FROM dispute_decisions c WHERE c.dispute_id = d.id AND c.job_id = s.job_id)) " \
	"+ INTERVAL ? DAY, e.created_at))"
#define HOLD_PARAMETERS settings()->payout_hold_seconds, REACH_PARAMETERS

struct held {
	struct money cents;   /* of payouts that may not leave yet, spent or not */
	struct instant until; /* when the next of them may; 0: none is held */
	bool disputed;	      /* one of them is held for a dispute */
};

/* A user's. Under the account's lock no payout can be added to it. */
enum error hold_find(struct db *, struct id user, struct held *out) MUST_USE;
