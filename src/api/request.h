/*
 * One request and the reply to it. What came in never changes, and the reply
 * is buffered until its transaction is committed: so a handler can be run
 * again from the start, and does not know it.
 */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/value.h"
#include "db/db.h"
#include "people/caller.h"

enum method { GET = 1, POST = 2, PATCH = 4, DELETE = 8, OTHER = 16 };

enum { BODY_MOST = 4 * 1024 * 1024, HEADERS_MOST = 16 };

/* Ids that are drawn once a request, so that a repeated run of it knows its own work. */
enum draw {
	DRAW_REQUEST, /* its own, and that of what it creates */
	DRAW_BESIDE,  /* of what is created along the way: a claim, a transfer */
	DRAW_LEASE,   /* of the judging that follows */
	DRAW_NAME,    /* under which its Idempotency-Key is taken */
	DRAWS
};

struct route;
struct js_node;
struct spool;

struct header {
	const char *name, *value;
};

/* So many bytes of an open file, which the arena closes. */
struct reply_file {
	int fd;
	int64_t from, length;
};

struct reply {
	int status;
	const char *content_type;
	struct json body;
	struct reply_file file; /* in the body's place, if it has a length */
	const char *cache;	/* Cache-Control, if it is to be another than no-store */
	struct json kept_body; /* what an Idempotency-Key keeps, if it is not the body: no secrets */
	enum {
		KEEP_SUCCESS,
		KEEP_THIS,
		KEEP_NOTHING
	} keep; /* under an Idempotency-Key: a 2xx, unless it says otherwise */
	struct header headers[HEADERS_MOST];
	int header_count;
};

struct request {
	struct arena *arena;
	struct db *db;

	/* As it came in; a header that is missing is "". */
	enum method method;
	const char *path, *query, *request_id;
	const char *authorization, *idempotency_key, *if_none_match, *accept, *last_event_id,
		*signature;
	const char *cookie, *origin, *fetch_site, *user_agent;
	const char *mcp_version, *mcp_method, *mcp_name;
	const char *address; /* of who is at the other end, as the front sees it */
	const char *range, *if_range;
	int64_t content_length;
	const char *body_file; /* where nginx has put the body already */
	const char *files_at;  /* below which address nginx serves the store itself */
	bool wants_refusal;    /* nginx only asks: an error's body goes into a header as well */
	size_t (*read_body)(void *stream, char *out, size_t room);
	void *stream;

	/* Found out on the way. */
	const struct route *route;
	bool mcp_resource; /* it is the resource /mcp that a token is asked for (RFC 9728) */
	const char *allow; /* the methods of a path that was asked with another */
	const char *body;
	size_t body_length;
	struct js_node *json;	   /* the body, parsed */
	const struct spool *spool; /* the body, if it is a file */
	const char *content_range; /* what a 416 says of the file */
	struct id path_id;	   /* of a route with {id} */
	struct id user;
	struct caller caller;		 /* whose request it is, by which credential */
	struct caller_question question; /* whose, where that travels with the handler's first statement */
	bool is_asking;			 /* and is not answered: user is ID_CALLER until then */
	struct id draws[DRAWS];		 /* see enum draw */
	char second_secret[64];		 /* drawn once as well: of a refresh token */
	char secret[64];		 /* drawn once, too: of a key or a session that it makes */

	struct reply reply;
	struct json error_members; /* what an error's body says beside the contract's members */
	enum { JUDGE_NOTHING, JUDGE_DROP, JUDGE_HIRE } to_judge; /* after COMMIT */
};

/* Answer it: req->reply is complete then. Never fails: a failure is a reply. */
void serve(struct request *);

/*
 * Answer a request that another one makes in its own caller's name: method, path, query, body, Idempotency-Key
 * and a reply of its own, all else the other's. What its route asks for holds as if it had come by itself,
 * in a transaction of its own. The error is that of the reply, which is complete. Not inside a transaction.
 */
enum error serve_inside(struct request *) MUST_USE;

/*
 * For a route whose caller is looked up along with its first statement: whose it is, before more
 * than that statement is done for the user. UNAUTHENTICATED, INSUFFICIENT_SCOPE, FORBIDDEN.
 */
enum error request_know_caller(struct request *) MUST_USE;

/* Answer it with an error, without looking at it: for a worker that cannot serve. */
void serve_refusal(struct request *, enum error);

/* What may be done once the answer is on its way: noting that a key was used. */
void serve_afterwards(struct request *);
