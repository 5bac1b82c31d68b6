/* What went wrong, for a person who asked for a page: what it means, what to do, and the number to tell. */
#pragma once

#include "html/markup.h"

/* `why` is a whole sentence. nginx's own errors have the same page (www/pages/error.html). */
struct markup trouble_page(struct arena *, int status, const char *why, const char *request_id);
