/* How prices, times and counts are said to a person, as the locale has it. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/instant.h"

/* $3.00: the server counts in cents of US dollars. */
const char *phrase_price(struct arena *, int64_t cents);

/* "in 4 min", "2 h ago", "now"; a missing time is "-". */
const char *phrase_when(struct arena *, struct instant, struct instant now);

/* 4:05, or 1:04:05; never below zero. */
const char *phrase_clock(struct arena *, int64_t ms);

/* "1 answer", "2 answers". */
const char *phrase_count(struct arena *, int64_t, const char *one, const char *many);

/* 12 B, 3.4 MiB. */
const char *phrase_size(struct arena *, int64_t bytes);
