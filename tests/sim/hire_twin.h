/* What an act on a hire must come to, as in drop_twin.h. */
#pragma once

#include "sim/drop_twin.h"

enum error hire_twin_hold(struct model *, int twin, struct who);
enum error hire_twin_accept(struct model *, int twin, struct who);
enum error hire_twin_reject(struct model *, int twin, struct who);
enum error hire_twin_deliver(struct model *, int twin, struct who, enum text);
enum error hire_twin_give_up(struct model *, int twin, struct who);
/* Queued or held, it is called off; else nothing changes. */
void hire_twin_call_off(struct model *, int twin);
enum error hire_twin_cancel(struct model *, int twin, int player);

/*
 * Pulling: holds that ran out return, a few at once, and one that waits is
 * held. Which one suits best the model does not know: it says how many may be
 * had, and is told.
 */
enum error hire_twin_may_pull(const struct model *, struct who, int *candidates);
bool hire_twin_is_candidate(const struct model *, int twin, int player);
void hire_twin_pull(struct model *, struct who, int twin); /* NOBODY: none was found */

bool hire_twin_is_due(const struct model *, const struct twin *);
void hire_twin_advance(struct model *, int twin);

/* Does the ruling call it no answer at all? */
bool hire_twin_is_junk(struct ruling);

/* The holder of the current lease verifies it. */
enum error hire_twin_verify(struct model *, int twin, struct ruling);
