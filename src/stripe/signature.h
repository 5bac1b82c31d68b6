/* Webhook signatures: docs.stripe.com/webhooks, "Verify manually". */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum { SIGNATURE_TOLERANCE_SECONDS = 300 };

/*
 * Is the header (t=...,v1=...[,v1=...]) a signature of these very bytes under
 * the secret, at most SIGNATURE_TOLERANCE_SECONDS from now either way? Any v1
 * will do: two stand there while a secret is replaced. INVALID if not.
 */
enum error signature_check(struct arena *, const char *header, const char *body, size_t length,
			   const char *secret, int64_t now_seconds) MUST_USE;
