/* Opening a browser's session, by JSON or by a form. */
#pragma once

#include "api/request.h"

struct session_body {
	const char *email, *password, *key; /* NULL: not there */
};

/*
 * Open one by key or by address and password, and give the browser its cookie; the
 * reply is the caller's. UNAUTHENTICATED if they are wrong: that was counted, so COMMIT
 * all the same. INVALID, INSUFFICIENT_SCOPE, RATE_LIMITED.
 */
enum error session_enter(struct request *, const struct session_body *) MUST_USE;
