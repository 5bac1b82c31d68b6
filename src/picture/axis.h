/* Where a value stands on a scale, and what numbers and times are called beside it. */
#pragma once

#include "base/arena.h"
#include "base/value.h"

/* A part of the whole width, in hundredths of a percent. */
struct share {
	int64_t parts;
};
enum { WHOLE = 10000 };

static inline struct share share(int64_t parts)
{
	return (struct share){ parts };
}

/* "12.34%" */
const char *share_text(struct arena *, struct share);

/* The value's place between least and most, 0 to WHOLE; in the middle if there is nothing between them. */
struct share axis_share(int64_t value, int64_t least, int64_t most);

/* The same in pixels: 0 to length; 0 of a scale that ends at 0. For values of zero or more. */
int axis_pixels(int64_t value, int64_t most, int length);

/* Where a scale from 0 that has to hold this value ends: one digit with zeros behind it, 1 at least. */
int64_t axis_end(int64_t value);

/* The beginning of each part, and the last one's end: so that bars cover the whole width. */
struct share axis_slot(int i, int count);

/* 1,234 */
const char *axis_number(struct arena *, int64_t);

/* 25 % of the whole, rounded down; 0 % of nothing */
const char *axis_percent(struct arena *, int64_t part, int64_t whole);

/* 2026-04-05 12:08:00 UTC, and 2026-04-05 of it */
const char *axis_time(struct arena *, struct instant);
const char *axis_day(struct arena *, struct instant);

/* How long: 0:05, 12:30, 1:00:00, by whole seconds; 34 ms below the first; 0:00 below zero */
const char *axis_duration(struct arena *, int64_t ms);

/* "1 answer", "2 answers", "no answers" */
const char *axis_count(struct arena *, int64_t, const char *one, const char *many);
