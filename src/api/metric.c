#include "api/metric.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "api/handlers.h"
#include "api/reply.h"
#include "api/route.h"
#include "audit/gauge.h"
#include "base/config.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"

enum { ROUTES_MOST = 160, OTHER_ROUTE = ROUTES_MOST - 1, STATUSES = 5, BUCKETS = 10 };

/* Upper ends, in milliseconds; the last bucket has all. */
static const int64_t ends[BUCKETS - 1] = { 5, 10, 25, 50, 100, 250, 500, 1000, 5000 };

typedef _Atomic uint64_t counter;

/* What the workers share. All zero is a good beginning, so whoever comes first prepares nothing. */
struct board_of_counts {
	counter answers[ROUTES_MOST][STATUSES]; /* by the status' first digit */
	counter within[ROUTES_MOST][BUCKETS];
	counter ms[ROUTES_MOST];
	counter retries;
};

static struct board_of_counts own, *shared = &own;

static const char *method_word(const struct route *route)
{
	return route->method == GET	? "GET"
	       : route->method == POST	? "POST"
	       : route->method == PATCH ? "PATCH"
					: "DELETE";
}

static const char *digest_text(struct arena *arena, const char *text)
{
	return arena_printf(arena, "%.16s", digest_hex(digest_of(text, strlen(text))).text);
}

/* Another database, or a program with other routes, counts elsewhere. */
static const char *name_of(struct arena *arena)
{
	const struct config *c = settings();
	struct text routes = text_start(arena, 4000);

	for (int i = 0; route_at(i); i++)
		text_add_string(&routes, arena_printf(arena, "%d %s\n", route_at(i)->method,
						      route_at(i)->path));
	return arena_printf(arena, "/clorp-metrics-%s-%s",
			    digest_text(arena,
					arena_printf(arena, "%s %s", c->db_socket, c->db_name)),
			    digest_text(arena, routes.bytes));
}

static struct board_of_counts *map(const char *name)
{
	int fd = shm_open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	void *at = MAP_FAILED;

	if (fd >= 0 && ftruncate(fd, sizeof(struct board_of_counts)) == 0)
		at = mmap(NULL, sizeof(struct board_of_counts), PROT_READ | PROT_WRITE, MAP_SHARED,
			  fd, 0);
	if (fd >= 0)
		(void)close(fd);
	return at == MAP_FAILED ? NULL : at;
}

void metric_share(struct arena *arena)
{
	struct board_of_counts *board = map(name_of(arena));

	if (board)
		shared = board;
	else
		log_warning("metrics.alone", "why", "no shared memory: see /dev/shm");
}

void metric_forget(struct arena *arena)
{
	(void)shm_unlink(name_of(arena));
}

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

void metric_count(const struct request *req, int64_t ms)
{
	struct board_of_counts *board = shared;
	int route = index_of(req->route), status = req->reply.status / 100, bucket = 0;

	while (bucket < BUCKETS - 1 && ms > ends[bucket])
		bucket++;
	add(&board->answers[route][status >= 1 && status <= STATUSES ? status - 1 : STATUSES - 1],
	    1);
	add(&board->within[route][bucket], 1);
	add(&board->ms[route], (uint64_t)ms);
	if (db_attempts(req->db) > 1)
		add(&board->retries, (uint64_t)db_attempts(req->db) - 1);
}

/* ------------------------------------------------------------ as text */

#define say(out, ...) text_add_string((out), arena_printf((out)->arena, __VA_ARGS__))

static void head(struct text *out, const char *name, const char *type, const char *about)
{
	say(out, "# HELP %s %s\n# TYPE %s %s\n", name, about, name, type);
}

static const char *labels_of(struct arena *arena, int i)
{
	const struct route *route = i == OTHER_ROUTE ? NULL : route_at(i);

	return route ? arena_printf(arena, "method=\"%s\",route=\"%s\"", method_word(route),
				    route->path)
		     : "method=\"-\",route=\"-\"";
}

/* i, then the next that has a route; the last is that of what has none. */
static int next_index(int i)
{
	return i == OTHER_ROUTE ? ROUTES_MOST : route_at(i + 1) ? i + 1 : OTHER_ROUTE;
}

static void add_answers(struct text *out, struct board_of_counts *board)
{
	head(out, "clorp_requests_total", "counter", "Answers, by route and class of status.");
	for (int i = 0; i < ROUTES_MOST; i = next_index(i))
		for (int s = 0; s < STATUSES; s++)
			if (count_of(&board->answers[i][s]))
				say(out, "clorp_requests_total{%s,status=\"%dxx\"} %llu\n",
				    labels_of(out->arena, i), s + 1,
				    (unsigned long long)count_of(&board->answers[i][s]));
}

static void add_histogram(struct text *out, struct board_of_counts *board, int i)
{
	const char *labels = labels_of(out->arena, i);
	uint64_t sum = 0;

	for (int b = 0; b < BUCKETS; b++) {
		const char *end = b < BUCKETS - 1
					  ? arena_printf(out->arena, "%.3f", (double)ends[b] / 1000)
					  : "+Inf";

		sum += count_of(&board->within[i][b]);
		say(out, "clorp_request_seconds_bucket{%s,le=\"%s\"} %llu\n", labels, end,
		    (unsigned long long)sum);
	}
	say(out, "clorp_request_seconds_sum{%s} %.3f\nclorp_request_seconds_count{%s} %llu\n",
	    labels, (double)count_of(&board->ms[i]) / 1000, labels, (unsigned long long)sum);
}

static bool was_asked(struct board_of_counts *board, int i)
{
	uint64_t sum = 0;

	for (int b = 0; b < BUCKETS; b++)
		sum += count_of(&board->within[i][b]);
	return sum > 0;
}

static void add_gauges(struct text *out, const struct gauges *gauges)
{
	static const struct {
		const char *name, *about;
	} rows[] = {
		{ "clorp_jobs", "Jobs that are under way, by kind and state." },
		{ "clorp_due_seconds", "For how long the clock's oldest item has been due." },
		{ "clorp_outbox", "What waits to be sent, by kind." },
		{ "clorp_cron_age_seconds", "Since when no cron was seen; -1 if none ever was." },
	};

	for (int r = 0; r < COUNT(rows); r++) {
		head(out, rows[r].name, "gauge", rows[r].about);
		for (int i = 0; i < gauges->count; i++)
			if (strcmp(gauges->list[i].name, rows[r].name) == 0)
				say(out, *gauges->list[i].label ? "%s{%s} %lld\n" : "%s%s %lld\n",
				    rows[r].name, gauges->list[i].label,
				    (long long)gauges->list[i].value);
	}
}

enum error api_metric_list(struct request *req)
{
	struct board_of_counts *board = shared;
	struct text out = text_start(req->arena, 20000);
	struct gauges gauges = { NULL, 0 };

	TRY(gauge_read(req->db, req->arena, &gauges));
	add_answers(&out, board);
	head(&out, "clorp_request_seconds", "histogram", "How long answers took.");
	for (int i = 0; i < ROUTES_MOST; i = next_index(i))
		if (was_asked(board, i))
			add_histogram(&out, board, i);
	head(&out, "clorp_retries_total", "counter", "Transactions that were run again.");
	say(&out, "clorp_retries_total %llu\n", (unsigned long long)count_of(&board->retries));
	add_gauges(&out, &gauges);
	TRY(reply(req, 200, (struct json){ out.bytes, out.length }));
	req->reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
	return OK;
}
