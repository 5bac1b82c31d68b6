#include "api/lane.h"

#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "queue/quota.h"

enum { PLACES = 2, MINUTE = 60, THE_ONE = -1 };
/* Longer than any of these requests may take: a place is not somebody else's before it is left. */
enum { PLACE_SECONDS = 180 };

static struct quota rate_of(const struct request *req)
{
	return (struct quota){ "stripe.minute", digest_of(req->user.text, strlen(req->user.text)),
			       settings()->stripe_per_minute, MINUTE, false };
}

static struct quota place_of(const struct request *req, int number)
{
	static const char *const names[PLACES] = { "stripe.place.1", "stripe.place.2" };
	static const char everybody[] = "everybody";

	if (number == THE_ONE)
		return (struct quota){ "model.place", digest_of(everybody, strlen(everybody)), 1,
				       PLACE_SECONDS, false };
	return (struct quota){ names[number], digest_of(req->user.text, strlen(req->user.text)), 1,
			       PLACE_SECONDS, true };
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
	struct quota rate = rate_of(req);
	enum error e = ERR_RATE_LIMITED;
	int number = 0;

	for (; e == ERR_RATE_LIMITED && number < PLACES; number++) {
		struct quota place = place_of(req, number);

		e = db_transact(req->db, DB_TRANSACTION, take, &place);
	}
	if (e == ERR_RATE_LIMITED)
		return failure_until(ERR_RATE_LIMITED, 1,
				     "you have %d requests that wait for Stripe already", PLACES);
	TRY(e);
	*out = (struct lane_place){ number - 1 };
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
	struct quota place = place_of(req, THE_ONE);
	enum error e = db_transact(req->db, DB_TRANSACTION, take, &place);

	if (e == ERR_RATE_LIMITED)
		return failure_until(ERR_RATE_LIMITED, 5,
				     "another text is being verified: try again in a moment");
	TRY(e);
	*out = (struct lane_place){ THE_ONE };
	return OK;
}

void lane_leave(struct request *req, struct lane_place left)
{
	struct quota place = place_of(req, left.number);

	if (db_transact(req->db, DB_TRANSACTION, leave, &place))
		log_warning("lane.not_left", "req", req->request_id, "user", req->user, "why",
			    failure_note()->text);
}
