/* Events of Stripe: their handler is in handlers.h, and this is what stands before it. */
#pragma once

#include "api/request.h"

/* INVALID unless the request is signed by Stripe; STRIPE_NOT_CONFIGURED. */
enum error webhook_check(struct request *) MUST_USE;
