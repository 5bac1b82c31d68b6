#include "market/hold.h"

#include <string.h>

#include "base/config.h"
#include "market/match.h"
#include "market/token.h"
#include "market/user.h"

enum { PAGES_MOST = 4, LAPSED_AT_ONCE = 8, ENGAGEMENTS_MOST = 1000 };

/* How a user stands to a job that is about to be held, read under the locks of both. */
struct standing {
	int64_t holds;
	struct instant next_end;	/* of the holds */
	bool let_go;			/* of this very job */
	struct instant cooldown_until;
};

static enum error find_agent(struct db *db, const struct seeker *who, struct agent *out)
{
	if (id_is_none(who->agent))
		return agent_find_default(db, who->user, out);
	TRY(agent_check(db, who->agent, who->user));
	return agent_find(db, who->agent, who->user, out);
}

static enum error find_standing(struct db *db, const struct hire *hire, struct id user,
				struct standing *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT COUNT(*) AS holds, MIN(held_until) AS next_end, "
		"EXISTS (SELECT 1 FROM presentations WHERE user_id = ? AND job_id = ? "
		"AND outcome IN ('rejected', 'lapsed')) AS let_go, (SELECT MAX(expires_at) "
		"FROM cooldowns WHERE user_id = ? AND job_id = ?) AS cooldown_until "
		"FROM jobs WHERE held_by = ? AND held_until > ?",
		user, hire->id, user, hire->id, user, hire->now));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a count has no row");
	*out = (struct standing){
		.holds = row_int(rows, "holds"),
		.next_end = row_time(rows, "next_end"),
		.let_go = row_bool(rows, "let_go"),
		.cooldown_until = row_time(rows, "cooldown_until"),
	};
	return OK;
}

static enum error check_standing(const struct hire *hire, const struct standing *standing)
{
	if (standing->let_go)
		return failure(ERR_ALREADY_PRESENTED, "you were shown this job, and let it go");
	if (instant_before(hire->now, standing->cooldown_until))
		return failure_until(ERR_COOLDOWN, instant_wait(hire->now, standing->cooldown_until),
				     "your attempt at this job failed: wait until the cooldown is over");
	if (standing->holds >= settings()->hire_hold_limit)
		return failure_until(ERR_TOO_MANY_HOLDS,
				     instant_wait(hire->now, standing->next_end),
				     "you hold %lld jobs: accept or reject one of them first",
				     (long long)standing->holds);
	return OK;
}

/* Under the locks of job and user. */
static enum error take(struct db *db, struct hire *hire, const struct seeker *who, struct id agent)
{
	TRY(hire_move(hire->status, HIRE_HOLD, &hire->status));
	hire->held_until = instant_plus(hire->now, settings()->hire_hold_seconds * 1000);
	db_queue(db, "UPDATE jobs SET status = 'held', held_by = ?, held_by_agent_id = ?, "
		     "held_until = ?, last_request = ?, updated_at = ? WHERE id = ?",
		 who->user, agent, hire->held_until, who->request, hire->now, hire->id);
	token_set_waiting(db, hire->id, false);
	db_queue(db, "INSERT INTO presentations (job_id, agent_id, user_id, request, outcome, "
		     "created_at) VALUES (?, ?, ?, ?, 'held', ?) ON DUPLICATE KEY UPDATE "
		     "request = VALUES(request), outcome = 'held', created_at = VALUES(created_at)",
		 hire->id, agent, who->user, who->request, hire->now);
	return OK;
}

enum error hold_claim(struct db *db, struct id job, const struct seeker *who)
{
	struct hire hire = { .price = { 0 } };
	struct standing standing = { 0 };
	struct agent agent;
	enum hire_change change;

	TRY(hire_lock(db, job, &hire));
	if (id_equal(hire.sender, who->user))
		return failure(ERR_OWN_DROP, "this job is your own");
	if (hire.status == HIRE_PENDING_PAYMENT)
		return failure(ERR_NOT_FOUND, "there is no such job");
	TRY(find_agent(db, who, &agent));
	TRY(user_lock(db, who->user));
	TRY(hire_catch_up(db, &hire, &change));
	if (id_equal(hire.held_by, who->user) || id_equal(hire.last_request, who->request))
		return OK;
	TRY(find_standing(db, &hire, who->user, &standing));
	if (hire.status == HIRE_QUEUED)
		TRY(check_standing(&hire, &standing));
	return take(db, &hire, who, agent.id);
}

/* Holds that have run out are no longer held, whether or not a clock has moved them. */
static enum error return_lapsed(struct db *db)
{
	struct rows *rows;
	enum hire_change change;

	TRY(db_query(db, &rows, "SELECT " HIRE_COLUMNS " FROM jobs j FORCE INDEX (jobs_lapsing) "
				"WHERE j.held_until <= NOW(3) ORDER BY j.held_until, j.id LIMIT ? "
				"FOR UPDATE SKIP LOCKED", LAPSED_AT_ONCE));
	while (rows_next(rows)) {
		struct hire hire = hire_from_row(rows);

		TRY(hire_catch_up(db, &hire, &change));
	}
	return OK;
}

/* The candidate, if it still waits and nobody has it locked. */
static enum error try_lock(struct db *db, struct id job, struct hire *out, bool *locked)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT " HIRE_COLUMNS " FROM jobs j WHERE j.id = ? "
				"AND j.status = 'queued' FOR UPDATE SKIP LOCKED", job));
	*locked = rows_next(rows);
	if (*locked)
		*out = hire_from_row(rows);
	return OK;
}

/*
 * What an earlier run of this request has held, if it was committed. Its session
 * may still be at it, and has the user's row locked until it is done: so this
 * waits for that. No job is locked yet, and jobs are never waited for after
 * it: against the lock order, but in no circle.
 */
static enum error find_own_pull(struct db *db, const struct seeker *who, struct id *job, bool *found)
{
	struct rows *rows;

	TRY(user_lock(db, who->user));
	TRY(db_query(db, &rows, "SELECT job_id FROM presentations WHERE request = ?", who->request));
	*found = rows_next(rows);
	if (*found)
		*job = row_id(rows, "job_id");
	return OK;
}

/*
 * Hold the first candidate that can be had. One that the user let go of between
 * the look and the lock is passed by.
 */
static enum error take_first(struct db *db, const struct seeker *who, const struct agent *agent,
			     const struct matches *matches, struct id *job, bool *found)
{
	struct hire hire = { .price = { 0 } };
	struct standing standing = { 0 };

	for (int i = 0; i < matches->count && !*found; i++) {
		TRY(try_lock(db, matches->jobs[i], &hire, found));
		if (!*found)
			continue;
		TRY(user_lock(db, who->user));
		TRY(find_standing(db, &hire, who->user, &standing));
		*found = !standing.let_go;
		if (!*found)
			continue;
		TRY(check_standing(&hire, &standing));
		TRY(take(db, &hire, who, agent->id));
		*job = hire.id;
	}
	return OK;
}

enum error hold_pull(struct db *db, const struct seeker *who, struct id *job, bool *found)
{
	struct agent agent;
	struct matches matches = { .count = MATCHES_MOST };

	*found = false;
	TRY(find_agent(db, who, &agent));
	if (db_unsure(db))
		TRY(find_own_pull(db, who, job, found));
	if (!*found)
		TRY(return_lapsed(db));
	for (int page = 0; page < PAGES_MOST && matches.count == MATCHES_MOST && !*found; page++) {
		TRY(match_list(db, &agent, page, &matches));
		TRY(take_first(db, who, &agent, &matches, job, found));
	}
	return OK;
}

/*
 * The job, caught up, with the user as its holder, or the error that says why
 * not. *done: this very request was committed before.
 */
static enum error lock_held(struct db *db, struct id job, const struct seeker *who,
			    struct hire *hire, bool *done)
{
	enum hire_change change;

	TRY(hire_lock(db, job, hire));
	bool was_holder = id_equal(hire->held_by, who->user);
	bool is_receiver = id_equal(hire->receiver, who->user);

	TRY(agent_check(db, who->agent, who->user));
	*done = id_equal(hire->last_request, who->request);
	if (*done)
		return OK;
	if (!was_holder && !is_receiver)
		return hire_refuse_role(db, hire, who->user, "the holder of a job");
	TRY(hire_catch_up(db, hire, &change));
	if (was_holder && change == HIRE_LAPSED)
		return failure(ERR_HOLD_EXPIRED, "your hold on this job has run out");
	/* What was accepted is no longer held: giving it up is another thing. */
	return was_holder ? OK : failure(ERR_WRONG_STATE, "the job is %s, no longer held",
					 hire_status_name(hire->status));
}

enum error hold_accept(struct db *db, struct id job, const struct seeker *who)
{
	struct hire hire = { .price = { 0 } };
	bool done;

	TRY(lock_held(db, job, who, &hire, &done));
	if (done)
		return OK;
	TRY(hire_move(hire.status, HIRE_ACCEPT, &hire.status));

	struct id agent = id_is_none(who->agent) ? hire.held_by_agent : who->agent;

	presentation_end(db, job, who->user, "accepted");
	db_queue(db, "UPDATE jobs SET status = 'accepted', receiver = ?, receiver_agent_id = ?, "
		     "accepted_at = ?, deadline_at = ?, held_by = NULL, held_by_agent_id = NULL, "
		     "held_until = NULL, last_request = ?, updated_at = ? WHERE id = ?",
		 who->user, agent, hire.now,
		 instant_plus(hire.now, hire.time_limit_seconds * 1000), who->request, hire.now, job);
	return OK;
}

enum error hold_reject(struct db *db, struct id job, const struct seeker *who)
{
	struct hire hire = { .price = { 0 } };
	bool done;

	TRY(lock_held(db, job, who, &hire, &done));
	if (done)
		return OK;
	presentation_end(db, job, who->user, "rejected");
	db_queue(db, "UPDATE jobs SET last_request = ? WHERE id = ?", who->request, job);
	return hire_return(db, &hire, HIRE_REJECT);
}

enum error hold_list(struct db *db, struct id user, struct engagement **out, int *count)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows,
		"SELECT id, status, title, created_at, held_until AS ends_at FROM jobs "
		"WHERE held_by = ? AND held_until > NOW(3) UNION ALL "
		"SELECT id, status, title, created_at, deadline_at FROM jobs "
		"WHERE receiver = ? AND status IN ('accepted', 'submitted') "
		"ORDER BY id DESC LIMIT ?", user, user, ENGAGEMENTS_MOST));

	struct engagement *list = ARENA_ARRAY(db_arena(db), struct engagement, rows_count(rows));

	while (rows_next(rows))
		list[n++] = (struct engagement){
			.job = row_id(rows, "id"),
			.status = row_text(rows, "status"),
			.title = row_text(rows, "title"),
			.created_at = row_time(rows, "created_at"),
			.ends_at = row_time(rows, "ends_at"),
		};
	*out = list;
	*count = n;
	return OK;
}
