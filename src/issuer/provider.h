/*
 * What an issuer of identities says of itself: where people sign in, where codes are exchanged, and
 * the keys that it signs by. And the exchange of a code. All of it is asked over the network (web/http.h):
 * by clorp-cron, the exchange by the workers that may wait.
 */
#pragma once

#include "base/config.h"
#include "base/error.h"
#include "base/jws.h"

enum { PROVIDER_KEYS_MOST = 20, PROVIDER_URL_MOST = 500 };

struct provider {
	const char *authorization_url, *token_url; /* NULL: nobody signs in there */
	bool wants_post; /* its clients say who they are in the body, not in a header */
	struct jws_key keys[PROVIDER_KEYS_MOST];
	int key_count;
};

/*
 * By OpenID Connect Discovery 1.0, or what is known of GitHub; keys of other algorithms are left out.
 * What it names outside of its own address is asked as a stranger's (web/http.h). UPSTREAM or INVALID, and why.
 */
enum error provider_fetch(struct arena *, const struct issuer_settings *,
			  struct provider *out) MUST_USE;

/* A code that came back to us. */
struct code {
	const char *code, *verifier, *redirect_uri;
};

/* The issuer's ID token for it, not verified as yet; of GitHub an access token. UPSTREAM, or INVALID if it refuses. */
enum error provider_exchange(struct arena *, const struct issuer_settings *, const struct provider *,
			     const struct code *, const char **token) MUST_USE;

/* Whose GitHub's access token is: a number that stays, and a name. */
enum error provider_who(struct arena *, const struct issuer_settings *, const char *token,
			const char **subject, const char **name) MUST_USE;
