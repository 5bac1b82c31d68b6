/*
 * What happened, told to whom it concerns: an event is a row that is written in the
 * transaction that it tells of. Users read theirs by number (inbox.h), and webhooks have
 * them sent (hook.h).
 *
 * A row is inserted and that is all, so that telling costs little and waits for nobody:
 * no lock of another user's, no counter that many would wait for.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/* How long an event is kept. */
enum { NEWS_DAYS = 30 };

/*
 * The head of a statement by which a room tells of its own rows:
 *
 *	db_queue(db, NEWS_OF("w.user_id") "JSON_OBJECT('id', w.id) FROM withdrawals w WHERE w.id = ?",
 *		 id_new(), "withdrawal.updated", id);
 *
 * Its first two values are the event's id and its type. The user is an expression over the
 * rows that follow, and so are the data, which must be a JSON object.
 */
#define NEWS_OF(user) \
	"INSERT INTO events (id, user_id, type, created_at, waiting, data) " \
	"SELECT ?, " user \
	", ?, SYSDATE(3), IF(EXISTS (SELECT 1 FROM webhooks WHERE user_id = " user " " \
	"AND status = 'enabled'), 1, NULL), "

/* A time as the API writes it. */
#define NEWS_TIME(column) "CONCAT(LEFT(DATE_FORMAT(" column ", '%Y-%m-%dT%T.%f'), 23), 'Z')"

/*
 * The same for what is nobody's own: for no inbox, and for the webhooks that ask for the
 * board. What follows ends with a condition: AND NEWS_IS_WANTED.
 */
#define NEWS_OF_BOARD \
	"INSERT INTO events (id, user_id, type, created_at, waiting, data) " \
	"SELECT ?, NULL, ?, SYSDATE(3), 1, "
#define NEWS_IS_WANTED "EXISTS (SELECT 1 FROM webhooks WHERE wants_board AND status = 'enabled')"

/* What an event may be of. */
bool news_is_type(const char *);

/* Forget events that are older than NEWS_DAYS, and their deliveries; at most so many of each. */
enum error news_sweep(struct db *, int most) MUST_USE;
