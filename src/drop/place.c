#include "drop/place.h"

#include <stdlib.h>
#include <string.h>

#include "people/caller.h"

static const char *const names[] = {
	[CLAIM_LIVE] = "live",
	[CLAIM_SUBMITTED] = "submitted",
	[CLAIM_LAPSED] = "lapsed",
	[CLAIM_RELEASED] = "released",
};

static enum claim_status status_of(const char *name, struct instant expires_at, struct instant now)
{
	if (!name)
		return CLAIM_NONE;
	for (int i = CLAIM_LIVE; i < COUNT(names); i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		/* Run out, though nothing has moved it yet. */
		if (i == CLAIM_LIVE && !instant_before(now, expires_at))
			return CLAIM_LAPSED;
		return (enum claim_status)i;
	}
	abort();
}

static struct place from_row(const struct rows *row)
{
	struct drop drop = drop_from_row(row);
	struct instant expires_at = row_time(row, "expires_at");

	return (struct place){
		.drop = drop,
		.user = row_id(row, "user_id"),
		.status = status_of(row_text(row, "claim_status"), expires_at, drop.now),
		.claim = row_id(row, "claim_id"),
		.agent = row_id(row, "agent_id"),
		.last_request = row_id(row, "claim_request"),
		.first_claimed_at = row_time(row, "first_claimed_at"),
		.expires_at = expires_at,
		.created_at = row_time(row, "claim_created_at"),
		.has_read_env_vars = row_bool(row, "has_read_env_vars"),
		.is_new_competitor = row_bool(row, "is_new_competitor"),
		.is_proven = row_bool(row, "is_proven"),
		.is_frozen = row_bool(row, "is_frozen"),
	};
}

/* For nobody nothing is locked, nor waited for. */
#define LOCK_PLACE \
	"SELECT STRAIGHT_JOIN " DROP_COLUMNS ", c.id AS claim_id, c.status AS claim_status, " \
	"c.agent_id, c.first_claimed_at, c.expires_at, c.env_vars_read_at IS NOT NULL AS has_read_env_vars, " \
	"c.last_request AS claim_request, c.created_at AS claim_created_at, " STANDING_COLUMNS ", " \
	"u.competes_since IS NULL AS is_new_competitor, " \
	"(u.frozen_at IS NOT NULL OR u.suspended_at IS NOT NULL) AS is_frozen FROM jobs j JOIN users u ON u.id = @caller " \
	"LEFT JOIN claims c ON c.job_id = j.id AND c.user_id = u.id WHERE j.id = IF(@caller IS NULL, NULL, ?) " \
	"AND j.kind = 'drop' FOR UPDATE"

/*
 * One round trip. The first statement takes the locks, the job's row
 * before the user's: STRAIGHT_JOIN reads them in that order. The others come
 * after it, so what they see is what stands, and the clock in the first is read
 * when its row is, not when it began to wait.
 */
static enum error read(struct db *db, struct id job, struct id user, struct place *out)
{
	struct rows *locked;
	struct standing_rows standing;

	caller_is(db, user);
	db_queue_query(db, &locked, LOCK_PLACE, job);
	standing_queue(db, job, &standing);
	TRY(db_flush(db));
	if (!rows_next(locked))
		return failure(ERR_NOT_FOUND, "there is no such drop");
	*out = from_row(locked);
	out->standing = standing_read(&standing, out->drop.now);
	out->standing.is_new = out->standing.is_new && !out->is_proven;
	return OK;
}

enum error place_lock(struct db *db, struct id job, struct id user, struct place *out)
{
	struct place place = { .user = ID_NONE };

	TRY(read(db, job, user, &place));
	if (id_equal(place.drop.sender, place.user))
		return failure(ERR_OWN_DROP, "this drop is your own");
	if (!place.drop.window_closes_at.ms) /* never paid, never seen: cancelled or not */
		return failure(ERR_NOT_FOUND, "there is no such drop");
	if (place.drop.status == DROP_OPEN && place.drop.next_lapse_at.ms &&
	    !instant_before(place.drop.now, place.drop.next_lapse_at)) {
		TRY(drop_lapse(db, &place.drop));
		TRY(read(db, job, place.user, &place));
	}
	*out = place;
	return OK;
}

enum error place_check_open(const struct place *place)
{
	const struct drop *drop = &place->drop;

	if (drop->status != DROP_OPEN)
		return failure(ERR_NOT_OPEN, "the drop is %s", drop_status_name(drop->status));
	if (!instant_before(drop->now, drop->window_closes_at))
		return failure(ERR_WINDOW_CLOSED, "the drop's window is over");
	if (instant_before(drop->now, place->standing.cooldown_until))
		return failure_until(ERR_COOLDOWN,
				     instant_wait(drop->now, place->standing.cooldown_until),
				     "you did not show up here: wait until the cooldown is over");
	return OK;
}

void place_save_claim(struct db *db, struct place *place, struct id id_if_new)
{
	const char *status = names[place->status];
	struct instant now = place->drop.now;

	if (!id_is_none(place->claim)) {
		db_queue(db, "UPDATE claims SET status = ?, agent_id = ?, expires_at = ?, "
			     "last_request = ? WHERE id = ?",
			 status, place->agent, place->expires_at, place->last_request, place->claim);
		return;
	}
	place->claim = id_if_new;
	place->first_claimed_at = place->created_at = now;
	db_queue(db, "INSERT INTO claims (id, job_id, user_id, agent_id, status, "
		     "first_claimed_at, expires_at, last_request, created_at) "
		     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		 place->claim, place->drop.id, place->user, place->agent, status, now,
		 place->expires_at, place->last_request, now);
}

void place_update_job(struct db *db, const struct place *place, int claims_more,
		      int submissions_more)
{
	const struct drop *drop = &place->drop;

	db_queue(db, "UPDATE jobs SET claims_count = ?, submissions_count = ?, next_lapse_at = "
		     "(SELECT MIN(expires_at) FROM claims WHERE job_id = ? AND status = 'live'), "
		     "updated_at = ? WHERE id = ?",
		 drop->claims_count + claims_more, drop->submissions_count + submissions_more,
		 drop->id, drop->now, drop->id);
}

void place_add_claim(struct db *db, const struct place *place)
{
	const struct drop *drop = &place->drop;
	bool first = !drop->next_lapse_at.ms;

	db_queue(db, "UPDATE jobs SET claims_count = ?, next_lapse_at = ?, updated_at = ? WHERE id = ?",
		 drop->claims_count + 1,
		 first ? place->expires_at : instant_earlier(drop->next_lapse_at, place->expires_at),
		 drop->now, drop->id);
}
