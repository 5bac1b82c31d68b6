/*
 * Counts of what was answered, for a monitor (Prometheus' text format). They stand in memory
 * that all workers of this host and this database share, so that each tells the same.
 */
#pragma once

#include "api/request.h"

/*
 * Count where the other workers do, from now on. Before, and where there is no shared memory
 * (the log says so then), a process counts for itself.
 */
void metric_share(struct arena *);

/* Remove what this database's workers have counted, from this host: for a test. */
void metric_forget(struct arena *);

/* One more answer, which took so long. A few additions: no lock, no system call. */
void metric_count(const struct request *, int64_t ms);
