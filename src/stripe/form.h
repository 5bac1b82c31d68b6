/* A request's form: names with brackets and values, in order, as Stripe reads them. */
#pragma once

#include <stdint.h>

#include "base/text.h"

struct form {
	struct text text;
};

struct form form_start(struct arena *);
void form_add(struct form *, const char *name, const char *value); /* a NULL value is left out */
void form_add_int(struct form *, const char *name, int64_t);
