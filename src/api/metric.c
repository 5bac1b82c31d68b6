#include "api/metric.h"

#include <stdatomic.h>
#include <string.h>

#include "api/route.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/share.h"
#include "base/tally.h"
#include "base/text.h"

/* A status is its first digit and the rest; a rest that no status has in use counts as the last. */
enum { ROUTES_MOST = 160, OTHER_ROUTE = ROUTES_MOST - 1, CLASSES = 5, RESTS = 32 };

const int64_t metric_ends[METRIC_BUCKETS - 1] = { 5, 10, 25, 50, 100, 250, 500, 1000, 5000 };

typedef _Atomic uint64_t counter;

/*
 * Odd while somebody writes it: who reads passes it over, and so does who would write as well. Who
 * is killed in between leaves one bucket of one route without an example: no count is lost.
 */
struct slot {
	_Atomic uint32_t turn;
	struct metric_example example;
};

/* What the workers share. All zero is a good beginning. */
struct board_of_counts {
	counter answers[ROUTES_MOST][CLASSES][RESTS];
	counter within[ROUTES_MOST][METRIC_BUCKETS];
	counter ms[ROUTES_MOST];
	counter retries;
	struct slot slots[ROUTES_MOST][METRIC_BUCKETS];
};

static struct board_of_counts own, *board = &own;

/* A program with other routes counts elsewhere. */
static const char *name_of(struct arena *arena)
{
	struct text routes = text_start(arena, 4000);

	for (int i = 0; route_at(i); i++)
		text_add_string(&routes, arena_printf(arena, "%d %s\n", route_at(i)->method,
						      route_at(i)->path));
	text_add_int(&routes, (int64_t)sizeof(struct board_of_counts));
	return arena_printf(arena, "metrics-%.16s",
			    digest_hex(digest_of(routes.bytes, routes.length)).text);
}

void metric_share(struct arena *arena)
{
	struct board_of_counts *shared = share_map(arena, name_of(arena),
						   sizeof(struct board_of_counts));

	if (shared)
		board = shared;
}

void metric_forget(struct arena *arena)
{
	share_forget(arena, name_of(arena));
}

/* ------------------------------------------------------------ counting */

static int index_of(const struct route *route)
{
	int64_t i = route ? route - route_at(0) : OTHER_ROUTE;

	return i < OTHER_ROUTE ? (int)i : OTHER_ROUTE;
}

static void add(counter *to, uint64_t n)
{
	(void)atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

static uint64_t count_of(counter *from)
{
	return atomic_load_explicit(from, memory_order_relaxed);
}

static counter *answers_of(int route, int status)
{
	int class = status / 100 - 1, rest = status % 100;

	if (class < 0 || class >= CLASSES)
		class = CLASSES - 1;
	return &board->answers[route][class][rest < RESTS ? rest : RESTS - 1];
}

static void keep_example(struct slot *slot, const char *request_id, int64_t ms)
{
	uint32_t turn = atomic_load_explicit(&slot->turn, memory_order_relaxed);

	if (turn % 2 || !atomic_compare_exchange_strong(&slot->turn, &turn, turn + 1))
		return; /* another is at it, and its example is as good */
	slot->example.ms = ms;
	slot->example.at = instant_now().ms;
	(void)snprintf(slot->example.request_id, sizeof(slot->example.request_id), "%s", request_id);
	atomic_store_explicit(&slot->turn, turn + 2, memory_order_release);
}

void metric_count(const struct request *req, int64_t ms)
{
	int route = index_of(req->route), bucket = tally_bucket(metric_ends, METRIC_BUCKETS, ms);

	add(answers_of(route, req->reply.status), 1);
	add(&board->within[route][bucket], 1);
	add(&board->ms[route], (uint64_t)ms);
	if (db_attempts(req->db) > 1)
		add(&board->retries, (uint64_t)db_attempts(req->db) - 1);
	keep_example(&board->slots[route][bucket], req->request_id, ms);
}

/* ------------------------------------------------------------ telling */

static struct metric_example example_of(struct slot *slot)
{
	struct metric_example seen = { .request_id = "" };
	uint32_t turn = atomic_load_explicit(&slot->turn, memory_order_acquire);

	memcpy(&seen, &slot->example, sizeof(seen));
	atomic_thread_fence(memory_order_acquire);
	if (turn % 2 || turn != atomic_load_explicit(&slot->turn, memory_order_relaxed))
		seen.request_id[0] = '\0'; /* written meanwhile: the next look has one */
	return seen;
}

struct metric_times metric_times(const struct route *of)
{
	int route = index_of(of);
	struct metric_times times = { .ms = count_of(&board->ms[route]) };

	for (int b = 0; b < METRIC_BUCKETS; b++) {
		times.within[b] = count_of(&board->within[route][b]);
		times.answers += times.within[b];
		times.examples[b] = example_of(&board->slots[route][b]);
	}
	return times;
}

uint64_t metric_answers(const struct route *of, int status)
{
	return status / 100 < 1 || status / 100 > CLASSES || status % 100 >= RESTS
		       ? 0
		       : count_of(answers_of(index_of(of), status));
}

uint64_t metric_retries(void)
{
	return count_of(&board->retries);
}
