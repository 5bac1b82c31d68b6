/*
 * What is counted beside requests, by whichever program does it: judgements and how long they
 * took, and what became of those that jurors did not reach. In memory that a host's programs
 * share (share.h): the next boot begins again.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* name, the metric, its labels */
#define TALLY_LIST(X) \
	X(DROP_BUILTIN, JUDGING, "kind=\"drop\",by=\"builtin\",outcome=\"decided\"") \
	X(DROP_JURORS, JUDGING, "kind=\"drop\",by=\"jurors\",outcome=\"decided\"") \
	X(DROP_UNDECIDED, JUDGING, "kind=\"drop\",by=\"jurors\",outcome=\"undecided\"") \
	X(HIRE_BUILTIN_PASSED, JUDGING, "kind=\"hire\",by=\"builtin\",outcome=\"passed\"") \
	X(HIRE_BUILTIN_FAILED, JUDGING, "kind=\"hire\",by=\"builtin\",outcome=\"failed\"") \
	X(HIRE_JURORS_PASSED, JUDGING, "kind=\"hire\",by=\"jurors\",outcome=\"passed\"") \
	X(HIRE_JURORS_FAILED, JUDGING, "kind=\"hire\",by=\"jurors\",outcome=\"failed\"") \
	X(HIRE_UNDECIDED, JUDGING, "kind=\"hire\",by=\"jurors\",outcome=\"undecided\"") \
	X(UNDECIDED_AGAIN, UNDECIDED, "then=\"again\"") \
	X(UNDECIDED_REFUNDED, UNDECIDED, "then=\"refunded\"") \
	X(UNDECIDED_BUILTIN, UNDECIDED, "then=\"builtin\"")

#define TALLY_ENUM(name, metric, labels) TALLY_##name,
enum tally { TALLY_LIST(TALLY_ENUM) TALLIES };

enum tally_metric { TALLY_METRIC_JUDGING, TALLY_METRIC_UNDECIDED };

/* Upper ends of the buckets, in milliseconds; one more bucket has what took longer. */
enum { TALLY_BUCKETS = 11 };
extern const int64_t tally_ends[TALLY_BUCKETS - 1];

/* The bucket of what took so long. */
static inline int tally_bucket(const int64_t *ends, int buckets, int64_t ms)
{
	int bucket = 0;

	while (bucket < buckets - 1 && ms > ends[bucket])
		bucket++;
	return bucket;
}

/* Count where the host's other programs do, from now on. */
void tally_share(struct arena *);

/* For a test. */
void tally_forget(struct arena *);

/* Once more, and it took so long. A few additions: no lock, no system call. */
void tally_add(enum tally, int64_t ms);

/*
 * What is added from here on counts only if it is kept: for what may have to be done again. db_transact
 * does so around each run of a transaction.
 */
void tally_hold(void);
void tally_settle(bool kept);

struct tally_seen {
	enum tally_metric metric;
	const char *labels;
	uint64_t within[TALLY_BUCKETS]; /* each by itself, not added up */
	uint64_t ms;
};

struct tally_seen tally_see(enum tally);
