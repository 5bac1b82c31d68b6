/* The API as OpenAPI 3.1 has it, from the tables that route, authenticate and validate. */
#pragma once

#include "base/arena.h"
#include "base/value.h"

struct json openapi_document(struct arena *);
