#include "api/lane.h"

#include <string.h>

#include "api/visitor.h"
#include "base/config.h"
#include "base/log.h"
#include "queue/quota.h"

enum { PLACES = 2, MINUTE = 60, THE_ONE = -1 };
/* Longer than any of these requests may take: a place is not somebody else's before it is left. */
enum { PLACE_SECONDS = 180 };

/* Whoever is not signed in yet is counted by the address. */
static struct digest subject_of(const struct request *req)
{
	return id_is_none(req->user) ? visitor_address(req)
				     : digest_of(req->user.text, strlen(req->user.text));
}

static struct quota rate_of(const struct request *req)
{
	return (struct quota){ "stripe.minute", subject_of(req), settings()->stripe_per_minute,
			       MINUTE, false };
}

static struct quota quota_of(struct lane_place place)
{
	static const char *const names[PLACES] = { "stripe.place.1", "stripe.place.2" };

	if (place.number == THE_ONE)
		return (struct quota){ "model.place", place.whose, 1, PLACE_SECONDS, false };
	return (struct quota){ names[place.number], place.whose, 1, PLACE_SECONDS, true };
}

static enum error take(struct db *db, void *quota)
{
	return quota_take(db, quota);
}

static enum error leave(struct db *db, void *quota)
{
	quota_clear(db, quota);
	return OK;
}

/* The place first: who is refused one has not used up the minute. */
enum error lane_enter(struct request *req, struct lane_place *out)
{
	struct lane_place place = { subject_of(req), 0 };
	struct quota rate = rate_of(req);
	enum error e = ERR_RATE_LIMITED;

	for (int i = 0; e == ERR_RATE_LIMITED && i < PLACES; i++) {
		place.number = i;

		struct quota quota = quota_of(place);

		e = db_transact(req->db, DB_TRANSACTION, take, &quota);
	}
	if (e == ERR_RATE_LIMITED)
		return failure_until(ERR_RATE_LIMITED, 1,
				     "you have %d requests that wait for others already", PLACES);
	TRY(e);
	*out = place;
	e = db_transact(req->db, DB_TRANSACTION, take, &rate);
	if (e) {
		struct failure note = *failure_note();

		lane_leave(req, *out);
		failure_recall(&note);
	}
	return e;
}

enum error lane_enter_alone(struct request *req, struct lane_place *out)
{
	static const char everybody[] = "everybody";
	const struct lane_place place = { digest_of(everybody, strlen(everybody)), THE_ONE };
	struct quota quota = quota_of(place);
	enum error e = db_transact(req->db, DB_TRANSACTION, take, &quota);

	if (e == ERR_RATE_LIMITED)
		return failure_until(ERR_RATE_LIMITED, 5,
				     "another text is being verified: try again in a moment");
	TRY(e);
	*out = place;
	return OK;
}

void lane_leave(struct request *req, struct lane_place left)
{
	struct quota quota = quota_of(left);

	if (db_transact(req->db, DB_TRANSACTION, leave, &quota))
		log_warning("lane.not_left", "req", req->request_id, "user", req->user, "why",
			    failure_note()->text);
}
