/* The arena's last thirty days: drops that were won, what they paid, how full they were, how far jurors agreed. */
#pragma once

#include "base/error.h"
#include "drop/hours.h"
#include "picture/picture.h"

enum { ARENA_DAYS = 30 };

struct arena_days {
	struct instant first; /* the day of the first one begins */
	struct won days[ARENA_DAYS];
};

/* Reads drop/hours.h: 720 rows and what was completed since the last full hour, however many drops there are. */
enum error arena_days_read(struct db *, struct arena_days *out) MUST_USE;

struct picture arena_days_picture(struct arena *, const struct arena_days *);

/* Of the same days. */
struct picture agreement_picture(struct arena *, const struct arena_days *);
struct won arena_days_sum(const struct arena_days *);

/* When the i-th of them begins. */
struct instant arena_day(const struct arena_days *, int i);
