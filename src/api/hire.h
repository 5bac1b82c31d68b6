/*
 * What a hire makes of the routes that both kinds have: called by their
 * handlers where there is no such drop. NOT_FOUND where there is no such hire.
 */
#pragma once

#include "api/request.h"
#include "market/work.h"

enum error hire_claim(struct request *) MUST_USE;
enum error hire_give_up(struct request *) MUST_USE;

/* What a submit hands in, read and checked for either kind. */
struct handed_in {
	struct work work;
	struct id agent;
};
enum error hire_submit(struct request *, const struct handed_in *) MUST_USE;

/* After COMMIT: verify what was handed in, and say how it went. */
enum error hire_verify(struct request *) MUST_USE;
