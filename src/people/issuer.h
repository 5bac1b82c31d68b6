/*
 * Issuers of identities, as far as the database knows them: where people sign in, and the keys
 * that they sign by. clorp-cron fetches that from those which settings name (issuer/provider.h),
 * and workers look here alone: so an issuer that is away locks out nobody.
 */
#pragma once

#include "base/error.h"
#include "base/jws.h"
#include "base/value.h"
#include "db/db.h"

enum {
	ISSUER_FRESH_SECONDS = 600, /* then it is fetched anew: caches on the way keep keys as long */
	ISSUER_AGAIN_SECONDS = 60   /* at the earliest, after a failure or where a key is missing */
};

struct issuer {
	const char *url, *authorization_url, *token_url; /* the last two may be NULL */
	bool wants_post;
};

/* NOT_FOUND while it was never fetched. */
enum error issuer_find(struct db *, const char *url, struct issuer *out) MUST_USE;

/* Ought it be fetched now? Puts down that it is tried. Needs a transaction. */
enum error issuer_begin(struct db *, const char *url, bool *due) MUST_USE;

/* What came of it: what stood before gives way. Or why nothing did: then it stays. Needs a transaction. */
enum error issuer_keep(struct db *, const struct issuer *, const struct jws_key *keys,
		       int count) MUST_USE;
enum error issuer_failed(struct db *, const char *url, const char *why) MUST_USE;

/* A token came that is signed by a key which is not known: it is fetched soon. */
enum error issuer_want(struct db *, const char *url) MUST_USE;
