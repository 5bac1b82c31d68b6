/*
 * The processes in which jurors decide, judge.parallel of them: each holds one trial at a
 * time (clock/trial.h), and none of them is waited for by anything else.
 */
#pragma once

#include "clock/deadline.h"
#include "db/db.h"

/* Who decides, for a process that must not be kept waiting where there are jurors. */
const struct judges *judges_at_hand(void);

/* Where there are jurors, there are to be such processes until the end, a time of monotonic_ms(). */
void judges_begin(int64_t end);

/* Start those that do not run; what a dead one held waits again. The parent's connection. */
void judges_look_after(struct db *parents);

/* Start them for one pass. */
void judges_start_once(void);

void judges_stop(void);

/* Wait for all, as senders_await; what a dead one held waits again. */
int judges_await(void);
