#include "clock/trial.h"

#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/tally.h"
#include "drop/ranking.h"
#include "hire/verification.h"
#include "market/joblog.h"
#include "market/judging.h"

enum {
	LEASE_OVER_MS = 2000,	     /* beyond the budget: to settle in */
	PAUSE_LEAST_MS = 1000,	     /* before another try */
	PAUSE_MOST_MS = 10 * 1000,   /* the same within a budget, */
	WAITING_MOST_MS = 600 * 1000 /* and where jurors have hours */
};

struct trial {
	const struct judges *judges;
	struct id job, token; /* no job: none waits */
	bool is_hire;
	int64_t budget_ms;
	enum trial_end end;
};

static bool waits(void)
{
	return strcmp(settings()->judge_fallback, "wait") == 0;
}

/* ------------------------------------------------------------ what comes after jurors */

/* The longer it has gone wrong the longer the pause. */
static int64_t pause_ms(int64_t left_ms)
{
	int64_t most = waits() ? WAITING_MOST_MS : PAUSE_MOST_MS;
	int64_t ms = (judging_ms() - left_ms) / 2;

	return ms < PAUSE_LEAST_MS ? PAUSE_LEAST_MS : ms > most ? most : ms;
}

static enum trial_end way_out(int64_t left_ms)
{
	if (left_ms > pause_ms(left_ms) + PAUSE_LEAST_MS)
		return TRIAL_AGAIN;
	return strcmp(settings()->judge_fallback, "builtin") == 0 ? TRIAL_BUILT_IN : TRIAL_REFUNDED;
}

static const char *const words[] = {
	[TRIAL_AGAIN] = "The jurors could not decide yet: they try again.",
	[TRIAL_REFUNDED] = "The jurors could not decide in time: the sender has the money back.",
	[TRIAL_BUILT_IN] = "The jurors could not decide in time: the built-in judge decides.",
};

static void queue_end(struct db *db, struct id job, struct instant now, int64_t left_ms,
		      enum trial_end end)
{
	static const enum tally tallies[] = {
		[TRIAL_AGAIN] = TALLY_UNDECIDED_AGAIN,
		[TRIAL_REFUNDED] = TALLY_UNDECIDED_REFUNDED,
		[TRIAL_BUILT_IN] = TALLY_UNDECIDED_BUILTIN,
	};

	tally_add(tallies[end], 0);
	log_warning("trial.undecided", "job", job, "then", words[end]);
	joblog_add(db, job, "info", words[end]);
	if (end == TRIAL_AGAIN)
		judging_release(db, job, instant_plus(now, pause_ms(left_ms)));
}

enum error trial_end_drop(struct db *db, const struct drop *drop, struct id token,
			  enum trial_end *out)
{
	int64_t left_ms = drop->judging_until.ms - drop->now.ms;
	enum trial_end end = way_out(left_ms);

	queue_end(db, drop->id, drop->now, left_ms, end);
	if (end == TRIAL_REFUNDED)
		TRY(drop_refund(db, drop, DROP_FAILED, "judge_unavailable"));
	if (end == TRIAL_BUILT_IN)
		judging_take_over(db, drop->id, token, instant_plus(drop->now, drop_lease_ms(drop)));
	*out = end;
	return OK;
}

enum error trial_end_hire(struct db *db, struct hire *hire, struct id token, enum trial_end *out)
{
	int64_t left_ms = hire->judging_until.ms - hire->now.ms;
	enum trial_end end = way_out(left_ms);

	queue_end(db, hire->id, hire->now, left_ms, end);
	if (end == TRIAL_REFUNDED)
		TRY(hire_leave_unjudged(db, hire));
	if (end == TRIAL_BUILT_IN)
		judging_take_over(db, hire->id, token, instant_plus(hire->now, judging_lease_ms()));
	*out = end;
	return OK;
}

/* ------------------------------------------------------------ one trial */

/* Jurors have their budget for one try, also where they may try for hours. */
static int64_t budget_of(struct instant now, struct instant until)
{
	int64_t left_ms = until.ms - now.ms, most = settings()->judge_budget_seconds * 1000;

	return left_ms < 1 ? 1 : left_ms < most ? left_ms : most;
}

/*
 * By an earlier run of this, whose COMMIT was lost: the trial is held, and not to be left for
 * another. Its old session may still be at it, so this waits for the row.
 */
static enum error find_held(struct db *db, struct trial *trial, bool *held)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT lease_token, judging_until, SYSDATE(3) AS now FROM jobs "
				"WHERE id = ? FOR UPDATE", trial->job));
	*held = rows_next(rows) && id_equal(row_id(rows, "lease_token"), trial->token);
	if (*held)
		trial->budget_ms = budget_of(row_time(rows, "now"), row_time(rows, "judging_until"));
	return OK;
}

static enum error lease(struct db *db, void *arg)
{
	struct trial *trial = arg;
	struct rows *rows;
	bool held = false;

	if (db_unsure(db) && !id_is_none(trial->job))
		TRY(find_held(db, trial, &held));
	if (held)
		return OK;
	TRY(db_query(db, &rows,
		"SELECT id, kind = 'hire' AS is_hire, judging_until, SYSDATE(3) AS now "
		"FROM jobs FORCE INDEX (jobs_judge) WHERE judge_at <= NOW(3) "
		"AND status IN ('ranking', 'submitted') ORDER BY judge_at LIMIT 1 FOR UPDATE SKIP LOCKED"));
	trial->job = ID_NONE;
	if (!rows_next(rows))
		return OK;

	struct instant now = row_time(rows, "now");

	trial->job = row_id(rows, "id");
	trial->is_hire = row_bool(rows, "is_hire");
	trial->budget_ms = budget_of(now, row_time(rows, "judging_until"));
	judging_try(db, trial->job, trial->judges->jurors, trial->token,
		    instant_plus(now, trial->budget_ms + LEASE_OVER_MS));
	return OK;
}

static enum error ask_jurors(struct db *db, const struct trial *trial)
{
	const struct judges *judges = trial->judges;

	if (trial->is_hire)
		return verification_run_within(db, trial->job, trial->token, judges->jurors_verify,
					       trial->budget_ms);
	return ranking_run_within(db, trial->job, trial->token, judges->jurors_rank,
				  trial->budget_ms);
}

static enum error decide(struct db *db, const struct trial *trial)
{
	if (trial->is_hire)
		return verification_run(db, trial->job, trial->token, trial->judges->verify);
	return ranking_run(db, trial->job, trial->token, trial->judges->rank);
}

static enum error end_drop(struct db *db, struct trial *trial)
{
	struct drop drop = { .price = { 0 } };

	TRY(drop_lock(db, trial->job, &drop));
	if (drop.status != DROP_RANKING || !drop.judging_until.ms ||
	    !id_equal(drop.lease_token, trial->token))
		return failure(ERR_CONFLICT, "the drop is another's by now");
	return trial_end_drop(db, &drop, trial->token, &trial->end);
}

static enum error end_hire(struct db *db, struct trial *trial)
{
	struct hire hire = { .price = { 0 } };

	TRY(hire_lock(db, trial->job, &hire));
	if (hire.status != HIRE_SUBMITTED || !hire.judging_until.ms ||
	    !id_equal(hire.lease_token, trial->token))
		return failure(ERR_CONFLICT, "the delivery is another's by now");
	return trial_end_hire(db, &hire, trial->token, &trial->end);
}

static enum error end(struct db *db, void *arg)
{
	struct trial *trial = arg;

	return trial->is_hire ? end_hire(db, trial) : end_drop(db, trial);
}

static enum error hold(struct db *db, struct trial *trial)
{
	enum error e = ask_jurors(db, trial);

	if (!e || e == ERR_CONFLICT || e == ERR_AWAY || e == ERR_LOST)
		return e;
	log_warning("trial.failed", "job", trial->job, "error", error_name(e), "why",
		    failure_note()->text);
	TRY(db_transact(db, DB_TRANSACTION, end, trial));
	return trial->end == TRIAL_BUILT_IN ? decide(db, trial) : OK;
}

enum error trial_hold(struct db *db, const struct judges *judges, struct id token, bool *held)
{
	struct trial trial = { .judges = judges, .token = token };

	TRY(db_transact(db, DB_TRANSACTION, lease, &trial));
	*held = !id_is_none(trial.job);
	if (!*held)
		return OK;

	enum error e = hold(db, &trial);

	return e == ERR_CONFLICT ? OK : e; /* another was faster */
}

/* ------------------------------------------------------------ around it */

struct wait {
	int64_t most, ms;
};

static enum error find_wait(struct db *db, void *arg)
{
	struct wait *wait = arg;
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT (SELECT MIN(judge_at) FROM jobs) AS due_at, SYSDATE(3) AS now"));
	return rows_wait(rows, wait->most, &wait->ms);
}

enum error trial_wait(struct db *db, int64_t most, int64_t *ms)
{
	struct wait wait = { .most = most };

	TRY(db_transact(db, DB_AUTOCOMMIT, find_wait, &wait));
	*ms = wait.ms;
	return OK;
}

struct lost {
	struct id job, token;
};

static enum error let_go(struct db *db, void *arg)
{
	const struct lost *lost = arg;

	return db_exec(db, "UPDATE jobs SET judge_at = NOW(3), lease_token = NULL, lease_expires_at = NULL "
			   "WHERE id = ? AND lease_token = ? AND judging_until IS NOT NULL",
		       lost->job, lost->token);
}

enum error trial_abandon(struct db *db, struct id job, struct id token)
{
	struct lost lost = { job, token };

	return db_transact(db, DB_AUTOCOMMIT, let_go, &lost);
}
