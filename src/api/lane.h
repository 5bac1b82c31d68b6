/*
 * The lane of what waits for Stripe, a model or an issuer of identities: a few workers for everybody. So
 * that no user takes it from the others, each (and each address of those who are not signed in) has two
 * requests in it at once at most, and so many a minute.
 */
#pragma once

#include "api/request.h"

/* A place in it, until it is left; who dies in it gives it back by and by. */
struct lane_place {
	struct digest whose; /* told before the request is anybody's, for a sign-in changes that */
	int number;
};

/* RATE_LIMITED. Not inside a transaction. */
enum error lane_enter(struct request *, struct lane_place *out) MUST_USE;

/*
 * For what waits for a model: one of everybody's at a time, or nobody could pay meanwhile. RATE_LIMITED.
 */
enum error lane_enter_alone(struct request *, struct lane_place *out) MUST_USE;
void lane_leave(struct request *, struct lane_place);
