/* The page on which a person signs in, on the way to another one. */
#pragma once

#include "api/request.h"

/* Show it; `next` is a path of this server, where the browser goes afterwards. */
enum error signin_page(struct request *, int status, const char *next) MUST_USE;

/* Where to go afterwards: a path of ours, or "/" where what came (NULL: nothing) is none. */
const char *signin_next(const char *);
