/*
 * The objects that answers are made of, by name. What they hold is written down once,
 * here; that no handler writes more or less is what every test of the API checks.
 */
#pragma once

#include "base/attr.h"

struct object {
	const char *name;
	const char *members; /* see schema.h; or, after a `|`, the words that it may be; "": any object */
	const char *about;
};

extern const struct object objects[];
extern const int object_count;

/* NULL if there is none of that name. */
const struct object *object_find(const char *name);
