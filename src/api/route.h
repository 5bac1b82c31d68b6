/* The routes: the table is the documentation. */
#pragma once

#include "api/request.h"
#include "people/scope.h"

/* A VISITOR may be signed in: then req->user says who. */
enum who { ANYONE, VISITOR, USER, CRON, STRIPE };

/* What a POST's body is: a JSON object, a form, whose errors have OAuth's shape (RFC 6749 5.2), or a file (intake.h). */
enum body { JSON_BODY, FORM_BODY, FILE_BODY };

/*
 * NONE runs outside any transaction, and so does LANE, which waits for Stripe (lane.h);
 * PUBLIC is a READ whose answer a cache may keep.
 */
enum run { NONE, LANE, READ, PUBLIC, WRITE };

struct route {
	int method;
	const char *path; /* {id} stands for one id */
	enum error (*handler)(struct request *);
	enum who who;
	int scope; /* of a USER's credential: any one of these */
	enum run run;
	enum body body;
	enum error (*after)(struct request *); /* once committed; what fails there is left to cron */
};

/* The routes in the table's order; NULL after the last. */
const struct route *route_at(int);

/* Fill in req->route and req->path_id. NOT_FOUND, or METHOD with req->allow filled in. */
enum error route_find(struct request *) MUST_USE;
