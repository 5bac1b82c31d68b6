/*
 * How a text looks before any word of it is read: lines, lists, sentences,
 * code, sources.
 */
#pragma once

#include <stdbool.h>

struct shape {
	int lines; /* that are not blank */
	int paragraphs, items, headings, sentences;
	int fences, code_lines;
	int links, figures; /* figures: numbers, each run of digits */
};

struct shape shape_of(const char *text);

/* To a good part code. */
bool shape_is_code(const struct shape *);
