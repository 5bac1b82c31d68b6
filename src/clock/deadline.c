#include "clock/trial.h"

#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "drop/drop.h"
#include "drop/hours.h"
#include "drop/ranking.h"
#include "hire/hire.h"
#include "hire/verification.h"
#include "market/judging.h"
#include "people/device.h"
#include "people/session.h"
#include "queue/idempotency.h"
#include "queue/news.h"
#include "queue/quota.h"

enum { SWEEP_MOST = 1000 };

void deadline_log(struct id job, enum error e)
{
	log_error("deadline.stuck", "job", job, "error", error_name(e), "why", failure_note()->text);
}

/* One step of a pass, and where the walk stands: items that fail are passed by, not met again. */
struct step {
	struct instant after_time;
	struct id after_id;
	struct id job; /* none: nothing is due */
	bool is_hire;
	struct instant due_at;
	struct id token;
	const struct judges *judges;
	enum step_kind {
		STEP_NOTHING,
		STEP_LAPSED,
		STEP_JUDGE,
		STEP_CLOSED,
		STEP_SETTLED,  /* closed, judged and settled at once */
		STEP_CONVENED, /* closed, and the jurors' from now on */
		STEP_EXPIRED,
		STEP_FAILED,
		STEP_CANCELLED
	} kind;
};

/* Found, locked and read at once: a row that is skipped is another's, and one that is read is ours. */
static enum error find_due(struct db *db, struct step *step, struct rows **rows)
{
	TRY(db_query(db, rows,
		"SELECT j.kind = 'hire' AS is_hire, j.due_at, " JOB_ROW_COLUMNS DROP_OWN_COLUMNS
		HIRE_OWN_COLUMNS " FROM jobs j FORCE INDEX (jobs_due) "
		"WHERE j.due_at <= NOW(3) AND j.due_at >= ? AND (j.due_at > ? OR j.id > ?) "
		"ORDER BY j.due_at, j.id LIMIT 1 FOR UPDATE SKIP LOCKED",
		step->after_time, step->after_time, step->after_id));
	step->job = ID_NONE;
	if (!rows_next(*rows))
		return OK;
	step->job = row_id(*rows, "id");
	step->is_hire = row_bool(*rows, "is_hire");
	step->due_at = row_time(*rows, "due_at");
	return OK;
}

/* In one transaction if the judge is that fast; else a judge takes it from here, or jurors do. */
static enum error close_answered(struct db *db, const struct drop *drop, struct step *step)
{
	const struct judges *judges = step->judges;
	bool settled = false;

	if (judges->takes_no_time && !judges->jurors)
		TRY(ranking_close(db, drop, judges->rank, &settled));
	step->kind = settled ? STEP_SETTLED : judges->jurors ? STEP_CONVENED : STEP_CLOSED;
	if (!settled)
		drop_rank(db, drop, judges->jurors, step->token);
	return OK;
}

/* The window is over: judge what was handed in, or give the money back. */
static enum error close_window(struct db *db, struct drop *drop, struct step *step)
{
	if (drop->submissions_count > 0)
		return close_answered(db, drop, step);
	step->kind = drop->cancellation_requested ? STEP_CANCELLED : STEP_FAILED;
	return drop->cancellation_requested ? drop_refund(db, drop, DROP_CANCELLED, NULL)
					    : drop_refund(db, drop, DROP_FAILED, "no_submissions");
}

static enum error advance_open(struct db *db, struct drop *drop, struct step *step)
{
	step->kind = STEP_LAPSED;
	TRY(drop_lapse(db, drop));
	if (!instant_before(drop->now, drop->window_closes_at))
		return close_window(db, drop, step);
	if (!drop->cancellation_requested || drop->claims_count > 0)
		return OK;
	step->kind = STEP_CANCELLED;
	return drop_refund(db, drop, DROP_CANCELLED, NULL);
}

/* Its judge is late or dead: take the lease over. */
static void take_lease(struct db *db, struct step *step, struct instant now, int64_t ms)
{
	step->kind = STEP_JUDGE;
	judging_lease(db, step->job, step->token, instant_plus(now, ms));
}

/* The jurors' time is over, or one of their processes died: what now is trial.h's to say. */
static const enum step_kind after_trial[] = {
	[TRIAL_AGAIN] = STEP_NOTHING,
	[TRIAL_REFUNDED] = STEP_FAILED,
	[TRIAL_BUILT_IN] = STEP_JUDGE,
};

static enum error advance_drop(struct db *db, struct drop drop, struct step *step)
{
	if (drop.status == DROP_OPEN)
		return advance_open(db, &drop, step);
	if (drop.status != DROP_RANKING)
		return OK;
	if (!drop.judging_until.ms) {
		take_lease(db, step, drop.now, drop_lease_ms(&drop));
		return OK;
	}

	enum trial_end end;

	TRY(trial_end_drop(db, &drop, step->token, &end));
	step->kind = after_trial[end];
	return OK;
}

static enum error advance_hire(struct db *db, struct hire hire, struct step *step)
{
	static const enum step_kind kinds[] = {
		[HIRE_UNCHANGED] = STEP_NOTHING,
		[HIRE_LAPSED] = STEP_LAPSED,
		[HIRE_EXPIRED] = STEP_EXPIRED,
	};
	enum hire_change change;

	TRY(hire_catch_up(db, &hire, &change));
	step->kind = kinds[change];
	if (hire.status != HIRE_SUBMITTED)
		return OK;
	if (!hire.judging_until.ms) {
		take_lease(db, step, hire.now, judging_lease_ms());
		return OK;
	}

	enum trial_end end;

	TRY(trial_end_hire(db, &hire, step->token, &end));
	step->kind = after_trial[end];
	return OK;
}

static enum error advance(struct db *db, void *arg)
{
	struct step *step = arg;
	struct rows *row;

	step->kind = STEP_NOTHING;
	TRY(find_due(db, step, &row));
	if (id_is_none(step->job))
		return OK;
	return step->is_hire ? advance_hire(db, hire_from_row(row), step)
			     : advance_drop(db, drop_from_row(row), step);
}

static void count(struct moved *moved, enum step_kind kind)
{
	switch (kind) {
	case STEP_NOTHING: return;
	case STEP_LAPSED: moved->lapsed++; return;
	case STEP_SETTLED:
		moved->closed++;
		moved->settled++;
		return;
	case STEP_CLOSED:
	case STEP_CONVENED: moved->closed++; return;
	case STEP_JUDGE: return; /* counted once it is settled */
	case STEP_EXPIRED: moved->expired++; return;
	case STEP_FAILED: moved->failed++; return;
	case STEP_CANCELLED: moved->cancelled++; return;
	}
}

static enum error decide(struct db *db, const struct judges *judges, const struct step *step)
{
	if (step->is_hire)
		return verification_run(db, step->job, step->token, judges->verify);
	return ranking_run(db, step->job, step->token, judges->rank);
}

static enum error move_one(struct db *db, const struct judges *judges, struct step *step,
			   struct moved *moved)
{
	step->token = id_new();
	step->job = ID_NONE;
	TRY(db_transact(db, DB_TRANSACTION, advance, step));
	if (id_is_none(step->job))
		return OK;
	count(moved, step->kind);
	if (step->kind != STEP_JUDGE && step->kind != STEP_CLOSED)
		return OK;

	enum error e = decide(db, judges, step);

	if (!e)
		moved->settled++;
	return e == ERR_CONFLICT ? OK : e; /* another was faster */
}

enum error deadline_enforce(struct db *db, const struct judges *judges,
			    const struct deadline_limits *limits, deadline_complaint *complain,
			    struct moved *out)
{
	struct moved moved = { 0 };
	struct step step = { .after_time = { 1 }, .after_id = ID_NONE, .judges = judges };
	struct arena_mark mark = arena_mark(db_arena(db));
	int64_t end = monotonic_ms() + limits->ms;

	for (int i = 0; i < limits->items && monotonic_ms() < end; i++) {
		if (limits->stop && *limits->stop)
			break;
		enum error e = move_one(db, judges, &step, &moved);

		if (e == ERR_AWAY || e == ERR_LOST)
			return e;
		if (e)
			moved.errors++;
		if (id_is_none(step.job))
			break;
		if (e)
			complain(step.job, e);
		step.after_time = step.due_at;
		step.after_id = step.job;
		arena_rewind(db_arena(db), mark);
	}
	*out = moved;
	return OK;
}

struct backlog {
	int least;
	bool *is_much;
};

static enum error find_backlog(struct db *db, void *arg)
{
	const struct backlog *backlog = arg;
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id FROM jobs FORCE INDEX (jobs_due) WHERE due_at <= NOW(3) "
				"LIMIT 1 OFFSET ?", backlog->least - 1));
	*backlog->is_much = rows_count(rows) > 0;
	return OK;
}

enum error deadline_is_much(struct db *db, int how_many, bool *out)
{
	struct backlog backlog = { how_many, out };

	return db_transact(db, DB_AUTOCOMMIT, find_backlog, &backlog);
}

struct wait {
	int64_t most, ms;
};

static enum error find_wait(struct db *db, void *arg)
{
	struct wait *wait = arg;
	struct rows *rows;

	/* The subquery is the index's first row; MIN() beside SYSDATE() would read all of it. */
	TRY(db_query(db, &rows, "SELECT (SELECT MIN(due_at) FROM jobs) AS due_at, SYSDATE(3) AS now"));
	return rows_wait(rows, wait->most, &wait->ms);
}

enum error deadline_wait(struct db *db, int64_t most, int64_t *ms)
{
	struct wait wait = { .most = most };

	TRY(db_transact(db, DB_AUTOCOMMIT, find_wait, &wait));
	*ms = wait.ms;
	return OK;
}

static enum error sweep(struct db *db, void *swept)
{
	TRY(quota_sweep(db, SWEEP_MOST));
	TRY(session_sweep(db, SWEEP_MOST));
	TRY(grant_sweep(db, SWEEP_MOST));
	TRY(device_sweep(db, SWEEP_MOST));
	TRY(news_sweep(db, SWEEP_MOST));
	return idempotency_sweep(db, SWEEP_MOST, swept);
}

static enum error count_hours(struct db *db, void *arg)
{
	(void)arg;
	return hours_count(db);
}

/* Pictures are no reason to leave what is old. */
enum error deadline_sweep(struct db *db, int *swept)
{
	if (db_transact(db, DB_AUTOCOMMIT, count_hours, NULL))
		log_error("hours.uncounted", "why", failure_note()->text);
	return db_transact(db, DB_AUTOCOMMIT, sweep, swept);
}
