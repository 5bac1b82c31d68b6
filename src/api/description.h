/* What the rows of the routes (route.def) say in full: for those who describe the API, and for those who hold it to that. */
#pragma once

#include "api/route.h"

/* Whether the route's row says that this parameter or form field is read there. */
bool description_has_parameter(const struct route *, const char *name);
bool description_has_form_field(const struct route *, const char *name);

/*
 * All codes that the route may refuse with: those of its row and those that
 * follow from who may call it, what it takes and how it runs. Words with spaces between.
 */
const char *description_errors(struct arena *, const struct route *);

/* The name of a route's operation, by which no other has it. */
const char *description_name(struct arena *, const struct route *);

/* One answer of a row's list; false after the last. */
struct described_answer {
	int status;
	const char *object; /* NULL: none, or a media type */
	const char *media;  /* of an answer that is no JSON; NULL */
	bool is_list;	    /* of the object */
};
bool description_next_answer(struct arena *, const char **answers, struct described_answer *out);
