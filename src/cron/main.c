/*
 * The only process that acts by the clock. One pass and out (crontab, a systemd
 * timer), or --watch: pass after pass, sleeping until the next deadline but a
 * second at most, because a drop that is paid in the meantime is not known yet.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/text.h"
#include "judge/local.h"
#include "market/deadline.h"

enum { SLEEP_MOST_MS = 1000, SLEEP_LEAST_MS = 10, SWEEP_EVERY_MS = 60000 };


struct options {
	const char *config;
	bool watch;
	int64_t seconds;	/* of --for; 0: no end */
};

static volatile sig_atomic_t stopping;

static void stop(int signal_number)
{
	(void)signal_number;
	stopping = 1;
}

static void complain(struct id job, enum error e)
{
	log_error("deadline.stuck", "job", job, "error", error_name(e), "why", failure_note()->text);
}

static bool moved_any(const struct moved *m)
{
	return m->lapsed + m->closed + m->settled + m->failed + m->cancelled + m->errors > 0;
}

static enum error pass(struct db *db, bool *stuck)
{
	const struct deadline_limits none = { INT_MAX, INT_MAX, &stopping };
	struct moved moved = { 0 };

	TRY(deadline_enforce(db, judge_local, &none, complain, &moved));
	if (moved_any(&moved))
		log_info("cron.passed", "lapsed", moved.lapsed, "closed", moved.closed, "settled",
			 moved.settled, "failed", moved.failed, "cancelled", moved.cancelled,
			 "errors", moved.errors);
	*stuck = moved.errors > 0;
	return OK;
}

static enum error sweep(struct db *db)
{
	int swept = 0;

	TRY(deadline_sweep(db, &swept));
	if (swept > 0)
		log_info("cron.swept", "idempotency_keys", swept);
	return OK;
}

/*
 * How long to sleep. After trouble a whole second: neither a dead database nor
 * an item that stays due is met in a tight loop. What is due but locked belongs
 * to another cron, and is looked at again a moment later.
 */
static int64_t rest(struct db *db, enum error e, bool stuck)
{
	int64_t ms = SLEEP_MOST_MS;

	if (!e && !stuck)
		e = deadline_wait(db, SLEEP_MOST_MS, &ms);
	if (e) {
		log_error("cron.failed", "error", error_name(e), "why", failure_note()->text);
		return SLEEP_MOST_MS;
	}
	return ms < SLEEP_LEAST_MS ? SLEEP_LEAST_MS : ms;
}

static void watch(struct db *db, struct arena *arena, int64_t seconds)
{
	int64_t start = monotonic_ms(), swept = start - SWEEP_EVERY_MS;

	while (!stopping && (!seconds || monotonic_ms() - start < seconds * 1000)) {
		bool stuck = false;
		enum error e = pass(db, &stuck);

		if (!e && monotonic_ms() - swept >= SWEEP_EVERY_MS) {
			e = sweep(db);
			swept = monotonic_ms();
		}

		int64_t ms = rest(db, e, stuck);

		arena_reset(arena);
		(void)poll(NULL, 0, (int)ms);	/* a signal ends the sleep */
	}
}

static bool read_options(int argc, char **argv, struct options *out)
{
	for (int i = 1; i < argc; i++) {
		bool has_value = i + 1 < argc;

		if (strcmp(argv[i], "--watch") == 0)
			out->watch = true;
		else if (strcmp(argv[i], "--for") == 0 && has_value) {
			if (!text_to_int(argv[++i], &out->seconds) || out->seconds < 1)
				return false;
		} else if (strcmp(argv[i], "--config") == 0 && has_value)
			out->config = argv[++i];
		else
			return false;
	}
	return out->watch || !out->seconds;
}

int main(int argc, char **argv)
{
	struct options options = { .config = NULL };
	struct sigaction on_stop = { .sa_handler = stop };
	struct arena *process = arena_create(), *arena = arena_create();

	if (!read_options(argc, argv, &options)) {
		(void)fputs("usage: clorp-cron [--config FILE] [--watch [--for SECONDS]]\n", stderr);
		return 2;
	}
	if (config_load(process, options.config)) {
		log_error("cron.misconfigured", "why", failure_note()->text);
		return 2;
	}
	log_open(settings()->log, "clorp-cron");
	(void)sigaction(SIGTERM, &on_stop, NULL);
	(void)sigaction(SIGINT, &on_stop, NULL);

	struct db *db = db_create();
	enum error e = OK;
	bool stuck = false;

	db_use(db, arena);
	if (options.watch) {
		watch(db, arena, options.seconds);
	} else {
		e = pass(db, &stuck);
		if (!e)
			e = sweep(db);
		if (e)
			log_error("cron.failed", "error", error_name(e), "why", failure_note()->text);
	}
	db_free(db);
	arena_free(arena);
	arena_free(process);
	return e || stuck ? 1 : 0;
}
