/* A request as a browser sends it: where from, by which cookie, and from which page. */
#pragma once

#include "api/request.h"

/* The caller's address; of an IPv6 one its /64, which is one household's. */
struct digest visitor_address(const struct request *);

/* The session's secret in the cookie, or "". */
const char *visitor_token(const struct request *);

/* Give the browser a session's secret to keep; NULL: forget it. */
void visitor_keep_token(struct request *, const char *token);

/*
 * FORBIDDEN for a change that another site's page asks for with our cookie: a
 * change needs an Origin of public_url, or Sec-Fetch-Site: same-origin.
 */
enum error visitor_check_origin(const struct request *) MUST_USE;
