/*
 * Memory in which all programs of this host that use this database count together. It is all
 * zero at first, so whoever comes first prepares nothing; the next boot removes it.
 */
#pragma once

#include "base/arena.h"

/* NULL where there is no shared memory (the log says so): then a process counts for itself. What
 * has another size or another meaning has another name. */
void *share_map(struct arena *, const char *name, size_t size);

/* Remove it from this host: for a test. Who has it goes on with it. */
void share_forget(struct arena *, const char *name);
