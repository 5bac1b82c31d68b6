/* Bytes from elsewhere that are to be shown, or kept, as text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* UTF-8 throughout, and no NUL in it. */
bool utf8_is_sound(const char *bytes, size_t length);

/*
 * Fit to be a name on one line: sound, and without controls, line separators, surrogates and
 * whatever turns the direction of writing, by which txt.exe can be made to look like exe.txt.
 */
bool name_is_plain(const char *name);

/* What is left of it without these; nothing of what is not sound. */
const char *name_made_plain(struct arena *, const char *name);
