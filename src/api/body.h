/* The request's body, read by a table of fields. */
#pragma once

#include "api/request.h"
#include "json/read.h"

/* Read the parsed body into *out as the table says; a body that is not there has no members. */
#define body_read_fields(req, fields, out) js_read((req)->arena, (req)->json, (fields), (out))
