/* The outbox, emptied: what is due is sent, one item after another, outside any transaction. */
#pragma once

#include <signal.h>

#include "db/db.h"
#include "queue/outbox.h"

/*
 * Send what is due in that lane, until nothing is, so many milliseconds are over, or
 * *stopping is set (NULL: never). An error only if the database is away.
 */
enum error outbox_send(struct db *, enum outbox_lane, int64_t ms,
		       const volatile sig_atomic_t *stopping) MUST_USE;
