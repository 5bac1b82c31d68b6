#include "cron/duty.h"

#include <poll.h>

#include "base/config.h"
#include "base/log.h"
#include "cron/courier.h"
#include "cron/document.h"
#include "cron/postman.h"
#include "cron/send.h"
#include "cron/vouchers.h"
#include "db/schema.h"
#include "people/mail.h"
#include "queue/outbox.h"
#include "queue/posting.h"

enum {
	SLEEP_MOST_MS = 1000,
	SLEEP_LEAST_MS = 10,
	SWEEP_EVERY_MS = 60000,
	SWEPT_MOST = 1000,
	/* A pass that is not repeated ends, though a Stripe that hangs makes items due over and over. */
	SENDING_MOST_MS = 50000,
};

volatile sig_atomic_t stopping;

/* An item that cannot be sent has its own time to be tried again: it is never stuck. */
static enum error pass_lane(struct db *db, enum outbox_lane lane)
{
	return outbox_send(db, lane, SENDING_MOST_MS, &stopping);
}

static enum error pass_outbox(struct db *db, bool *stuck)
{
	(void)stuck;
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

static enum error pass_webhooks(struct db *db, bool *stuck)
{
	(void)stuck;
	return courier_run(db, SENDING_MOST_MS, &stopping);
}

static enum error find_webhook_wait(struct db *db, void *ms)
{
	return posting_wait(db, SLEEP_MOST_MS, ms);
}

static enum error wait_webhooks(struct db *db, int64_t *ms)
{
	int64_t found = SLEEP_MOST_MS;

	TRY(db_transact(db, DB_AUTOCOMMIT, find_webhook_wait, &found));
	*ms = found;
	return OK;
}

/* What people and programs ask of the network: apart from the outbox, for any of it may hang. */
static enum error pass_errands(struct db *db, bool *stuck)
{
	(void)stuck;
	TRY(postman_run(db, SENDING_MOST_MS, &stopping));
	TRY(vouchers_fetch(db));
	return document_fetch(db);
}

static enum error find_mail_wait(struct db *db, void *ms)
{
	return mail_wait(db, SLEEP_MOST_MS, ms);
}

static enum error wait_errands(struct db *db, int64_t *ms)
{
	int64_t found = SLEEP_MOST_MS;

	if (*settings()->mail_url)
		TRY(db_transact(db, DB_AUTOCOMMIT, find_mail_wait, &found));
	*ms = found;
	return OK;
}

static enum error sweep_mails(struct db *db, void *most)
{
	return mail_sweep(db, *(const int *)most);
}

static enum error sweep_errands(struct db *db)
{
	int most = SWEPT_MOST;

	return db_transact(db, DB_AUTOCOMMIT, sweep_mails, &most);
}

const struct duty duty_errands = { pass_errands, wait_errands, sweep_errands };
const struct duty duty_webhooks = { pass_webhooks, wait_webhooks, sweep_outbox };
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
