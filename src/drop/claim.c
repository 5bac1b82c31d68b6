#include "drop/claim.h"

#include "base/config.h"
#include "drop/place.h"
#include "market/cooldown.h"
#include "money/suspension.h"
#include "people/agent.h"

enum { CONTESTS_MOST = 1000 }; /* in one list: far above what the limit of claims allows */

/* When a claim taken or refreshed now ends: see claim_take. */
static struct instant end_of(const struct place *place)
{
	const struct drop *drop = &place->drop;
	int64_t life = settings()->claim_seconds * 1000;
	bool first = place->status == CLAIM_NONE;
	struct instant start = first ? drop->now : place->first_claimed_at;

	return instant_earlier(instant_earlier(instant_plus(drop->now, life), drop->window_closes_at),
			       instant_plus(start, 2 * life));
}

static enum error check_limit(const struct place *place)
{
	const struct standing *standing = &place->standing;
	struct limits limits = limits_of(standing);

	if (standing->claims < limits.claims)
		return OK;
	return failure_until(ERR_TOO_MANY_CLAIMS,
			     instant_wait(place->drop.now, standing->next_claim_end),
			     "you hold %lld live claims; %lld at once are the most%s%s",
			     (long long)standing->claims, (long long)limits.claims,
			     limits.why ? ": " : "", limits.why ? limits.why : "");
}

static enum error check_new_place(const struct place *place)
{
	if (place->drop.cancellation_requested)
		return failure(ERR_NOT_OPEN,
			       "the drop takes no new claims: its sender is cancelling it");
	if (place->drop.claims_count >= place->drop.max_claims)
		return failure(ERR_DROP_FULL, "all %lld places are taken",
			       (long long)place->drop.max_claims);
	TRY(check_limit(place));
	if (!instant_before(place->drop.now, end_of(place)))
		return failure(ERR_CLAIM_SPENT,
			       "your time in this drop is over: it is counted from your first claim");
	return OK;
}

static struct claim as_it_stands(const struct place *place)
{
	return (struct claim){
		.id = place->claim,
		.job_id = place->drop.id,
		.user_id = place->user,
		.agent_id = place->agent,
		.expires_at = place->expires_at,
		.submitted = place->status == CLAIM_SUBMITTED,
		.created_at = place->created_at,
	};
}

static void refresh(struct db *db, struct place *place, const struct actor *who)
{
	place->expires_at = end_of(place);
	place->last_request = who->request;
	if (!id_is_none(who->agent))
		place->agent = who->agent;
	place_save_claim(db, place, who->request);
	place_update_job(db, place, 0, 0);
}

static void take(struct db *db, struct place *place, const struct actor *who)
{
	place->expires_at = end_of(place);
	place->status = CLAIM_LIVE;
	place->agent = who->agent;
	place->last_request = who->request;
	place_save_claim(db, place, who->request);
	place_add_claim(db, place);
	/* What was found need not be looked for again. */
	if (!place->is_proven && !place->standing.is_new)
		db_queue(db, "UPDATE users SET proven_at = ? WHERE id = ?", place->drop.now, place->user);
}

enum error claim_take(struct db *db, struct id job, const struct actor *who, struct claim *out)
{
	struct place place;

	TRY(place_lock(db, job, who->user, &place));
	TRY(agent_check(db, who->agent, place.user));
	TRY(place_check_open(&place));
	if (place.is_frozen)
		TRY(suspension_check(db, place.user));
	switch (place.status) {
	case CLAIM_SUBMITTED:
		return failure(ERR_ALREADY_SUBMITTED,
			       "you have submitted: there is nothing more to claim");
	case CLAIM_LIVE: refresh(db, &place, who); break;
	case CLAIM_NONE:
	case CLAIM_LAPSED:
	case CLAIM_RELEASED:
		TRY(check_new_place(&place));
		take(db, &place, who);
		break;
	}
	*out = as_it_stands(&place);
	return OK;
}

static void give_back(struct db *db, struct place *place, const struct actor *who)
{
	struct instant now = place->drop.now;
	int64_t grace = settings()->claim_grace_seconds * 1000;

	place->status = CLAIM_RELEASED;
	place->expires_at = now;
	place->last_request = who->request;
	place_save_claim(db, place, who->request);
	/*
	 * From the first claim on: who takes a place again and again keeps others out of it.
	 * And who has read what was meant for competitors alone cannot unread it.
	 */
	if (place->has_read_env_vars ||
	    instant_before(instant_plus(place->first_claimed_at, grace), now))
		cooldown_add(db, place->user, place->drop.id, LETDOWN_NO_SHOW, now);
	place_update_job(db, place, -1, 0);
}

enum error claim_release(struct db *db, struct id job, const struct actor *who, struct claim *out)
{
	struct place place;

	TRY(place_lock(db, job, who->user, &place));
	TRY(agent_check(db, who->agent, place.user));
	if (place.status == CLAIM_SUBMITTED)
		return failure(ERR_ALREADY_SUBMITTED, "you have submitted: that is final");
	if (place.status != CLAIM_LIVE && !id_equal(place.last_request, who->request))
		return failure(ERR_NOT_CLAIMED, "you hold no claim on this drop");
	if (place.status == CLAIM_LIVE)
		give_back(db, &place, who);
	*out = as_it_stands(&place);
	return OK;
}

static struct contest_view view_from_row(const struct rows *row, struct id user)
{
	struct id job = row_id(row, "job_id");

	return (struct contest_view){
		.job = job,
		.status = row_text(row, "status"),
		.title = row_text(row, "title"),
		.created_at = row_time(row, "created_at"),
		.window_closes_at = row_time(row, "window_closes_at"),
		.claim = {
			.id = row_id(row, "claim_id"),
			.job_id = job,
			.user_id = user,
			.agent_id = row_id(row, "agent_id"),
			.expires_at = row_time(row, "expires_at"),
			.submitted = row_bool(row, "submitted"),
			.created_at = row_time(row, "claim_created_at"),
		},
	};
}

/*
 * A submitted claim lasts until the window's end, and a drop is judged soon
 * after that: so of all that a user ever submitted, only the last hour is read.
 */
enum error claim_list(struct db *db, struct id user, struct contest_view **out, int *count)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows,
		"SELECT j.id AS job_id, j.status, j.title, j.created_at, j.window_closes_at, "
		"c.id AS claim_id, c.agent_id, c.expires_at, c.status = 'submitted' AS submitted, "
		"c.created_at AS claim_created_at FROM claims c FORCE INDEX (claims_user) "
		"STRAIGHT_JOIN jobs j ON j.id = c.job_id WHERE c.user_id = ? "
		"AND c.status IN ('live', 'submitted') AND c.expires_at > NOW(3) - INTERVAL 1 HOUR "
		"AND (c.status = 'submitted' OR c.expires_at > NOW(3)) "
		"AND j.status IN ('open', 'ranking') ORDER BY c.id DESC LIMIT ?",
		user, CONTESTS_MOST));

	struct contest_view *list = ARENA_ARRAY(db_arena(db), struct contest_view, rows_count(rows));

	while (rows_next(rows))
		list[n++] = view_from_row(rows, user);
	*out = list;
	*count = n;
	return OK;
}
