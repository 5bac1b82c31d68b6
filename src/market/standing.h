/*
 * How a user stands in the market: what the user holds, what was let down within a
 * day, whether any work of the user was ever good; and how much the user may hold
 * for that. A deadline that has passed is looked at as such, moved by a clock or not.
 */
#pragma once

#include "market/market.h"

struct standing {
	int64_t claims, hires; /* live claims, submitted ones not counted; hires at work */
	struct instant next_claim_end, next_deadline; /* the earliest of each; 0: none */
	int64_t no_shows;			      /* within a day */
	struct instant cooldown_until; /* after a no-show at the job that was asked about */
	bool is_new; /* nothing of the user's was ever graded above F or verified */
};

struct limits {
	int64_t claims, hires;
	const char *why; /* they are lower than usual; NULL if they are not */
};

/*
 * Queue the question, about a user or ID_CALLER, about a job too (or none); then read its answer by the clock that
 * the caller has. What is to be limited by it is asked under the user's lock.
 */
void standing_queue(struct db *, struct id user, struct id job, struct rows **);
struct standing standing_read(struct rows *, struct instant now);

/* Both at once, by the present. */
enum error standing_find(struct db *, struct id user, struct standing *out) MUST_USE;

/* What settings grant to one who stands so. */
struct limits limits_of(const struct standing *);
