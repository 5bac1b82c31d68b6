/*
 * The words by which a waiting hire is found. A job's rows are made with the
 * job, count while it waits, and go when it ends.
 */
#pragma once

#include "market/order.h"

enum { JOB_TOKENS = 24, AGENT_TOKENS = 16 };

struct tokens {
	int64_t list[JOB_TOKENS];
	int count;
};

/*
 * Add the different content words of a text, in its order, up to a number of
 * them in all: no grammar, no filler. NULL adds nothing.
 */
void tokens_read(struct arena *, const char *text, int most, struct tokens *);

/* Queue a new job's rows; they do not count yet. */
void token_add(struct db *, const struct order *);

/* Queue the change: does the job wait for an agent? Needs the job's lock. */
void token_set_waiting(struct db *, struct id job, bool waiting);

/* Queue their end. Needs the job's lock. */
void token_forget(struct db *, struct id job);
