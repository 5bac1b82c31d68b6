/*
 * A token of an issuer of identities: what it says, and whether that may be believed. Nothing
 * it says is acted on before its signature was verified (base/jws.h).
 */
#pragma once

#include "base/error.h"
#include "base/jws.h"
#include "base/value.h"
#include "json/read.h"

struct token {
	struct jws jws;
	enum jws_algorithm algorithm;
	const char *key_id; /* "" if it names none */
	const char *issuer, *subject, *role, *nonce, *party,
		*client_id; /* "" where it says nothing */
	const char *name, *nickname;
	struct js_texts audiences;
	struct maybe expires, begins; /* seconds */
	bool is_anonymous;
};

/* Does it look like one? Three parts, whatever stands in them. */
bool token_is(const char *text);

/* UNAUTHENTICATED for what is no token, or signed by no algorithm that is taken. */
enum error token_read(struct arena *, const char *text, struct token *out) MUST_USE;

/* What a token must say to be good for something. */
struct token_rule {
	const char *issuer, *audience;
	const char *role;  /* "" if any will do */
	const char *nonce; /* of a sign-in; NULL: of none */
};

/* UNAUTHENTICATED, and the note says which: issuer, audience, time (a minute's leeway), role, subject, nonce. */
enum error token_check(const struct token *, const struct token_rule *) MUST_USE;
