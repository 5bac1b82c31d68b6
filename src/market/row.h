/*
 * The job's row as the rules of either kind read it under its lock: what struct drop
 * and struct hire both have. Each kind adds what is its own.
 */
#pragma once

#include "money/escrow.h"

/* The query's alias of jobs must be j. */
#define JOB_ROW_COLUMNS \
	"j.id, j.sender, j.status, j.price_cents, j.fee_cents, j.prize_cents, " \
	"j.time_limit_seconds, j.cancellation_requested, j.lease_token, j.judging_until, j.last_request, " \
	"SYSDATE(3) AS now"

/* Their members, all but the status, whose names are the kind's. */
#define JOB_ROW_MEMBERS(row) \
	.id = row_id((row), "id"), .sender = row_id((row), "sender"), \
	.price = row_money((row), "price_cents"), .fee = row_money((row), "fee_cents"), \
	.prize = row_money((row), "prize_cents"), \
	.time_limit_seconds = row_int((row), "time_limit_seconds"), \
	.cancellation_requested = row_bool((row), "cancellation_requested"), \
	.lease_token = row_id((row), "lease_token"), \
	.judging_until = row_time((row), "judging_until"), \
	.last_request = row_id((row), "last_request"), .now = row_time((row), "now")

/* What escrow is told of it. */
#define JOB_STAKE(job) \
	((struct stake){ (job)->id, (job)->sender, (job)->price, (job)->fee, (job)->prize, \
			 (job)->now })
