/*
 * Requests through serve(), without a front: what a client sends and what it
 * gets. Everything lives until world_close.
 */
#pragma once

#include <json-c/json.h>

#include "api/request.h"
#include "support/world.h"

struct call {
	enum method method;
	const char *path;	/* with its query, if any */
	const char *key, *body; /* NULL: none */
	const char *idempotency_key, *if_none_match, *accept, *last_event_id, *authorization;
	const char *signature; /* of an event */
	const char *cookie, *origin, *fetch_site, *address;
	const char *mcp_version, *mcp_method, *mcp_name;
	const char *range, *if_range;
	const char *body_file, *files_at; /* what nginx says of a file */
	bool wants_refusal;
	size_t body_length;	/* of a body with a NUL in it; 0: it ends at one */
	int64_t content_length; /* 0: the body's */
};

struct answer_seen {
	int status;
	const char *body, *content_type;
	struct header headers[HEADERS_MOST];
	int header_count;
	struct json_object *json; /* NULL if the body is none */
};

/* call(POST, "/api/jobs/run", key, body, .idempotency_key = "once") */
struct answer_seen call_as(struct call);
#define call(method_, path_, key_, body_, ...) \
	call_as((struct call){ \
		.method = (method_), .path = (path_), .key = (key_), .body = (body_), ##__VA_ARGS__ })

/* Somebody with money and an API key. */
struct person {
	struct id id;
	const char *key;
};
struct person given_person_as(struct given_user);
#define given_person(...) given_person_as((struct given_user){ __VA_ARGS__ })

/* "/api/jobs/<id>/claim" */
const char *path_of(struct id job, const char *verb);
#define format(...) arena_printf(world_arena(), __VA_ARGS__)

/* NULL if there is none. */
const char *header_of(const struct answer_seen *, const char *name);

/* Members by path: "ranking.job.status", "board.0.id". They end the test if nothing is there. */
struct json_object *at(const struct answer_seen *, const char *path); /* NULL for null */
const char *text_at(const struct answer_seen *, const char *path);
int64_t number_at(const struct answer_seen *, const char *path);
bool true_at(const struct answer_seen *, const char *path);
bool null_at(const struct answer_seen *, const char *path);
int length_at(const struct answer_seen *, const char *path);
bool has(const struct answer_seen *, const char *path);

/* The object there has these members, and no others: "id job_id expires_at". */
void check_members(const struct answer_seen *, const char *path, const char *names);

#define check_status(seen, wanted) \
	do { \
		struct answer_seen seen_ = (seen); \
		ck_assert_msg(seen_.status == (wanted), "%d instead of %d: %s", seen_.status, \
			      (wanted), seen_.body); \
	} while (0)

/* An error in the contract's shape; the field is NULL where it names none. */
#define check_error(seen, status, code) check_error_in((seen), (status), (code), NULL)
void check_error_in(struct answer_seen, int status, const char *code, const char *field);
