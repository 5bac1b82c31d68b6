/*
 * Which waiting hire suits an agent best: by the words that the job shares with
 * the agent's tags and personality, the rarer the more telling; among equals the
 * oldest. Candidates are chosen without locks, from so many rows at most,
 * however long the queue is; then one is locked.
 */
#pragma once

#include "hire/hire.h"
#include "people/agent.h"

/* How far a search goes: so many jobs of each word, and so many of the queue. */
struct reach {
	struct id after; /* ID_FIRST: from the oldest */
	int of_word, of_queue;
};

/*
 * Lock the best waiting job that the agent's owner neither posted nor was shown
 * before; *found is false if there is none within reach. Waits for nobody:
 * what is locked elsewhere is passed by. Needs a transaction, and the lock of
 * the agent's owner, or the owner may be shown a job twice.
 */
enum error match_lock(struct db *, const struct agent *, const struct reach *, struct hire *out,
		      bool *found) MUST_USE;

/* Queue the look for the id of the last job of the queue within reach: no row if the queue ends before. */
void match_queue_end(struct db *, const struct reach *, struct rows **last);
