#include "api/lane.h"

#include <string.h>
#include <time.h>

#include "api/visitor.h"
#include "base/config.h"
#include "base/log.h"
#include "base/seat.h"
#include "queue/quota.h"

/* Longer than any of these requests may take: a place is not somebody else's before it is left. */
enum { PLACES = 2, MINUTE = 60, PLACE_SECONDS = 180, EXCHANGE_SECONDS = 30 };

/* Stripe mostly answers within a second: as long is waited for a seat, and then others have a turn. */
enum { SEATS = LANE_WORKERS - 1, LOOKS = 20, LOOK_MS = 50 };

/* Whoever is not signed in yet is counted by the address. */
static struct digest subject_of(const struct request *req)
{
	return id_is_none(req->user) ? visitor_address(req)
				     : digest_of(req->user.text, strlen(req->user.text));
}

static struct quota a_minute(const struct request *req, const char *name, int64_t most)
{
	return (struct quota){ name, subject_of(req), most, MINUTE, false };
}

static struct digest everybody(void)
{
	static const char word[] = "everybody";

	return digest_of(word, strlen(word));
}

static struct quota quota_of(struct lane_place place)
{
	return (struct quota){ place.name, place.whose, 1, place.seconds, true };
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

/* The first of these places that is free. */
static enum error take_place(struct request *req, const char *const *names, int count,
			     struct lane_place *place)
{
	enum error e = ERR_RATE_LIMITED;

	for (int i = 0; e == ERR_RATE_LIMITED && i < count; i++) {
		place->name = names[i];

		struct quota quota = quota_of(*place);

		e = db_transact(req->db, DB_TRANSACTION, take, &quota);
	}
	return e;
}

/* Who cannot go on leaves, and is told what it was. */
static enum error or_leave(struct request *req, struct lane_place place, enum error e)
{
	struct failure note = *failure_note();

	if (e)
		lane_leave(req, place);
	failure_recall(&note);
	return e;
}

/* Who is in has used up one of a minute's; who was refused a place has not. */
static enum error count_entry(struct request *req, struct lane_place place, struct quota rate)
{
	return or_leave(req, place, db_transact(req->db, DB_TRANSACTION, take, &rate));
}

static enum error take_seat(struct request *req, int *seat)
{
	const struct timespec pause = { .tv_nsec = LOOK_MS * 1000000L };

	for (int i = 0; i < LOOKS; i++) {
		if (seat_take(req->arena, "lane", SEATS, seat))
			return OK;
		(void)nanosleep(&pause, NULL);
	}
	return failure_until(ERR_UPSTREAM, 1, "others wait for Stripe: try again in a moment");
}

enum error lane_enter(struct request *req, struct lane_place *out)
{
	static const char *const names[PLACES] = { "stripe.place.1", "stripe.place.2" };
	struct lane_place place = { subject_of(req), names[0], PLACE_SECONDS, NO_SEAT };
	enum error e = take_place(req, names, PLACES, &place);

	if (e == ERR_RATE_LIMITED)
		return failure_until(ERR_RATE_LIMITED, 1,
				     "you have %d requests that wait for others already", PLACES);
	TRY(e);
	e = take_seat(req, &place.seat);
	TRY(or_leave(req, place, e));
	*out = place;
	return count_entry(req, place,
			   a_minute(req, "stripe.minute", settings()->stripe_per_minute));
}

enum error lane_enter_alone(struct request *req, struct lane_place *out)
{
	static const char *const names[] = { "model.place" };
	struct lane_place place = { everybody(), names[0], PLACE_SECONDS, NO_SEAT };
	enum error e = take_place(req, names, COUNT(names), &place);

	if (e == ERR_RATE_LIMITED)
		return failure_until(ERR_RATE_LIMITED, 5,
				     "another text is being verified: try again in a moment");
	TRY(e);
	*out = place;
	return OK;
}

enum error lane_enter_signin(struct request *req, struct lane_place *out)
{
	static const char *const names[] = { "signin.place.1", "signin.place.2" };
	struct lane_place place = { everybody(), names[0], EXCHANGE_SECONDS, NO_SEAT };
	enum error e = take_place(req, names, COUNT(names), &place);

	if (e == ERR_RATE_LIMITED)
		return failure_until(ERR_RATE_LIMITED, 1,
				     "others are being signed in: try again in a moment");
	TRY(e);
	*out = place;
	return count_entry(req, place,
			   a_minute(req, "signin.minute", settings()->signin_per_minute));
}

void lane_leave(struct request *req, struct lane_place left)
{
	struct quota quota = quota_of(left);

	seat_leave(left.seat);
	if (db_transact(req->db, DB_TRANSACTION, leave, &quota))
		log_warning("lane.not_left", "req", req->request_id, "user", req->user, "why",
			    failure_note()->text);
}
