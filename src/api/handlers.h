/* Every handler: the routes' own, and what a row names as .after. Each is three moves: read, call one function, reply. */
#pragma once

#include "api/request.h"

#define ROUTE(method, path, handler, ...) enum error api_##handler(struct request *) MUST_USE;
#include "api/route.def"

enum error api_submission_judge(struct request *) MUST_USE;
