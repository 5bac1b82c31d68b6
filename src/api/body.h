/* The request's body, read by a table of fields. */
#pragma once

#include "api/request.h"
#include "json/read.h"

/* Read the JSON body into *out as the table says; a body that is not there has no members. */
#define body_read_fields(req, fields, out) body_read_table((req), (fields), COUNT(fields), (out))
enum error body_read_table(struct request *, const struct js_field *, int count,
			   void *out) MUST_USE;
