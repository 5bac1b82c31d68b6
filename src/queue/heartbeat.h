/*
 * Who acts by the clock leaves a beat: a row a host, with the database's time and what the host's
 * own clock said beside it. For whoever wants to know whether somebody does, and on good clocks.
 */
#pragma once

#include "base/error.h"
#include "db/db.h"

/* Note that this host is at it, and whether it asks jurors too, in a transaction of its own. Old rows go. */
enum error heartbeat_beat(struct db *, bool asks_jurors) MUST_USE;

struct heartbeat {
	const char *host;
	int64_t age_ms;	       /* since it was last seen */
	int64_t ahead_ms;      /* its clock then, of the database's */
	int64_t judges_age_ms; /* since it last told that it asks jurors; -1: it never did */
};

enum { HEARTBEATS_MOST = 100 };

struct heartbeats {
	struct heartbeat list[HEARTBEATS_MOST]; /* the latest first */
	int count;
};

enum error heartbeat_list(struct db *, struct heartbeats *out) MUST_USE;
