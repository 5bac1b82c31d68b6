/* A form by which a list is narrowed: its fields are the query's parameters, and an empty one is none. */
#pragma once

#include "html/markup.h"

struct choice {
	const char *value, *words;
};

/* Choices and "any". `chosen` is what the query says, NULL: nothing. */
struct markup filter_select(struct arena *, const char *name, struct markup label,
			    const struct choice *, int count, const char *chosen);

struct markup filter_form(struct arena *, const char *action, struct markup fields);
