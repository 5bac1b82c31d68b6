/*
 * Judging by models: the floor first, then the jurors that settings name, each
 * through the ladder of ladder.h. It takes up to a contest's budget, so only
 * programs that may wait call it, and never inside a transaction.
 */
#pragma once

#include "base/contest.h"
#include "base/verification.h"

/* Is there any juror? */
bool court_sits(void);

/* "model-a, model-b": for people to read. */
const char *court_names(struct arena *);

/* A judge_fn. ERR_UPSTREAM if no juror could decide within the budget, and the note says why. */
enum error court_judge(struct arena *, const struct contest *, struct judgement *out);

/* A verify_fn, likewise. */
enum error court_verify(struct arena *, const struct assignment *, const struct delivery *,
			struct verification *out);

/*
 * Jurors are known by a bit each: judge.1 is bit 0. Those that rest are not asked: a
 * caller that keeps count of what fails (a circuit breaker) says so before it calls.
 * After a call, which of those asked were of no use: unreachable, broken, or too slow.
 */
void court_rest(unsigned jurors);
unsigned court_failed(void);
