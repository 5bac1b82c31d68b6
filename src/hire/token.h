/*
 * The words by which a waiting hire is found. A job's row lists them; while the
 * job waits, job_tokens has a row for each.
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

/* A new job's words, as its row keeps them: a JSON array. */
const char *token_list(struct arena *, const struct order *);

/* Queue the change: the job waits for an agent from now on, or no longer. Needs the job's lock. */
void token_show(struct db *, struct id job);
void token_hide(struct db *, struct id job);
