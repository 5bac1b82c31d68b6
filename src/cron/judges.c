#include "cron/judges.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "clock/trial.h"
#include "cron/breaker.h"
#include "cron/crew.h"
#include "cron/duty.h"
#include "judge/court.h"
#include "judge/local.h"
#include "judge/verify.h"

enum { LOOK_MOST_MS = 1000 };

/* What a process holds, written by it and read by its parent after its death. No job: nothing. */
struct seat {
	struct id job, token;
};

static struct crew crew;
static struct seat *seats; /* shared */
static struct seat *own;   /* of this process, if it is one of them */
static int64_t end_ms;

/* ------------------------------------------------------------ the jurors, asked */

static struct sigaction on_term, on_int;

/*
 * A model may take minutes, and nothing is lost with the one who waits for it: a signal
 * ends this process at once, and its parent gives the trial to another.
 */
static unsigned rise(struct id job)
{
	const struct sigaction die = { .sa_handler = SIG_DFL };
	unsigned resting = breaker_resting();

	own->job = job;
	(void)sigaction(SIGTERM, &die, &on_term);
	(void)sigaction(SIGINT, &die, &on_int);
	if (stopping)
		_exit(0);
	court_rest(resting);
	return resting;
}

static void sit_down(unsigned resting)
{
	breaker_count(~resting, court_failed());
	(void)sigaction(SIGTERM, &on_term, NULL);
	(void)sigaction(SIGINT, &on_int, NULL);
}

static enum error rank(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	unsigned resting = rise(contest->job);
	enum error e = court_judge(arena, contest, out);

	sit_down(resting);
	return e;
}

static enum error verify(struct arena *arena, const struct assignment *asked,
			 const struct delivery *given, struct verification *out)
{
	unsigned resting = rise(asked->job);
	enum error e = court_verify(arena, asked, given, out);

	sit_down(resting);
	return e;
}

const struct judges *judges_at_hand(void)
{
	static struct judges judges;
	static struct arena *names; /* of the process's whole life */

	if (judges.rank)
		return &judges;
	names = arena_create();
	judges = (struct judges){ .rank = judge_local_waiting,
				  .verify = verify_local_waiting,
				  .takes_no_time = !*settings()->judge_embed_url };
	if (court_sits())
		judges = (struct judges){ .rank = judge_local,
					  .verify = verify_local,
					  .jurors = court_names(names),
					  .jurors_rank = rank,
					  .jurors_verify = verify };
	return &judges;
}

/* ------------------------------------------------------------ one process */

static enum error hold_one(struct db *db, bool *held)
{
	*own = (struct seat){ ID_NONE, id_new() };

	enum error e = trial_hold(db, judges_at_hand(), own->token, held);

	own->job = ID_NONE;
	return e;
}

static enum error pass_trials(struct db *db, bool *stuck)
{
	struct arena_mark mark = arena_mark(db_arena(db));
	bool held = true;

	(void)stuck;
	while (held && !stopping) {
		TRY(hold_one(db, &held));
		arena_rewind(db_arena(db), mark);
	}
	return OK;
}

static enum error wait_trials(struct db *db, int64_t *ms)
{
	return trial_wait(db, LOOK_MOST_MS, ms);
}

static enum error sweep_nothing(struct db *db)
{
	(void)db;
	return OK;
}

static const struct duty duty_trials = { pass_trials, wait_trials, sweep_nothing };

static void nothing(struct db *db)
{
	(void)db;
}

static int sit(int i)
{
	own = &seats[i];
	duty_watch(&duty_trials, end_ms, nothing);
	return 0;
}

static int sit_once(int i)
{
	bool stuck = false;

	own = &seats[i];
	return duty_pass(&duty_trials, &stuck) ? 1 : 0;
}

/* ------------------------------------------------------------ their parent */

/* Before any is started: their names are drawn, their seats and what they count are shared. */
static void set_up(void)
{
	if (!court_sits())
		return;
	(void)judges_at_hand();
	breaker_open();
	crew.count = (int)settings()->judge_parallel;
	seats = mmap(NULL, sizeof(struct seat) * CREW_MOST, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seats == MAP_FAILED)
		abort();
	for (int i = 0; i < crew.count; i++)
		seats[i].job = ID_NONE;
}

static void clear_seat(struct db *db, struct seat *seat)
{
	if (id_is_none(seat->job))
		return;
	if (trial_abandon(db, seat->job, seat->token))
		log_warning("trial.held", "job", seat->job, "why", failure_note()->text);
	else
		log_warning("trial.abandoned", "job", seat->job);
	seat->job = ID_NONE;
}

void judges_begin(int64_t end)
{
	end_ms = end;
	set_up();
}

void judges_look_after(struct db *parents)
{
	for (int i = 0; i < crew.count; i++) {
		if (crew_has_lost(&crew, i))
			clear_seat(parents, &seats[i]);
		if (crew.members[i] <= 0)
			crew_start(&crew, i, sit, parents);
	}
}

void judges_start_once(void)
{
	set_up();
	crew_look_after(&crew, sit_once, NULL);
}

void judges_stop(void)
{
	crew_stop(&crew);
}

int judges_await(void)
{
	int code = crew_await(&crew);
	struct arena *arena = arena_create();
	struct db *db = db_create();

	db_use(db, arena);
	for (int i = 0; i < crew.count; i++)
		clear_seat(db, &seats[i]);
	db_free(db);
	arena_free(arena);
	return code;
}
