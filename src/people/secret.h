/*
 * The secrets that this program hands out: <prefix><30 characters><checksum>. At
 * rest there is only a SHA-256: they are drawn, not chosen, so a slow hash would
 * guard nothing. The checksum tells a mistyped one from one that is unknown
 * without a look-up, and lets scanners recognise what has leaked.
 */
#pragma once

#include <stdbool.h>

#include "base/value.h"

enum { SECRET_TEXT = 48 };

enum secret {
	SECRET_KEY,	/* clorp_: an API key */
	SECRET_SESSION, /* clorps_: a browser's session */
	SECRET_INVITE,	/* clorpi_: an invitation to sign up */
	SECRET_ACCESS,	/* clorpa_: an access token of a program that acts for a user */
	SECRET_REFRESH, /* clorpr_: its refresh token */
	SECRET_CODE,	/* clorpc_: an authorization code */
	SECRET_DEVICE,	/* clorpd_: a device code */
	SECRET_MAIL,	/* clorpm_: what a mail proves */
	SECRETS
};

/* A fresh one, in text. */
void secret_draw(enum secret, char out[SECRET_TEXT]);

/* Is it one of that kind, by its form and checksum? */
bool secret_is(enum secret, const char *);

/* What is kept of it. */
struct digest secret_hash(const char *);
