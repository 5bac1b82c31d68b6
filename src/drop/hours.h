/*
 * What was won, hour by hour. The clock counts an hour once, some minutes after it is over: from then
 * on nothing of it can change, for a drop that is completed never does. So whoever looks at a month reads its
 * hours and, of the drops themselves, only those of the last hour. Nothing waits for these rows.
 */
#pragma once

#include "market/market.h"

struct won {
	int64_t drops; /* completed */
	struct money prize;
	int64_t submissions, places;
	int64_t unanimous, majority, split; /* of those that jurors judged */
};

struct won won_plus(struct won, struct won);

/*
 * Count the hours that are over and were not counted yet, of the last 31 days at most. Dies here: none is
 * counted. Twice, or two at once: the second finds and writes the same.
 */
enum error hours_count(struct db *) MUST_USE;

/* So many days, today the last one: out[0] is that of *first, which is its midnight. */
enum error hours_read(struct db *, int days, struct instant *first, struct won *out) MUST_USE;
