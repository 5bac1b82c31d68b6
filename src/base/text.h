/*
 * A text that grows in an arena, and the few questions that are asked of
 * texts all over the program.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct text {
	struct arena *arena;
	char *bytes; /* always ends with a NUL that length does not count */
	size_t length, room;
};

struct text text_start(struct arena *, size_t expected);
void text_add(struct text *, const char *bytes, size_t length);
void text_add_string(struct text *, const char *string);
void text_add_char(struct text *, char);
void text_add_int(struct text *, int64_t);

/* Its digits in groups of three, with the mark between them. */
void text_add_grouped(struct text *, uint64_t, const char *mark);

/* The whole of the string as a decimal integer; false if it is not one or does not fit. */
bool text_to_int(const char *, int64_t *out) MUST_USE;

/* Characters (code points) in valid UTF-8. */
size_t text_characters(const char *);

/* The string without white space at its ends, in the arena. */
char *text_trim(struct arena *, const char *);

/* Nothing of it shows: white space, controls, and what Unicode has that is invisible. */
bool text_is_blank(const char *);

/* The code point that begins here, and its bytes; of what is not UTF-8 a byte by itself. */
uint32_t text_code_point(const char *, size_t *length);

/* A control, or what Unicode has that shows nothing though it is there: joiners, direction marks, tags. */
bool text_is_unseen(uint32_t code_point);

/* The bytes of as much of the string as fits so many, never half a character. */
size_t text_fit(const char *, size_t most);
