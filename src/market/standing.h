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
 * Columns for the query that locks the user's row (its alias must be u), and leaves behind whose standing is
 * asked for, and of what past: 1 hires that may be at work, 2 work that may have been good and is not known to be.
 * Whoever was never told of either has none: users.competes_since and works_since are set with the first
 * submission and the first hire, under the user's lock, and proven_at is a proof that was found.
 */
#define STANDING_COLUMNS \
	"@standing := u.id AS user_id, u.proven_at IS NOT NULL AS is_proven, " \
	"@past := (u.works_since IS NOT NULL) + 2 * (u.proven_at IS NULL AND " \
	"COALESCE(u.works_since, u.competes_since) IS NOT NULL) AS past"

struct standing_rows {
	struct rows *held, *past; /* past is NULL where there was none to look at */
};

/*
 * Queue the question behind that query, about a job too (or none); then read its answer by the clock that
 * the caller has. Of who is_proven it says nothing: is_new is then wrong.
 */
void standing_queue(struct db *, struct id job, struct standing_rows *);
struct standing standing_read(const struct standing_rows *, struct instant now);

/* All of it at once, by the present. What is to be limited by it is asked under the user's lock. */
enum error standing_find(struct db *, struct id user, struct standing *out) MUST_USE;

/* What settings grant to one who stands so. */
struct limits limits_of(const struct standing *);
