/*
 * Events are brought to webhooks: many at once in one process, so that a receiver that hangs
 * holds up nobody but itself.
 */
#pragma once

#include <signal.h>

#include "db/db.h"

/*
 * Hand out what happened, and send what is due, until nothing is and nothing is under way, or
 * so many milliseconds are over; what is under way by then, or when *stopping is set, is
 * waited for. An error only if the database is away: then it is let go of, and sent again
 * when its lease is over.
 */
enum error courier_run(struct db *, int64_t ms, const volatile sig_atomic_t *stopping) MUST_USE;
