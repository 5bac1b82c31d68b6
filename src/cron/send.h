/* The outbox, emptied: what is due is sent, one item after another, outside any transaction. */
#pragma once

#include "db/db.h"

struct sent {
	int done, refused, later;
};

/*
 * Send what is due, until nothing is or so many milliseconds are over. An error
 * only if the database is away.
 */
enum error outbox_send(struct db *, int64_t ms, struct sent *out) MUST_USE;
