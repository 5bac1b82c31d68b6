/*
 * The only program that acts by the clock. One pass and out (crontab, a systemd
 * timer), or --watch: pass after pass, sleeping until the next deadline but a
 * second at most, because a job that is paid in the meantime is not known yet.
 *
 * It has five duties: the jobs' deadlines, the trials that jurors decide, the outbox,
 * webhooks, and errands (mails, clients' documents, issuers' keys). All but the first have processes of
 * their own: judge.parallel for trials, one for what needs no Stripe, one for webhooks, one
 * for errands, and outbox.senders for all of the outbox. When it watches, a Stripe or a
 * model that hangs delays no job's end; a pass sees to the jobs first, and is itself one
 * of the senders then.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/tally.h"
#include "base/text.h"
#include "cron/duty.h"
#include "cron/judges.h"
#include "cron/sender.h"
#include "db/schema.h"

enum { REFUSE_MS = 10000 };

struct options {
	const char *config;
	bool watch;
	int64_t seconds; /* of --for; 0: no end */
};

/* multiwatch's word for "stop" is SIGUSR1, or with `-s TERM` SIGQUIT; everybody else's SIGTERM. */
static const int stop_signals[] = { SIGTERM, SIGINT, SIGUSR1, SIGQUIT };

static void stop(int signal_number)
{
	(void)signal_number;
	stopping = 1;
}

static void look_after_all(struct db *parents)
{
	senders_look_after(parents);
	judges_look_after(parents);
}

static void watch_all(int64_t seconds)
{
	int64_t end = seconds ? monotonic_ms() + seconds * 1000 : INT64_MAX;

	senders_begin((int)settings()->outbox_senders + SENDERS_APART, end);
	judges_begin(end);
	duty_watch(&duty_deadlines, end, look_after_all);
	senders_stop();
	judges_stop();
	(void)senders_await();
	(void)judges_await();
}

/* Jobs first, for a Stripe that hangs holds up the end of the pass. This process is one of the senders. */
static int pass_all(void)
{
	bool stuck = false;

	if (duty_pass(&duty_deadlines, &stuck))
		return 1;
	judges_start_once();
	senders_start_once((int)settings()->outbox_senders - 1 + SENDERS_APART);

	int own = sender_send_once(&duty_outbox);

	if (stopping) {
		senders_stop();
		judges_stop();
	}

	int theirs = senders_await(), judges = judges_await();

	return own || stuck ? 1 : theirs ? theirs : judges;
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
	tally_share(process);
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
	for (int i = 0; i < COUNT(stop_signals); i++)
		(void)sigaction(stop_signals[i], &on_stop, NULL);
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
