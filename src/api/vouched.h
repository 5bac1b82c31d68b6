/* Callers for whom an issuer of identities vouches: its access token stands where an API key would. */
#pragma once

#include "api/request.h"
#include "base/config.h"
#include "issuer/token.h"
#include "people/identity.h"

/*
 * Find who that is, at first sight a new user, and fill in *out. UNAUTHENTICATED, and why;
 * SIGNUP_CLOSED and what else keeps a newcomer out. Runs transactions of its own.
 */
enum error vouched_find(struct request *, const char *bearer, struct caller *out) MUST_USE;

/* UNAUTHENTICATED unless that issuer signed the token: by the key that it names, or by the shared secret. */
enum error vouched_verify(struct request *, const struct issuer_settings *, const struct token *,
			  struct sight *out) MUST_USE;

/* May the issuer's people come in though settings' signup says no? */
bool vouched_is_welcome(const struct issuer_settings *);
