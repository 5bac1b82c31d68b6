/* What the pages of consent.c and the routes of oauth.c share. */
#pragma once

#include "api/request.h"

/* A request's scopes: those of `words`, or to read alone if there are none. INVALID_SCOPE. */
enum error oauth_read_scope(const char *words, int *out) MUST_USE;
