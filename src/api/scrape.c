/*
 * The counts and gauges as a monitor reads them: in Prometheus' text format, or, where it asks
 * for that, in OpenMetrics', which has room for an example of each bucket: the id of the latest
 * request that took so long. https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
#include <string.h>

#include "api/handlers.h"
#include "api/metric.h"
#include "api/reply.h"
#include "api/route.h"
#include "audit/gauge.h"
#include "base/tally.h"
#include "base/text.h"

struct scrape {
	struct text out;
	bool open; /* OpenMetrics */
};

#define say(scrape, ...) \
	text_add_string(&(scrape)->out, arena_printf((scrape)->out.arena, __VA_ARGS__))

/* In OpenMetrics a counter's family is named without what its samples end in. */
static void head(struct scrape *s, const char *name, const char *type, const char *about)
{
	size_t length = strlen(name);

	if (s->open && strcmp(type, "counter") == 0)
		length -= strlen("_total");
	say(s, "# HELP %.*s %s\n# TYPE %.*s %s\n", (int)length, name, about, (int)length, name,
	    type);
}

/* ------------------------------------------------------------ requests */

/* NULL: what has no route. */
static const char *labels_of(struct arena *arena, const struct route *route)
{
	return route ? arena_printf(arena, "method=\"%s\",route=\"%s\"",
				    route_method_name(route->method), route->path)
		     : "method=\"-\",route=\"-\"";
}

static void add_answers(struct scrape *s, const struct route *route)
{
	for (int status = 100; status < 600; status++) {
		uint64_t answers = metric_answers(route, status);

		if (answers)
			say(s, "clorp_requests_total{%s,status=\"%d\"} %llu\n",
			    labels_of(s->out.arena, route), status, (unsigned long long)answers);
	}
}

/* Only an id that needs no quoting: whatever front is before us may have made it. */
static bool is_plain(const char *id)
{
	return *id &&
	       !id[strspn(id, "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")];
}

static void add_example(struct scrape *s, const struct metric_example *example)
{
	if (s->open && is_plain(example->request_id))
		say(s, " # {request_id=\"%s\"} %.3f %.3f", example->request_id,
		    (double)example->ms / 1000, (double)example->at / 1000);
}

/* How far it goes, in seconds; the last bucket has all. */
static const char *end_text(struct arena *arena, const int64_t *ends, int bucket, int buckets)
{
	return bucket < buckets - 1 ? arena_printf(arena, "%.3f", (double)ends[bucket] / 1000)
				    : "+Inf";
}

/* Buckets that are counted each by itself, added up as the format has it. */
struct histogram {
	const char *name, *labels;
	const int64_t *ends;
	const uint64_t *within;
	int buckets;
	uint64_t ms;
	const struct metric_example *examples; /* one a bucket; NULL: none */
};

static void add_histogram(struct scrape *s, const struct histogram *h)
{
	uint64_t sum = 0;

	for (int b = 0; b < h->buckets; b++) {
		sum += h->within[b];
		say(s, "%s_bucket{%s,le=\"%s\"} %llu", h->name, h->labels,
		    end_text(s->out.arena, h->ends, b, h->buckets), (unsigned long long)sum);
		if (h->examples)
			add_example(s, &h->examples[b]);
		text_add_char(&s->out, '\n');
	}
	say(s, "%s_sum{%s} %.3f\n%s_count{%s} %llu\n", h->name, h->labels, (double)h->ms / 1000,
	    h->name, h->labels, (unsigned long long)sum);
}

static void add_times(struct scrape *s, const struct route *route)
{
	struct metric_times times = metric_times(route);

	if (times.answers)
		add_histogram(s, &(const struct histogram){ .name = "clorp_request_seconds",
							    .labels = labels_of(s->out.arena, route),
							    .ends = metric_ends,
							    .within = times.within,
							    .buckets = METRIC_BUCKETS,
							    .ms = times.ms,
							    .examples = times.examples });
}

static void add_requests(struct scrape *s)
{
	head(s, "clorp_requests_total", "counter", "Answers, by route and status.");
	for (int i = 0; route_at(i); i++)
		add_answers(s, route_at(i));
	add_answers(s, NULL);
	head(s, "clorp_request_seconds", "histogram", "How long answers took.");
	for (int i = 0; route_at(i); i++)
		add_times(s, route_at(i));
	add_times(s, NULL);
	head(s, "clorp_retries_total", "counter", "Transactions that were run again.");
	say(s, "clorp_retries_total %llu\n", (unsigned long long)metric_retries());
}

/* ------------------------------------------------------------ judging */

static void add_judging(struct scrape *s, const struct tally_seen *seen)
{
	add_histogram(s, &(const struct histogram){ .name = "clorp_judging_seconds",
						    .labels = seen->labels,
						    .ends = tally_ends,
						    .within = seen->within,
						    .buckets = TALLY_BUCKETS,
						    .ms = seen->ms });
}

static void add_undecided(struct scrape *s, const struct tally_seen *seen)
{
	say(s, "clorp_undecided_total{%s} %llu\n", seen->labels,
	    (unsigned long long)seen->within[0]);
}

static void add_tallies(struct scrape *s)
{
	static const struct {
		const char *name, *type, *about;
		void (*add)(struct scrape *, const struct tally_seen *);
	} families[] = {
		[TALLY_METRIC_JUDGING] = { "clorp_judging_seconds", "histogram",
					   "How long judges took, by what came of it.", add_judging },
		[TALLY_METRIC_UNDECIDED] = { "clorp_undecided_total", "counter",
					     "What jurors did not decide, and what then.",
					     add_undecided },
	};

	for (int f = 0; f < COUNT(families); f++) {
		head(s, families[f].name, families[f].type, families[f].about);
		for (int i = 0; i < TALLIES; i++) {
			struct tally_seen seen = tally_see((enum tally)i);

			if ((int)seen.metric == f)
				families[f].add(s, &seen);
		}
	}
}

/* ------------------------------------------------------------ how things stand */

static void add_gauges(struct scrape *s, const struct gauges *gauges)
{
	static const struct {
		const char *name, *about;
	} rows[] = {
		{ "clorp_jobs", "Jobs that are under way, by kind and state." },
		{ "clorp_due_seconds", "For how long the clock's oldest item has been due." },
		{ "clorp_outbox", "What waits to be sent, by kind and state." },
		{ "clorp_cron_age_seconds", "Since when no cron was seen; -1 if none ever was." },
		{ "clorp_audit_age_seconds", "Since when the books were not proved; -1 if never." },
		{ "clorp_audit_violations", "What the last proof of the books found wrong." },
	};

	for (int r = 0; r < COUNT(rows); r++) {
		head(s, rows[r].name, "gauge", rows[r].about);
		for (int i = 0; i < gauges->count; i++)
			if (strcmp(gauges->list[i].name, rows[r].name) == 0)
				say(s, *gauges->list[i].label ? "%s{%s} %lld\n" : "%s%s %lld\n",
				    rows[r].name, gauges->list[i].label,
				    (long long)gauges->list[i].value);
	}
}

enum error api_metric_list(struct request *req)
{
	struct scrape s = { text_start(req->arena, 20000),
			    strstr(req->accept, "application/openmetrics-text") != NULL };
	struct gauges gauges = { NULL, 0 };

	TRY(gauge_read(req->db, req->arena, &gauges));
	add_requests(&s);
	add_tallies(&s);
	add_gauges(&s, &gauges);
	if (s.open)
		say(&s, "# EOF\n");
	TRY(reply(req, 200, (struct json){ s.out.bytes, s.out.length }));
	req->reply.content_type = s.open ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
					 : "text/plain; version=0.0.4; charset=utf-8";
	return OK;
}
