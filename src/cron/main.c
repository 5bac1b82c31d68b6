/*
 * The only program that acts by the clock. One pass and out (crontab, a systemd
 * timer), or --watch: pass after pass, sleeping until the next deadline but a
 * second at most, because a job that is paid in the meantime is not known yet.
 *
 * It has two duties: the jobs' deadlines, and the outbox. The outbox has processes
 * of its own: one for what needs no Stripe, and outbox.senders for all of it. When
 * it watches, a Stripe that hangs delays no job's end; a pass sees to the jobs
 * first, and is itself one of the senders then.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/text.h"
#include "clock/deadline.h"
#include "cron/send.h"
#include "db/schema.h"
#include "judge/local.h"
#include "judge/verify.h"
#include "queue/heartbeat.h"
#include "queue/outbox.h"

enum {
	SLEEP_MOST_MS = 1000,
	REFUSE_MS = 10000,
	SLEEP_LEAST_MS = 10,
	SWEEP_EVERY_MS = 60000,
	BEAT_EVERY_MS = 10000,
	/* A pass that is not repeated ends, though a Stripe that hangs makes items due over and over. */
	SENDING_MOST_MS = 50000,
	SENDERS_MOST = 16,
};

struct options {
	const char *config;
	bool watch;
	int64_t seconds; /* of --for; 0: no end */
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

static enum error note_beat(struct db *db, void *arg)
{
	(void)arg;
	return heartbeat_beat(db);
}

/* That jobs are looked after. It holds nothing up: a beat that fails is told of, and the pass goes on. */
static void beat(struct db *db)
{
	static int64_t next;

	if (monotonic_ms() < next)
		return;
	next = monotonic_ms() + BEAT_EVERY_MS;
	if (db_transact(db, DB_AUTOCOMMIT, note_beat, NULL))
		log_error("cron.unnoted", "why", failure_note()->text);
}

static bool moved_any(const struct moved *m)
{
	return m->lapsed + m->closed + m->expired + m->settled + m->failed + m->cancelled +
		       m->errors >
	       0;
}

static const struct judges judges = { judge_local, verify_local };

static enum error pass_deadlines(struct db *db, bool *stuck)
{
	const struct deadline_limits none = { INT_MAX, INT_MAX, &stopping };
	struct moved moved = { 0 };

	TRY(deadline_enforce(db, &judges, &none, complain, &moved));
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

struct duty {
	enum error (*pass)(struct db *, bool *stuck);
	enum error (*wait)(struct db *, int64_t *ms); /* until it has something to do */
	enum error (*sweep)(struct db *);	      /* once a minute */
};

static const struct duty deadlines = { pass_deadlines, wait_deadlines, sweep_deadlines };
static const struct duty outbox = { pass_outbox, wait_outbox, sweep_outbox };
static const struct duty local = { pass_local, wait_local, sweep_outbox };

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

static void watch(const struct duty *duty, int64_t end, void (*look_after)(struct db *))
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

static pid_t senders[SENDERS_MOST + 1]; /* the processes that empty the outbox; 0: none */
static int sender_count;
static int64_t watch_end;

static void nothing(struct db *db)
{
	(void)db;
}

/* A pass of one duty on a connection of its own. */
static enum error pass_once(const struct duty *duty, bool *stuck)
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

/* What a sender does, and the status it ends with: send as long as this program watches, or once. */
typedef int sender_life(const struct duty *);

static int send_on(const struct duty *duty)
{
	watch(duty, watch_end, nothing);
	return 0;
}

static int send_once(const struct duty *duty)
{
	bool stuck = false;

	return pass_once(duty, &stuck) || stuck ? 1 : 0;
}

/* The first one takes only what is local. A sender ends with its parent, whatever ends that. */
static void start_sender(int i, sender_life *live, struct db *parents)
{
	pid_t parent = getpid();

	senders[i] = fork();
	if (senders[i] != 0)
		return;
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(0); /* it died before this could be asked for */
	if (parents)
		db_abandon(parents);
	_exit(live(i == 0 ? &local : &outbox));
}

static void look_after_senders(struct db *parents)
{
	for (int i = 0; i < sender_count; i++)
		if (senders[i] <= 0 || waitpid(senders[i], NULL, WNOHANG) != 0)
			start_sender(i, send_on, parents);
}

static void stop_senders(void)
{
	for (int i = 0; i < sender_count; i++)
		if (senders[i] > 0)
			(void)kill(senders[i], SIGTERM);
}

/* A status as a shell has it. Whoever stops this program while it waits stops the sender. */
static int await_sender(pid_t sender)
{
	int status = 0;

	while (waitpid(sender, &status, 0) < 0) {
		if (errno != EINTR)
			return 1;
		if (stopping)
			stop_senders();
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* The status of one that did not end well, or 0. */
static int await_senders(void)
{
	int code = 0;

	for (int i = 0; i < sender_count; i++) {
		int its = senders[i] > 0 ? await_sender(senders[i]) : 0;

		senders[i] = 0;
		code = its ? its : code;
	}
	return code;
}

static void watch_all(int64_t seconds)
{
	sender_count = (int)settings()->outbox_senders + 1;
	watch_end = seconds ? monotonic_ms() + seconds * 1000 : INT64_MAX;
	watch(&deadlines, watch_end, look_after_senders);
	stop_senders();
	(void)await_senders();
}

/* Jobs first, for a Stripe that hangs holds up the end of the pass. This process is one of the senders. */
static int pass_all(void)
{
	bool stuck = false;

	if (pass_once(&deadlines, &stuck))
		return 1;
	sender_count = (int)settings()->outbox_senders;
	for (int i = 0; i < sender_count; i++)
		start_sender(i, send_once, NULL);

	int own = send_once(&outbox);

	if (stopping)
		stop_senders();

	int theirs = await_senders();

	return own || stuck ? 1 : theirs;
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

static enum error check_schema(struct db *db, void *arg)
{
	(void)arg;
	return schema_check(db);
}

/* The database may be away as yet: then each connection is looked at when it is there. */
static bool knows_the_tables(struct arena *arena)
{
	struct db *db = db_create();

	db_use(db, arena);

	enum error e = db_transact(db, DB_AUTOCOMMIT, check_schema, NULL);

	db_free(db);
	return e != ERR_SCHEMA;
}

static bool is_fit(struct arena *process, const char *file)
{
	if (config_load(process, file)) {
		log_error("cron.misconfigured", "why", failure_note()->text);
		return false;
	}
	log_open(settings()->log, "clorp-cron");
	if (!knows_the_tables(process)) {
		log_error("cron.refused", "why", failure_note()->text);
		return false;
	}
	return true;
}

/* Whoever keeps it alive starts the next one at once: so it takes its time to end. */
static int refuse(bool kept_alive)
{
	if (kept_alive && !stopping)
		(void)poll(NULL, 0, REFUSE_MS); /* a signal ends the sleep */
	return 2;
}

int main(int argc, char **argv)
{
	struct options options = { .config = NULL };
	struct sigaction on_stop = { .sa_handler = stop };
	struct arena *process = arena_create();
	int code = 0;

	if (!read_options(argc, argv, &options)) {
		(void)fputs("usage: clorp-cron [--config FILE] [--watch [--for SECONDS]]\n", stderr);
		return 2;
	}
	(void)sigaction(SIGTERM, &on_stop, NULL);
	(void)sigaction(SIGINT, &on_stop, NULL);
	(void)signal(SIGCHLD, SIG_DFL); /* inherited as ignored, no child could be waited for */
	if (!is_fit(process, options.config))
		code = refuse(options.watch);
	else if (options.watch)
		watch_all(options.seconds);
	else
		code = pass_all();
	arena_free(process);
	return code;
}
