/* The public pages: a handler reads what src/page/ makes a page of. */
#pragma once

#include "api/request.h"

/* Does whoever asks want a page, rather than JSON? By Accept; nginx says it in one of two words. */
bool page_is_wanted(const struct request *);

/* Is an error of it to be a page? Where a page was asked for, and the address has one or is none at all. */
bool page_is_for_trouble(const struct request *);

/* What "/" is to a browser. */
enum error page_home(struct request *) MUST_USE;
