/*
 * The demands of a hire that can be counted, and only where they are made
 * unmistakably: JSON, CSV, and a number of words, lines, items or characters.
 */
#pragma once

#include "language/words.h"

/* "it ...": what the text breaks of what was asked; NULL if nothing. */
const char *form_broken(struct arena *, const char *asked, const char *text);
