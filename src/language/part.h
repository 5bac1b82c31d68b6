/* A text taken apart: its sentences, and the items of its lists. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct part {
	const char *start; /* without bullet and without white space around it */
	size_t length;
	bool item;	  /* it began with a bullet or a number */
	bool heading;	  /* a whole line that ends in a colon, or begins with # */
	bool after_blank; /* an empty line stands before it */
};

/* Take the next part off the text; false at its end. Whatever bytes there are. */
bool part_next(const char **text, struct part *out);

/* Has a stretch of text anything that is read aloud? */
bool has_word(const char *at, const char *end);

/* The bytes of the bullet or number that an item's line begins with, 0 if it is none. */
size_t bullet_length(const char *line);
