/* A job's title: what its prompt begins with. */
#pragma once

#include "base/arena.h"

enum { TITLE_CHARACTERS = 80 };

/*
 * The prompt's first sentence or line, at most TITLE_CHARACTERS, cut at a word,
 * without the final period. A period inside a word (main.c) ends no sentence.
 */
const char *title_of(struct arena *, const char *prompt);
