/*
 * What each route is for, takes and answers: the one place from which every description
 * of the API is made, and by which the readers of bodies and queries (body.h, query.h) go:
 * what a handler reads and its row does not name aborts.
 */
#pragma once

#include "api/route.h"
#include "json/read.h"

/* A table of fields that handlers read bodies by. Its definition: BODY(body_run, run_fields); */
struct body_table {
	const char *name; /* its own: "body_run" */
	const struct js_field *fields;
	int count;
};
#define BODY(name, table) const struct body_table name = { #name, table, COUNT(table) }

extern const struct body_table body_actor, body_agent, body_automatic, body_confirm, body_hook,
	body_key, body_password, body_reset, body_run, body_session, body_signup, body_submit,
	body_topup, body_user, body_verify, body_withdraw;

struct description {
	enum error (*handler)(struct request *);
	const char *name; /* of the operation: the handler's, without api_ */
	const char *what; /* one sentence, for a person */
	const char *answers; /* "200 Estimate, 201 Job": a status, and an object (object.h), or a media type, or - */
	const char *errors; /* codes beside those that the route's row implies */
	const char *query;  /* parameters, as members (schema.h) */
	const char *form;   /* the same of a form in the body */
	const struct body_table *body;
	const char *needs; /* parameters and fields that must be there, though no table of theirs says so */
	const char *example; /* of the body */
};

extern const struct description descriptions[];
extern const int description_count;

/* NULL if its handler has none yet. */
const struct description *description_of(const struct route *);

/* Whether the route's row says that this parameter, form field or table is read there. */
bool description_has_parameter(const struct route *, const char *name);
bool description_has_form_field(const struct route *, const char *name);
bool description_has_body(const struct route *, const struct js_field *);

/*
 * All codes that the route may refuse with: those of its description and those that
 * follow from who may call it, what it takes and how it runs. Words with spaces between.
 */
const char *description_errors(struct arena *, const struct route *);

/* The name of a route's operation, by which no other has it. */
const char *description_name(struct arena *, const struct route *);

/* One answer of a description's list; false after the last. */
struct described_answer {
	int status;
	const char *object; /* NULL: none, or a media type */
	const char *media;  /* of an answer that is no JSON; NULL */
	bool is_list;	    /* of the object */
};
bool description_next_answer(struct arena *, const char **answers, struct described_answer *out);

/* The lists that pages are taken of have these parameters. */
#define PAGE "limit offset cursor"
