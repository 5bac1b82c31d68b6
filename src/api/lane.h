/*
 * The lane of what waits for Stripe, a model or an issuer of identities: four workers for everybody. So
 * that no user takes it from the others, each has two requests in it at once at most, and so many a minute.
 * One model and two issuers are waited for at once, whoever asks, so that a worker is left for Stripe.
 */
#pragma once

#include "api/request.h"

/* A place in it, until it is left; who dies in it gives it back by and by. */
struct lane_place {
	struct digest whose;
	const char *name;
	int64_t seconds; /* after which it is free, should its process have died */
};

/* RATE_LIMITED. Not inside a transaction. */
enum error lane_enter(struct request *, struct lane_place *out) MUST_USE;

/*
 * For what waits for a model: one of everybody's at a time, or nobody could pay meanwhile. RATE_LIMITED.
 */
enum error lane_enter_alone(struct request *, struct lane_place *out) MUST_USE;

/*
 * For what waits for an issuer of identities: two of everybody's at a time, so that one that hangs leaves the
 * other workers of the lane to who pays; and each address so many a minute. RATE_LIMITED.
 */
enum error lane_enter_signin(struct request *, struct lane_place *out) MUST_USE;

void lane_leave(struct request *, struct lane_place);
