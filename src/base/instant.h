/*
 * A point in time: milliseconds since 1970 in UTC; 0 is "none". On the wire
 * RFC 3339 with milliseconds, in SQL a DATETIME(3).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct instant {
	int64_t ms;
};

enum { INSTANT_TEXT = 32 }; /* bytes that either form needs, NUL included */

/* This machine's clock: for ids and logs. What decides anything is the database's. */
struct instant instant_now(void);

/* Milliseconds that only go forward, from an arbitrary start: for measuring how long things take. */
int64_t monotonic_ms(void);

/* 2026-04-05T12:08:00.000Z */
void instant_wire(struct instant, char out[INSTANT_TEXT]);

/* 2026-04-05 12:08:00.000 */
void instant_sql(struct instant, char out[INSTANT_TEXT]);

/* Reads what MariaDB prints for a DATETIME, with or without a fraction. */
bool instant_read(const char *, struct instant *out);

static inline struct instant instant_plus(struct instant t, int64_t ms)
{
	return (struct instant){ t.ms + ms };
}

static inline bool instant_before(struct instant a, struct instant b)
{
	return a.ms < b.ms;
}

static inline struct instant instant_earlier(struct instant a, struct instant b)
{
	return a.ms < b.ms ? a : b;
}

/* Whole seconds from a to b, rounded up, at least 1: what Retry-After says. */
static inline int instant_wait(struct instant a, struct instant b)
{
	int64_t seconds = (b.ms - a.ms + 999) / 1000;

	return seconds < 1 ? 1 : (int)seconds;
}
