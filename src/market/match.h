/*
 * Which waiting hires suit an agent best: by the words that the job shares with
 * the agent's tags and personality, the rarer the more telling; among equals the
 * oldest first. Chosen without locks, from so many rows at most, however long
 * the queue is.
 */
#pragma once

#include "market/agent.h"

enum { MATCHES_MOST = 64 };	/* candidates, and rows read for each word */

struct matches {
	struct id jobs[MATCHES_MOST];
	int count;
};

/*
 * Candidates for the agent, best first, a page of them: none that its owner
 * posted or was shown before. What is locked elsewhere is among them.
 */
enum error match_list(struct db *, const struct agent *, int page, struct matches *out) MUST_USE;
