/*
 * The routes: one table, route.def, is the router's, the handlers' and every description's.
 * What a handler reads of a query, a form or a body (query.h, body.h) and its row does not name
 * aborts there; what it answers and its row does not name fails the test that met it.
 */
#pragma once

#include "api/body.h"
#include "api/request.h"
#include "people/scope.h"

/* A VISITOR may be signed in: then req->user says who. A BEARER is a USER by a key or a token: a browser's session does not count. */
enum who { ANYONE, VISITOR, USER, BEARER, CRON, STRIPE };

/*
 * NONE runs outside any transaction, and so does LANE, which waits for Stripe (lane.h);
 * PUBLIC is a READ whose answer a cache may keep.
 */
enum run { NONE, LANE, READ, PUBLIC, WRITE };

/* Texts of members are in the language of schema.h: "limit ~next status:JobStatus". */
struct route {
	int method;
	enum who who;
	int scope; /* of a USER's or BEARER's credential: any one of these */
	enum run run;
	const char *path; /* {id} stands for one id */
	const char *name; /* of the operation: the handler's, without api_ */
	enum error (*handler)(struct request *);
	const char *what; /* one sentence, for a person */
	const char *answers; /* "200 Estimate, 201 Job": a status, and an object (object.h), or a media type, or - */
	const char *errors; /* codes beside those that the rest of the row implies: description_errors() */
	const char *query; /* parameters, as members */
	/* What a POST takes: a JSON object read by a table; or a form, whose refusals have OAuth's shape (RFC 6749 5.2); or a file (intake.h). */
	const struct body_table *body;
	const char *form; /* as members */
	const char *needs; /* a parameter or field that must be there, though no table of its own says so */
	const char *example; /* of the body */
	/* Where the answer leads: "submission/job_id: submission_find, next_cursor>after: event_list". */
	const char *leads;
	enum error (*after)(struct request *); /* once committed; what fails there is left to cron */
	bool takes_file;
	bool takes_rpc; /* JSON-RPC, which the handler reads by itself: then its errors may have that shape, too */
	bool asks_along; /* who calls is asked along with its first statement: request_know_caller */
};

/* "GET"; "OTHER" of what no route has. */
const char *route_method_name(int method);

/* The routes in the table's order; NULL after the last. */
const struct route *route_at(int);

/* Fill in req->route and req->path_id. NOT_FOUND, or METHOD with req->allow filled in. */
enum error route_find(struct request *) MUST_USE;
