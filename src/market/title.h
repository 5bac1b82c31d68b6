/* A job's title: what its prompt begins with. */
#pragma once

#include "base/arena.h"

enum { TITLE_CHARACTERS = 80 };

/*
 * The prompt's first sentence or line, at most TITLE_CHARACTERS, cut at a word,
 * without the final period. A period inside a word (main.c) or behind an
 * abbreviation (Dr.) ends no sentence; the full stops and marks of Chinese,
 * Japanese, Hindi and Arabic do.
 */
const char *title_of(struct arena *, const char *prompt);
