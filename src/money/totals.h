/* What the arena has done in all: exact, and without a row that all wait for. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct totals {
	int64_t completed_drops, submissions, competitors;
	struct money paid, fees;
};

/* Queue an addition to one shard, drawn at random: near the end of the lock order. */
void totals_add(struct db *, struct totals);

struct stats {
	int64_t open_drops;
	struct money open_value;
	struct totals totals;
	struct instant updated_at;
};

/* The published numbers. One statement: they are of one moment. */
enum error stats_find(struct db *, struct stats *out) MUST_USE;
