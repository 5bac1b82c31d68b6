/*
 * A file of "name = value" lines. Blank lines and lines that start with # say
 * nothing; neither does what follows " #" behind a value. A value stands as it
 * is: one in quotes is refused, since the quotes would become part of it.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/* Called for each line in turn; where is "FILE:LINE". An error ends the reading. */
typedef enum error conf_line(void *context, const char *name, const char *value, const char *where);

/* ERR_INVALID for a file that cannot be read (or is missing, if it is required) or a line of another form. */
enum error conf_read(struct arena *, const char *path, bool required, conf_line *,
		     void *context) MUST_USE;
