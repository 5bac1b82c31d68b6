/*
 * Memory in which all programs of this host that use this database count together. It is all
 * zero at first, so whoever comes first prepares nothing; the next boot removes it.
 */
#pragma once

#include "base/arena.h"

/* NULL where there is no shared memory (the log says so): then a process counts for itself. What
 * has another size or another meaning has another name. */
void *share_map(struct arena *, const char *name, size_t size);

/* The file behind such a name, to lock bytes of: to be closed; -1 where there is no shared memory (the log says so). */
int share_open(struct arena *, const char *name);

/* Remove it from this host: for a test. Who has it goes on with it. */
void share_forget(struct arena *, const char *name);
