#include "base/tally.h"

#include <stdatomic.h>
#include <stddef.h>

#include "base/hash.h"
#include "base/share.h"
#include "base/text.h"

typedef _Atomic uint64_t counter;

struct tally_board {
	counter within[TALLIES][TALLY_BUCKETS];
	counter ms[TALLIES];
};

const int64_t tally_ends[TALLY_BUCKETS - 1] = { 1,    10,    100,   500,   1000,
						5000, 10000, 30000, 60000, 300000 };

static const struct {
	enum tally_metric metric;
	const char *labels;
} rows[TALLIES] = {
#define TALLY_ROW(name, metric, labels) { TALLY_METRIC_##metric, labels },
	TALLY_LIST(TALLY_ROW)
};

static struct tally_board own, *board = &own;

/* A transaction judges one job; more than these are not waited for. */
enum { HELD_MOST = 8 };

static struct held {
	enum tally which;
	int64_t ms;
} held[HELD_MOST];
static int held_count;
static bool holds;

/* Counters of another meaning are another board. */
static const char *name_of(struct arena *arena)
{
	struct text meaning = text_start(arena, 1024);

	for (int i = 0; i < TALLIES; i++)
		text_add_string(&meaning, rows[i].labels);
	text_add(&meaning, (const char *)tally_ends, sizeof(tally_ends));
	return arena_printf(arena, "tally-%.16s",
			    digest_hex(digest_of(meaning.bytes, meaning.length)).text);
}

void tally_share(struct arena *arena)
{
	struct tally_board *shared = share_map(arena, name_of(arena), sizeof(struct tally_board));

	if (shared)
		board = shared;
}

void tally_forget(struct arena *arena)
{
	share_forget(arena, name_of(arena));
}

static void count(enum tally which, int64_t ms)
{
	int bucket = tally_bucket(tally_ends, TALLY_BUCKETS, ms);

	(void)atomic_fetch_add_explicit(&board->within[which][bucket], 1, memory_order_relaxed);
	(void)atomic_fetch_add_explicit(&board->ms[which], (uint64_t)ms, memory_order_relaxed);
}

void tally_hold(void)
{
	holds = true;
	held_count = 0;
}

void tally_add(enum tally which, int64_t ms)
{
	if (!holds || held_count == HELD_MOST)
		count(which, ms);
	else
		held[held_count++] = (struct held){ which, ms };
}

void tally_settle(bool kept)
{
	for (int i = 0; kept && i < held_count; i++)
		count(held[i].which, held[i].ms);
	holds = false;
	held_count = 0;
}

struct tally_seen tally_see(enum tally which)
{
	struct tally_seen seen = { .metric = rows[which].metric, .labels = rows[which].labels };

	for (int b = 0; b < TALLY_BUCKETS; b++)
		seen.within[b] = atomic_load_explicit(&board->within[which][b],
						      memory_order_relaxed);
	seen.ms = atomic_load_explicit(&board->ms[which], memory_order_relaxed);
	return seen;
}
