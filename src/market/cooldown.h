/* Cooldowns: for how long a user keeps off a job after letting it down. */
#pragma once

#include "market/market.h"

/*
 * What happened. All but the failed attempt are no-shows, which count against what the
 * user may hold (standing.h) for a day.
 */
enum letdown {
	LETDOWN_NO_SHOW,	/* a place in a drop was not used */
	LETDOWN_F,		/* an answer was graded F: the drop is over, and keeps nobody off */
	LETDOWN_FAILED_ATTEMPT, /* at a hire */
	LETDOWN_NO_DELIVERY	/* the same: its deadline passed, or what came was junk */
};

/* Queue it, from that time on and for as long as settings say. Needs the job's lock. */
void cooldown_add(struct db *, struct id user, struct id job, enum letdown, struct instant from);
