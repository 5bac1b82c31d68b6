/*
 * The jobs' deadlines. Where much is due at once, other processes help for as long as that
 * lasts: each takes what no other has locked, and so none of them waits for another.
 */
#include <limits.h>

#include "base/config.h"
#include "base/log.h"
#include "clock/deadline.h"
#include "cron/crew.h"
#include "cron/duty.h"
#include "cron/judges.h"
#include "files/sweep.h"
#include "judge/court.h"
#include "queue/heartbeat.h"

/* Of uploads and blobs that are swept. */
enum { FILES_A_ROUND = 500 };

enum {
	LOOK_MOST_MS = 1000,
	BEAT_EVERY_MS = 10000,
	MUCH = 100, /* due at once: about a third of a second's work for one */
};

/* That jobs are looked after. It holds nothing up: a beat that fails is told of, and the pass goes on. */
static void beat(struct db *db)
{
	static int64_t next;

	if (monotonic_ms() < next)
		return;
	next = monotonic_ms() + BEAT_EVERY_MS;
	if (heartbeat_beat(db, court_sits()))
		log_error("cron.unnoted", "why", failure_note()->text);
}

static bool moved_any(const struct moved *m)
{
	return m->lapsed + m->closed + m->expired + m->settled + m->failed + m->cancelled +
		       m->errors >
	       0;
}

static enum error move_due(struct db *db, bool *stuck)
{
	const struct deadline_limits none = { INT_MAX, INT_MAX, &stopping };
	struct moved moved = { 0 };

	TRY(deadline_enforce(db, judges_at_hand(), &none, deadline_log, &moved));
	if (moved_any(&moved))
		log_info("cron.passed", "lapsed", moved.lapsed, "closed", moved.closed, "expired",
			 moved.expired, "settled", moved.settled, "failed", moved.failed,
			 "cancelled", moved.cancelled, "errors", moved.errors);
	*stuck = moved.errors > 0;
	return OK;
}

static enum error wait_deadlines(struct db *db, int64_t *ms)
{
	return deadline_wait(db, LOOK_MOST_MS, ms);
}

/* A directory that ails holds up nothing else. */
static void sweep_files(struct db *db)
{
	struct swept swept = { 0 };

	if (files_sweep(db, FILES_A_ROUND, &stopping, &swept))
		log_error("files.unswept", "why", failure_note()->text);
	else if (swept.uploads + swept.blobs + swept.strays + swept.left > 0)
		log_info("files.swept", "uploads", swept.uploads, "blobs", swept.blobs, "strays",
			 swept.strays, "left", swept.left);
}

static enum error sweep_deadlines(struct db *db)
{
	int swept = 0;

	enum error e = deadline_sweep(db, &swept);

	if (swept > 0)
		log_info("cron.swept", "idempotency_keys", swept);
	sweep_files(db);
	return e;
}

static enum error sweep_nothing(struct db *db)
{
	(void)db;
	return OK;
}

static int help(int i)
{
	static const struct duty once = { move_due, wait_deadlines, sweep_nothing };
	bool stuck = false;

	(void)i;
	return duty_pass(&once, &stuck) || stuck ? 1 : 0;
}

static enum error pass_deadlines(struct db *db, bool *stuck)
{
	static struct crew helpers;
	bool much = false;

	TRY(deadline_is_much(db, MUCH, &much));
	helpers.count = much ? (int)settings()->judge_parallel - 1 : 0;
	crew_look_after(&helpers, help, db);

	enum error e = move_due(db, stuck);

	if (crew_await(&helpers))
		*stuck = true;
	beat(db);
	return e;
}

const struct duty duty_deadlines = { pass_deadlines, wait_deadlines, sweep_deadlines };
