/*
 * The glossary: what each name on the wire means. A name means the same wherever it
 * stands, in a body, an answer, a query; where a type differs, the object says so.
 */
#pragma once

#include <stddef.h>

#include "base/attr.h"

#define AN_ID "\"01890a5d-ac96-774b-bcce-b302099a8057\""

struct word {
	const char *name;
	const char *type;    /* see schema.h */
	const char *example; /* a value of that type, as JSON */
	const char *about;   /* for a person: what it is, and its unit */
};

/* NULL if the name stands in no glossary. */
const struct word *word_find(const char *name, size_t length);
