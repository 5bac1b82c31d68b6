/*
 * A body that is a file. Who may not upload, or no more, is told before it is taken: nginx asks
 * POST /api/uploads/check first (auth_request), and what comes here all the same is checked again.
 */
#pragma once

#include "api/request.h"

/* Take the body in: req->spool. The caller is known by now. INVALID, TOO_LARGE, QUOTA_EXCEEDED, RATE_LIMITED, STORAGE_FULL. */
enum error intake_receive(struct request *) MUST_USE;

/* The request is over: read what is left of the body, for nginx reads no answer while it still writes; and drop the rest. */
void intake_end(struct request *);
