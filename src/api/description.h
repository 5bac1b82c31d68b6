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

/* Whether its answers bear a tag, so that 304 is one of them. */
bool description_has_tag(const struct route *);

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

/* Where a row says that its answer leads: a member of it, by path, is that parameter of those operations. */
struct described_lead {
	const char *member, *parameter;
	const char *operations; /* names with spaces between */
};
bool description_next_lead(struct arena *, const char **leads, struct described_lead *out);

/* The status that these are of: the row's 201, or its first. */
int description_lead_status(struct arena *, const struct route *);
