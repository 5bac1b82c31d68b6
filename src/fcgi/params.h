/* A request as a front tells of it, by the names of nginx/clorp-fastcgi.conf. */
#pragma once

#include "api/request.h"

/* What the front says under that name; "" if nothing. It lives as long as the request. */
typedef const char *param_fn(const void *from, const char *name);

/* All of it but the database and the body, which are the caller's to add. */
struct request params_request(struct arena *, param_fn *, const void *from);
