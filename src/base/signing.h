/*
 * How what is sent to a stranger's server says that it is ours: the symmetric scheme of the
 * Standard Webhooks specification 1.0. HMAC-SHA256 over "<id>.<seconds>.<body>", under the
 * bytes that the secret's base64 stands for.
 */
#pragma once

#include <stdint.h>

#include "base/arena.h"

enum { SIGNING_SECRET_TEXT = 64 };

/* A fresh secret of 32 bytes: whsec_ and their base64. */
void signing_secret_draw(char out[SIGNING_SECRET_TEXT]);

/* What the header webhook-signature says: "v1,<base64>". The secret is one that was drawn here. */
const char *signing_sign(struct arena *, const char *secret, const char *id, int64_t seconds,
			 const char *body);
