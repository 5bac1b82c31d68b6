#include "cron/duty.h"

#include <limits.h>
#include <poll.h>

#include "base/config.h"
#include "base/log.h"
#include "clock/deadline.h"
#include "cron/document.h"
#include "cron/send.h"
#include "db/schema.h"
#include "judge/local.h"
#include "judge/verify.h"
#include "queue/heartbeat.h"
#include "queue/outbox.h"

enum {
	SLEEP_MOST_MS = 1000,
	SLEEP_LEAST_MS = 10,
	SWEEP_EVERY_MS = 60000,
	BEAT_EVERY_MS = 10000,
	/* A pass that is not repeated ends, though a Stripe that hangs makes items due over and over. */
	SENDING_MOST_MS = 50000,
};

volatile sig_atomic_t stopping;

/* That jobs are looked after. It holds nothing up: a beat that fails is told of, and the pass goes on. */
static void beat(struct db *db)
{
	static int64_t next;

	if (monotonic_ms() < next)
		return;
	next = monotonic_ms() + BEAT_EVERY_MS;
	if (heartbeat_beat(db))
		log_error("cron.unnoted", "why", failure_note()->text);
}

static bool moved_any(const struct moved *m)
{
	return m->lapsed + m->closed + m->expired + m->settled + m->failed + m->cancelled +
		       m->errors >
	       0;
}

static const struct judges judges = { judge_local_waiting, verify_local_waiting };

static enum error pass_deadlines(struct db *db, bool *stuck)
{
	const struct deadline_limits none = { INT_MAX, INT_MAX, &stopping };
	struct moved moved = { 0 };

	TRY(deadline_enforce(db, &judges, &none, deadline_log, &moved));
	if (moved_any(&moved))
		log_info("cron.passed", "lapsed", moved.lapsed, "closed", moved.closed, "expired",
			 moved.expired, "settled", moved.settled, "failed", moved.failed,
			 "cancelled", moved.cancelled, "errors", moved.errors);
	*stuck = moved.errors > 0;
	beat(db);
	return OK;
}

static enum error wait_deadlines(struct db *db, int64_t *ms)
{
	return deadline_wait(db, SLEEP_MOST_MS, ms);
}

static enum error sweep_deadlines(struct db *db)
{
	int swept = 0;

	TRY(deadline_sweep(db, &swept));
	if (swept > 0)
		log_info("cron.swept", "idempotency_keys", swept);
	return OK;
}

/* An item that cannot be sent has its own time to be tried again: it is never stuck. */
static enum error pass_lane(struct db *db, enum outbox_lane lane)
{
	return outbox_send(db, lane, SENDING_MOST_MS, &stopping);
}

/* What programs say of themselves is fetched by who may use the network, too. */
static enum error pass_outbox(struct db *db, bool *stuck)
{
	(void)stuck;
	TRY(document_fetch(db));
	return pass_lane(db, LANE_ALL);
}

static enum error pass_local(struct db *db, bool *stuck)
{
	(void)stuck;
	return pass_lane(db, LANE_LOCAL);
}

struct outbox_pause {
	enum outbox_lane lane;
	int64_t ms;
};

static enum error find_outbox_wait(struct db *db, void *arg)
{
	struct outbox_pause *pause = arg;

	return outbox_wait(db, pause->lane, SLEEP_MOST_MS, &pause->ms);
}

static enum error wait_lane(struct db *db, enum outbox_lane lane, int64_t *ms)
{
	struct outbox_pause pause = { lane, SLEEP_MOST_MS };

	TRY(db_transact(db, DB_AUTOCOMMIT, find_outbox_wait, &pause));
	*ms = pause.ms;
	return OK;
}

static enum error wait_outbox(struct db *db, int64_t *ms)
{
	return wait_lane(db, LANE_ALL, ms);
}

static enum error wait_local(struct db *db, int64_t *ms)
{
	return wait_lane(db, LANE_LOCAL, ms);
}

static enum error sweep_outbox(struct db *db)
{
	(void)db; /* its rows are the record of what was sent: they stay */
	return OK;
}

const struct duty duty_deadlines = { pass_deadlines, wait_deadlines, sweep_deadlines };
const struct duty duty_outbox = { pass_outbox, wait_outbox, sweep_outbox };
const struct duty duty_local = { pass_local, wait_local, sweep_outbox };

/*
 * How long to sleep. After trouble a whole second: neither a dead database nor
 * an item that stays due is met in a tight loop. What is due but locked belongs
 * to another cron, and is looked at again a moment later.
 */
static int64_t rest(const struct duty *duty, struct db *db, enum error e, bool stuck)
{
	int64_t ms = SLEEP_MOST_MS;

	if (!e && !stuck)
		e = duty->wait(db, &ms);
	if (e) {
		log_error("cron.failed", "error", error_name(e), "why", failure_note()->text);
		return SLEEP_MOST_MS;
	}
	return ms < SLEEP_LEAST_MS ? SLEEP_LEAST_MS : ms;
}

static struct db *connection_on(struct arena *arena)
{
	struct db *db = db_create();

	db_use(db, arena);
	schema_guard(db);
	return db;
}

void duty_watch(const struct duty *duty, int64_t end, void (*look_after)(struct db *))
{
	struct arena *arena = arena_create();
	struct db *db = connection_on(arena);
	int64_t swept = monotonic_ms() - SWEEP_EVERY_MS;

	while (!stopping && monotonic_ms() < end) {
		bool stuck = false;

		look_after(db);

		enum error e = duty->pass(db, &stuck);

		if (!e && monotonic_ms() - swept >= SWEEP_EVERY_MS) {
			e = duty->sweep(db);
			swept = monotonic_ms();
		}

		int64_t ms = rest(duty, db, e, stuck);

		arena_reset(arena);
		(void)poll(NULL, 0, (int)ms); /* a signal ends the sleep */
	}
	db_free(db);
	arena_free(arena);
}

/* A pass of one duty on a connection of its own. */
enum error duty_pass(const struct duty *duty, bool *stuck)
{
	struct arena *arena = arena_create();
	struct db *db = connection_on(arena);
	enum error e = duty->pass(db, stuck);

	if (!e)
		e = duty->sweep(db);
	if (e)
		log_error("cron.failed", "error", error_name(e), "why", failure_note()->text);
	db_free(db);
	arena_free(arena);
	return e;
}
