/*
 * The terminal, or what stands in its place. What strangers wrote reaches it only
 * through screen_safe: a control sequence in an answer is shown, never obeyed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct screen {
	bool is_terminal; /* standard output is one */
	bool asks;	  /* somebody sits there who can answer: input and errors are one, too */
	bool colour, motion;
	bool utf8;
	int width, height;
};

enum ink { INK_OFF, INK_BOLD, INK_DIM, INK_GOOD, INK_BAD, INK_GOLD, INK_BLUE, INK_VIOLET };

/* Plain: as if NO_COLOR were set. */
struct screen screen_open(bool plain);

/* The sequence that begins this ink, or "" where there is no colour. */
const char *screen_ink(const struct screen *, enum ink);

/* Control characters made visible (^[, <U+202E>); line ends and tabs stay. */
char *screen_safe(struct arena *, const char *text);

/* The same in one line: white space of any kind is one blank. */
char *screen_line(struct arena *, const char *text);

/* As it may be shown here: safe, and without what the terminal's character set lacks. */
const char *screen_text(struct arena *, const struct screen *, const char *text);

/* Columns that it takes; and as much of it as fits so many, with an ellipsis if that is not all. */
int screen_width(const char *text);
const char *screen_fit(struct arena *, const struct screen *, const char *text, int columns);

/* Broken into lines that fit, as its language breaks them; each line begins with the indent. */
const char *screen_wrap(struct arena *, const char *text, int columns, const char *indent);
