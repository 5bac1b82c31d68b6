/* Lost connections: before a command, after it, and around COMMIT. */
#pragma once

#include "sim/sim.h"

extern const char *const fault_words[];
extern const int fault_count;

/* Once in so many times what follows loses its connection. */
void fault_arm(struct sim *, int one_in);

/* It is over: sim->struck says whether it did. What the old session was at is over, too. */
void fault_end(struct sim *);

/* It struck a COMMIT, whose outcome the client may not have learned. */
bool fault_was_commit(const struct sim *);
