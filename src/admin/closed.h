/* What another account may reach, as the modes on the way say. */
#pragma once

#include "base/arena.h"

/* As in a mode. */
enum may { MAY_PASS = 1, MAY_WRITE = 2 };

/*
 * The first place that is closed to them, of the path and the folders above it, or NULL. Where there is an access list it may
 * let in whom the mode keeps out: what cannot be told passes. An account that is not here has no rights but everybody's.
 */
const char *closed_to(struct arena *, const char *account, const char *path, enum may);
