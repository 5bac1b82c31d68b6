/*
 * THE ROOM OF WHAT BOTH KINDS OF JOB SHARE: the row as people see it (job), as the rules read it (row),
 * as its sender orders it (order, title), what is handed in (work), its log, who keeps off it (cooldown), and
 * how much a user may hold (standing).
 * Like all rooms of the rules it knows no HTTP, no wire shape and no payment service: the API, the cron
 * program and the admin tool use it unchanged. It knows neither kind: drop and hire stand above it.
 *
 * TABLES: jobs, job_logs, cooldowns.
 *
 * ALWAYS TRUE (invariants.c proves it)
 * - While a job is active its price is in escrow; when it has ended, all of it was paid out or given back.
 * - A job that has ended never changes again.
 * - Who may not see a job learns nothing of it, not even that it exists.
 *
 * LOCK ORDER, the law that makes deadlocks rare (db_transact's retry is the
 * net, not the plan). A transaction takes row locks only by primary key, and
 * only in this order:
 *
 *	idempotency key, quota, event or outbox item -> uploads by ascending key -> blob -> invitation -> payment or withdrawal -> job
 *	-> its claims, submissions, presentations, deliveries, words and cooldowns
 *	-> user -> accounts by ascending id -> agent -> one shard of the totals -> API key or session
 *	-> webhook and its deliveries
 *
 * - A claim locks its user's row before it counts that user's live claims.
 * - A pull locks its user first, and then a job by SKIP LOCKED: who never waits
 *   for a job closes no circle.
 * - A user's disputes, and what was decided on them, are written under that user's lock.
 * - An account's row is updated before its entry is inserted: the foreign
 *   key's shared lock, taken first, would deadlock with a twin.
 * - Rows of another user are never locked, but for the one account that is
 *   paid: cooldowns therefore have no foreign key to users.
 *
 * THE CLOCK is the database's, read after the job's lock is held. NOW() is the
 * statement's start and may be a lock wait old; SYSDATE(3) is not.
 */
#pragma once

#include "base/error.h"
#include "base/page.h"
#include "base/value.h"
#include "db/db.h"
#include "db/invariant.h"

extern const struct invariants settlement_invariants, agent_invariants;

/*
 * Who acts, by which agent (none: an answer's claim's, a hire's default one),
 * and under which id: drawn once a request, so that a repeated run knows its own work.
 */
struct actor {
	struct id user, agent;
	struct id request;
};
