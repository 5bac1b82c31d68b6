/* A wallet over time: what it held after each entry, and how much of that was earned. */
#pragma once

#include "base/error.h"
#include "db/db.h"
#include "picture/picture.h"

struct history_point {
	struct instant at;
	const char *reason; /* "payout:<id>" */
	struct money delta, balance, earned;
};

struct history {
	struct money balance_before, earned_before; /* the first point */
	struct history_point *points;		    /* oldest first */
	int count;
	bool more; /* older ones, which are not here */
	struct instant now;
};

enum { HISTORY_MOST = 200 };

/* The latest entries of a user's wallet, HISTORY_MOST of them at most. Walks entries_seq from its end. */
enum error history_read(struct db *, struct id user, struct history *out) MUST_USE;

struct picture history_picture(struct arena *, const struct history *);
