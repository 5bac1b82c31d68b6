/*
 * Asking the service. A request is sent again only where that is harmless: a GET, or a
 * POST under the Idempotency-Key that it had the first time. All attempts share one
 * deadline (--max-time).
 */
#pragma once

#include <stdio.h>

#include "cli/cli.h"
#include "cli/part.h"

/* What was asked, and how. */
struct question {
	const char *method, *path; /* with its query */
	const char *body;	   /* JSON, NULL: none */
	bool reads;		   /* a POST that changes nothing needs no key to be sent again */
	bool once;		   /* it is not sent again */
	bool anonymous;		   /* without the credential */
};

/*
 * The answer to a 2xx as JSON. Else the ending that its status means, with the
 * server's own words as the complaint: 401 SIGNED_OUT, 402 UNPAID, 502 to 504 and
 * what is no JSON AWAY, anything else FAILED.
 */
enum ending api_ask(struct cli *, const struct question *, struct json_object **out) MUST_USE;

enum ending api_get(struct cli *, struct json_object **out, const char *path) MUST_USE;

/* body: NULL is {}. */
enum ending api_post(struct cli *, struct json_object **out, struct json_object *body,
		     const char *path) MUST_USE;

/* A form, to OAuth's addresses, which answer in its own shape: {"error": code}. Sent once. */
enum ending api_form(struct cli *, struct json_object **out, const char *path,
		     const char *form) MUST_USE;

/* A file's bytes, raw, under a name: POST /api/uploads. Sent once. */
struct api_upload {
	const char *name;
	FILE *file;
	int64_t bytes;
	void (*progress)(void *arg, int64_t done, int64_t all);
	void *progress_arg;
};
enum ending api_upload(struct cli *, const struct api_upload *, struct json_object **out) MUST_USE;

/* What a GET answers, written to a stream as it comes. */
enum ending api_download(struct cli *, const char *path, FILE *to) MUST_USE;

/* "?a=b&c=d" of what is there, names and values in turn; "" if nothing is. */
const char *api_query(struct arena *, int count, const char *const pairs[][2]);

/* What the last answer's error said: a member of it, or NULL. */
struct json_object *api_error(void);

/* "Authorization: Bearer ..." of a credential that is good now; NULL: there is none. */
enum ending api_authorization(struct cli *, const char **out) MUST_USE;
