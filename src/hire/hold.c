#include "hire/hold.h"

#include "base/config.h"
#include "hire/match.h"
#include "hire/presentation.h"
#include "hire/token.h"
#include "market/jobnews.h"
#include "market/standing.h"
#include "money/suspension.h"
#include "people/caller.h"
#include "people/user.h"

enum { LAPSED_AT_ONCE = 8, ENGAGEMENTS_MOST = 1000 };

/* What a pull looks at: the oldest jobs of each word and of the queue, and if need be later ones. */
static const struct reach near = { ID_FIRST, 64, 64 };
enum { FAR_OF_WORD = 192, FAR_OF_QUEUE = 1024 };

/* How a user stands to a job that is about to be held, read under the locks of both. */
struct footing {
	int64_t holds;
	struct instant next_end; /* of the holds */
	bool let_go;		 /* of this very job */
	struct instant cooldown_until;
	bool frozen; /* the wallet */
};

static enum error find_footing(struct db *db, const struct hire *hire, struct id user,
			       struct footing *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT COUNT(*) AS holds, MIN(held_until) AS next_end, "
		"EXISTS (SELECT 1 FROM presentations WHERE user_id = ? AND job_id = ? "
		"AND outcome IN ('rejected', 'lapsed')) AS let_go, (SELECT MAX(expires_at) "
		"FROM cooldowns WHERE user_id = ? AND job_id = ?) AS cooldown_until, "
		"(SELECT frozen_at IS NOT NULL OR suspended_at IS NOT NULL FROM users WHERE id = ?) AS frozen "
		"FROM jobs WHERE held_by = ? AND held_until > ?",
		user, hire->id, user, hire->id, user, user, hire->now));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a count has no row");
	*out = (struct footing){
		.holds = row_int(rows, "holds"),
		.next_end = row_time(rows, "next_end"),
		.let_go = row_bool(rows, "let_go"),
		.cooldown_until = row_time(rows, "cooldown_until"),
		.frozen = row_bool(rows, "frozen"),
	};
	return OK;
}

static enum error check_holds(int64_t holds, struct instant next_end, struct instant now)
{
	if (holds < settings()->hire_hold_limit)
		return OK;
	return failure_until(ERR_TOO_MANY_HOLDS, instant_wait(now, next_end),
			     "you hold %lld jobs: accept or reject one of them first",
			     (long long)holds);
}

static enum error check_footing(const struct hire *hire, const struct footing *footing)
{
	if (footing->let_go)
		return failure(ERR_ALREADY_PRESENTED, "you were shown this job, and let it go");
	if (instant_before(hire->now, footing->cooldown_until))
		return failure_until(
			ERR_COOLDOWN, instant_wait(hire->now, footing->cooldown_until),
			"your attempt at this job failed: wait until the cooldown is over");
	return check_holds(footing->holds, footing->next_end, hire->now);
}

/* Under the locks of job and user. */
static enum error take(struct db *db, struct hire *hire, const struct actor *who, struct id agent)
{
	TRY(hire_move(hire->status, HIRE_HOLD, &hire->status));
	hire->held_until = instant_plus(hire->now, settings()->hire_hold_seconds * 1000);
	db_queue(db, "UPDATE jobs SET status = 'held', held_by = ?, held_by_agent_id = ?, "
		     "held_until = ?, last_request = ?, updated_at = ? WHERE id = ?",
		 who->user, agent, hire->held_until, who->request, hire->now, hire->id);
	token_hide(db, hire->id);
	presentation_begin(db, hire->id, agent, who, hire->now);
	jobnews_tell_sender(db, hire->id, "hire.held");
	return OK;
}

enum error hold_claim(struct db *db, struct id job, const struct actor *who)
{
	struct hire hire = { .price = { 0 } };
	struct footing footing = { 0 };
	struct agent agent;
	enum hire_change change;

	TRY(hire_lock(db, job, &hire));
	if (id_equal(hire.sender, who->user))
		return failure(ERR_OWN_DROP, "this job is your own");
	if (hire.status == HIRE_PENDING_PAYMENT)
		return failure(ERR_NOT_FOUND, "there is no such job");
	TRY(user_lock(db, who->user));
	caller_is(db, who->user);
	TRY(agent_find_acting(db, who->agent, &agent));
	TRY(hire_catch_up(db, &hire, &change));
	if (id_equal(hire.held_by, who->user) || id_equal(hire.last_request, who->request))
		return OK;
	TRY(find_footing(db, &hire, who->user, &footing));
	if (footing.frozen)
		TRY(suspension_check(db, who->user));
	if (hire.status == HIRE_QUEUED)
		TRY(check_footing(&hire, &footing));
	return take(db, &hire, who, agent.id);
}

/* Who pulls, read under the user's lock in one round trip. */
struct puller {
	struct agent agent;
	struct id looked_until;
	struct rows *lapsed;
};

static enum error find_puller(struct db *db, const struct actor *who, struct puller *out)
{
	struct rows *user, *holds;

	caller_is(db, who->user);
	db_queue_query(db, &user, "SELECT looked_until, frozen_at IS NOT NULL "
				  "OR suspended_at IS NOT NULL AS frozen FROM users WHERE id = @caller "
				  "FOR UPDATE");
	db_queue_query(db, &holds, "SELECT COUNT(*) AS holds, MIN(held_until) AS next_end, "
				   "SYSDATE(3) AS now FROM jobs WHERE held_by = @caller "
				   "AND held_until > SYSDATE(3)");
	/*
	 * Chosen without a lock: one of a range locks what is behind it too, a hold that is none of ours. For nobody
	 * none is.
	 */
	db_queue_query(db, &out->lapsed,
		"SELECT " HIRE_COLUMNS " FROM (SELECT id FROM jobs FORCE INDEX (jobs_lapsing) "
		"WHERE held_until <= NOW(3) AND @caller IS NOT NULL ORDER BY held_until LIMIT ?) m "
		"STRAIGHT_JOIN jobs j FORCE INDEX (PRIMARY) ON j.id = m.id "
		"WHERE j.held_until <= NOW(3) FOR UPDATE SKIP LOCKED", LAPSED_AT_ONCE);
	TRY(agent_find_acting(db, who->agent, &out->agent));
	if (!rows_next(user) || !rows_next(holds))
		return failure(ERR_BROKEN, "a user, or a count, has no row");
	if (row_bool(user, "frozen"))
		TRY(suspension_check(db, out->agent.owner_id));
	out->looked_until = row_id(user, "looked_until");
	return check_holds(row_int(holds, "holds"), row_time(holds, "next_end"),
			   row_time(holds, "now"));
}

/* Holds that have run out are no longer held, whether or not a clock has moved them. */
static enum error return_lapsed(struct db *db, struct rows *lapsed)
{
	enum hire_change change;

	while (rows_next(lapsed)) {
		struct hire hire = hire_from_row(lapsed);

		TRY(hire_catch_up(db, &hire, &change));
	}
	return OK;
}

/*
 * To a user who knows or owns all of the oldest jobs a pull shows some of the
 * later ones, and remembers how far it looked if that was in vain: each pull
 * reads a bounded number of rows, and all of them together the whole queue.
 * Anybody else begins anew: many at once may have taken all of the oldest.
 */
static enum error search_further(struct db *db, const struct puller *puller, struct hire *hire,
				 bool *found)
{
	struct id looked = puller->looked_until, end;
	struct reach far = { id_is_none(looked) ? ID_FIRST : looked, FAR_OF_WORD, FAR_OF_QUEUE };
	struct rows *last;

	/* Before the search: what leaves the queue meanwhile must not make it seem to have gone further. */
	match_queue_end(db, &far, &last);
	TRY(match_lock(db, &puller->agent, &far, hire, found));
	end = rows_next(last) ? row_id(last, "id") : ID_NONE;
	if (!*found && !id_equal(end, looked))
		db_queue(db, "UPDATE users SET looked_until = ? WHERE id = ?", end,
			 puller->agent.owner_id);
	return OK;
}

static enum error search(struct db *db, const struct puller *puller, struct hire *hire, bool *found)
{
	TRY(match_lock(db, &puller->agent, &near, hire, found));
	return *found ? OK : search_further(db, puller, hire, found);
}

enum error hold_pull(struct db *db, const struct actor *who, struct id *job, bool *found)
{
	struct puller puller = { .lapsed = NULL };
	struct hire hire = { .price = { 0 } };
	enum error e = find_puller(db, who, &puller);

	*found = false;
	if (db_unsure(db) &&
	    (!e || e == ERR_TOO_MANY_HOLDS)) /* one too many may be this very pull's */
		TRY(presentation_find(db, who->request, job, found));
	if (*found)
		return OK;
	TRY(e);
	TRY(return_lapsed(db, puller.lapsed));
	TRY(search(db, &puller, &hire, found));
	if (!*found)
		return OK;
	*job = hire.id;
	return take(db, &hire, &(struct actor){ puller.agent.owner_id, who->agent, who->request },
		    puller.agent.id);
}

/*
 * The job, caught up, with the user as its holder, or the error that says why
 * not. *done: this very request was committed before.
 */
static enum error lock_held(struct db *db, struct id job, const struct actor *who,
			    struct hire *hire, bool *done)
{
	enum hire_change change;

	TRY(hire_lock(db, job, hire));
	bool was_holder = id_equal(hire->held_by, who->user);
	bool is_receiver = id_equal(hire->receiver, who->user);

	TRY(user_lock(db, who->user)); /* or the agent could be deleted meanwhile */
	TRY(agent_check(db, who->agent, who->user));
	*done = id_equal(hire->last_request, who->request);
	if (*done)
		return OK;
	if (!was_holder && !is_receiver)
		return hire_refuse_late(db, hire, who->user, "the holder of a job");
	TRY(hire_catch_up(db, hire, &change));
	if (change != HIRE_UNCHANGED)
		return hire_refuse_late(db, hire, who->user, "the holder of a job");
	/* What was accepted is no longer held: giving it up is another thing. */
	return was_holder ? OK
			  : failure(ERR_WRONG_STATE, "you have accepted this job, and hold it no "
						     "longer: submit, or give it up by /fail");
}

static enum error check_work(struct db *db, const struct hire *hire, struct id user)
{
	struct standing standing;

	TRY(standing_find(db, user, &standing));

	struct limits limits = limits_of(&standing);

	if (standing.hires < limits.hires)
		return OK;
	return failure_until(
		ERR_TOO_MANY_HOLDS, instant_wait(hire->now, standing.next_deadline),
		"you work on %lld jobs: deliver or give up one of them first; %lld at once are "
		"the most%s%s",
		(long long)standing.hires, (long long)limits.hires, limits.why ? ": " : "",
		limits.why ? limits.why : "");
}

enum error hold_accept(struct db *db, struct id job, const struct actor *who)
{
	struct hire hire = { .price = { 0 } };
	bool done;

	TRY(lock_held(db, job, who, &hire, &done));
	if (done)
		return OK;
	TRY(hire_move(hire.status, HIRE_ACCEPT, &hire.status));
	TRY(check_work(db, &hire, who->user));

	struct id agent = id_is_none(who->agent) ? hire.held_by_agent : who->agent;

	presentation_end(db, job, who->user, "accepted");
	db_queue(db, "UPDATE jobs SET status = 'accepted', receiver = ?, receiver_agent_id = ?, "
		     "accepted_at = ?, deadline_at = ?, held_by = NULL, held_by_agent_id = NULL, "
		     "held_until = NULL, last_request = ?, updated_at = ? WHERE id = ?",
		 who->user, agent, hire.now,
		 instant_plus(hire.now, hire.time_limit_seconds * 1000), who->request, hire.now, job);
	db_queue(db, "UPDATE users SET works_since = ? WHERE id = ? AND works_since IS NULL",
		 hire.now, who->user);
	jobnews_tell_sender(db, job, "hire.accepted");
	return OK;
}

enum error hold_reject(struct db *db, struct id job, const struct actor *who)
{
	struct hire hire = { .price = { 0 } };
	bool done;

	TRY(lock_held(db, job, who, &hire, &done));
	if (done)
		return OK;
	presentation_end(db, job, who->user, "rejected");
	hire.last_request = who->request;
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
