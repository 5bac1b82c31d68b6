/*
 * The lane of what waits for Stripe, a model or an issuer of identities: so many workers of each host, for
 * everybody. So that no user takes it from the others, each has two requests in it at once at most, and so
 * many a minute. All users together wait for Stripe in all of its workers but one, which is left for who
 * signs in, and to say that it is busy. One model and two issuers are waited for at once, whoever asks, so
 * that a worker is left for Stripe.
 */
#pragma once

#include "api/request.h"

/* As many as are started: by ./dev, which reads it here, and by systemd/clorp-wallet@.service. */
enum { LANE_WORKERS = 4 };

/* A place in it, until it is left; who dies in it gives it back by and by. */
struct lane_place {
	struct digest whose;
	const char *name;
	int64_t seconds; /* after which it is free, should its process have died */
	int seat;	 /* of the host's that may wait for Stripe (base/seat.h) */
};

/* RATE_LIMITED; UPSTREAM if for a second so many wait for Stripe already. Not inside a transaction. */
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
