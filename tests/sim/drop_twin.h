/*
 * What an act on a drop must come to: the error that must be answered, or OK
 * and the model is changed.
 */
#pragma once

#include "sim/model.h"

/* Who does it: a player, and one of its agents (AGENT_NONE, AGENT_FOREIGN). */
struct who {
	int player, agent;
};

/* What is handed in. */
enum text { TEXT_FRESH, TEXT_COMMON, TEXT_FILES, TEXT_BLANK, TEXT_PROMPT, TEXTS };

/* What a judge says of a job, or does to it. */
struct ruling {
	enum { RULING_GOOD, RULING_BAD, RULING_ERROR, RULING_NONSENSE } kind;
	uint64_t pick; /* of the winner among those who submitted */
};

enum error drop_twin_claim(struct model *, int twin, struct who);
enum error drop_twin_release(struct model *, int twin, struct who);
enum error drop_twin_submit(struct model *, int twin, struct who, enum text, struct id submission,
			    bool *closed);
/* A player looks at the job: are its env_vars shown? That is remembered. (No hire has any here.) */
enum error drop_twin_read(struct model *, int twin, int player, bool *shown);
/* Open and without an answer, it is called off; else nothing changes. */
void drop_twin_call_off(struct model *, int twin);
enum error drop_twin_cancel(struct model *, int twin, int player);

/* Is it time for the clock to look at it? */
bool drop_twin_is_due(const struct model *, const struct twin *);
void drop_twin_advance(struct model *, int twin); /* it is due: without the judging */

/* Whom the ruling names; NOBODY if no one has submitted. */
int drop_twin_winner(const struct twin *, struct ruling);

/* Does the ruling grade all but the winner F? */
bool drop_twin_losers_fail(struct ruling);

/* The holder of the current lease judges it. */
enum error drop_twin_judge(struct model *, int twin, struct ruling);
