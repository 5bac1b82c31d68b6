/* Addresses that a credential may travel to: https, or http on this machine. */
#pragma once

#include <stdbool.h>

#include "cli/ending.h"

bool url_is_safe(const char *);
bool url_is_local(const char *);

/* MISUSED if it is not safe, or has more to it than scheme, host and path. */
enum ending url_check(const char *) MUST_USE;
