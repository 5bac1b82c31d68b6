/*
 * Holds an answer to the description of its route: the status, the code of a refusal,
 * and every member of it. It ends the test where they differ.
 */
#pragma once

#include <json-c/json.h>

#include "api/request.h"

void check_described(const struct request *, const char *body, struct json_object *);
