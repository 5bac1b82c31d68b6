/* Cooldowns: for how long a user keeps off a job after letting it down. */
#pragma once

#include "market/market.h"

/*
 * What happened: a no-show, which counts against a user's claims on all drops
 * for a day, or a failed attempt at a hire, which does not.
 */
enum letdown { LETDOWN_NO_SHOW, LETDOWN_FAILED_ATTEMPT };

/* Queue it, from that time on and for as long as settings say. Needs the job's lock. */
void cooldown_add(struct db *, struct id user, struct id job, enum letdown, struct instant from);
