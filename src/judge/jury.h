/*
 * The jurors that settings name, asked at the same time: each in a process of its own, so that a slow
 * one takes nothing of another's time. A lone one is asked in this process.
 */
#pragma once

#include "judge/hearing.h"
#include "judge/ladder.h"

/* What one of them came to: a ruling on a drop, or an opinion on a delivery. */
struct thought {
	struct juror juror;
	bool decided;
	struct ruling ruling;
	struct opinion opinion;
};

/* Think, with all of its memory from the arena; false, and juror->why, if there is no decision. */
typedef bool jury_think(struct arena *, struct thought *, const void *matter);

/*
 * Of those that do not rest, the ones that decided by the deadline (monotonic_ms), by number. ERR_UPSTREAM
 * if none did, and the note says why. What jury_failed() says is of this call.
 */
enum error jury_ask(struct arena *, int64_t deadline, jury_think *, const void *matter,
		    const struct thought **thoughts, int *count) MUST_USE;

/* By a bit each: see court.h. */
void jury_rest(unsigned jurors);
unsigned jury_failed(void);
