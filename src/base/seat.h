/*
 * Seats at what only so many processes of this host (that use this database) may be at at once.
 * The kernel holds them: who dies has left, and there is nothing to sweep.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"

/* None: also where the host has no shared memory, and nobody is kept from anything. */
enum { NO_SEAT = -1 };

/* One of so many; false, at once, if all are taken. */
bool seat_take(struct arena *, const char *name, int seats, int *seat) MUST_USE;

void seat_leave(int seat);
