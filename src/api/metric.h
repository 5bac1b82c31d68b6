/*
 * Counts of what was answered, for a monitor. They stand in memory that all workers of this
 * host and this database share, so that each tells the same.
 */
#pragma once

#include "api/request.h"

/* Count where the other workers do, from now on. Before, a process counts for itself. */
void metric_share(struct arena *);

/* Remove what this database's workers have counted, from this host: for a test. */
void metric_forget(struct arena *);

/* One more answer, which took so long. A few additions: no lock, no system call. */
void metric_count(const struct request *, int64_t ms);

/* ------------------------------------------------------------ what was counted */

/* Upper ends of the buckets, in milliseconds; one more bucket has what took longer. */
enum { METRIC_BUCKETS = 10 };
extern const int64_t metric_ends[METRIC_BUCKETS - 1];

/* One answer of those in a bucket: the latest. */
struct metric_example {
	char request_id[40]; /* "": none */
	int64_t ms, at;	     /* how long it took; when it was sent, milliseconds since 1970 */
};

/* Each bucket by itself, not added up. */
struct metric_times {
	uint64_t within[METRIC_BUCKETS], ms, answers;
	struct metric_example examples[METRIC_BUCKETS];
};

/* Those of a route; NULL: of what has none. */
struct metric_times metric_times(const struct route *);

/* How many of its answers had that status; 0 for what is no status. */
uint64_t metric_answers(const struct route *, int status);

/* Transactions that were run again. */
uint64_t metric_retries(void);
