/*
 * JSON Web Signatures in their compact form (RFC 7515), by the three algorithms that
 * issuers of identities sign by (RFC 7518). Which one a key is for is told by the key, never by
 * the token: else who signs by a public key as if it were a secret would be believed.
 */
#pragma once

#include "base/base64.h"

enum jws_algorithm { JWS_UNKNOWN, JWS_ES256, JWS_RS256, JWS_HS256 };

/* By its name; UNKNOWN for any other. And its name. */
enum jws_algorithm jws_algorithm_named(const char *);
const char *jws_algorithm_name(enum jws_algorithm);

enum { JWS_MOST = 8 * 1024 };

struct jws {
	const char *signed_text; /* what the signature is of */
	size_t signed_length;
	struct bytes header, payload, signature; /* with a NUL behind them */
};

/* Three parts of base64url with two dots between, of JWS_MOST bytes; false for anything else. */
bool jws_split(struct arena *, const char *token, struct jws *out);

/* A public key, as a JSON Web Key has it: base64url of x and y (EC), or of n and e (RSA). */
struct jws_key {
	enum jws_algorithm algorithm; /* ES256 or RS256 */
	const char *id, *first, *second;
};

/* Is the key one that can be used: a point of P-256, or a modulus of 2048 bits at least? */
bool jws_key_is_good(struct arena *, const struct jws_key *);

/* Is the signature that key's, or by HS256 the secret's? */
bool jws_verify(struct arena *, const struct jws *, const struct jws_key *);
bool jws_verify_secret(const struct jws *, const char *secret);
