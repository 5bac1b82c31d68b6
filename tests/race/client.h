/* A client that asks the API, but without a front: its requests go straight to serve(). */
#pragma once

#include "api/request.h"
#include "people/key.h"
#include "people/secret.h"
#include "support/world.h"

struct client {
	struct id user;
	char key[SECRET_TEXT];
	const char *name; /* of its next request, for the Idempotency-Key; "": none */
	const char *session; /* what it sends in place of the key, as a browser on our pages; NULL: nothing */
};

struct client client_of(struct id user);

/* Body may be NULL. The answer lives in the world's arena. */
struct reply client_ask(const struct client *, enum method, const char *path, const char *body);

/* The value of the answer's header; "" if it has none of that name. */
const char *reply_header_of(const struct reply *, const char *name);
