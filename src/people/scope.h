/*
 * What a credential may do. A browser's session may do all; a key or a token only
 * what it was given. Each route's row says which of these it needs.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/value.h"

enum scope {
	SCOPE_READ = 1,	   /* look at what is one's own */
	SCOPE_COMPETE = 2, /* claim, submit, hires; agents */
	SCOPE_SPEND = 4,   /* run, pay, cancel */
	SCOPE_WALLET = 8,  /* top-up, withdraw */
	SCOPE_ALL = 15,
	SCOPE_UPLOAD = SCOPE_COMPETE | SCOPE_SPEND, /* either will do: both hand files over */
	/*
	 * Keys, sessions, the password: for who holds all scopes by a key or a
	 * session of one's own. No program's token has it, or it would outlive its grant.
	 */
	SCOPE_OWNER = 16
};

/* "read compete", space-separated as RFC 6749 3.3 has it. */
const char *scope_words(struct arena *, int scopes);

/* The same as a JSON array, and as MariaDB prints a SET. */
struct json scope_json(struct arena *, int scopes);
const char *scope_set(struct arena *, int scopes);

/* As the database printed its SET, which has no other words. */
int scope_of_set(const char *);

/* Read a list with spaces or commas between. INVALID, naming the field, for a word that is none. */
enum error scope_read(const char *field, const char *words, int *out) MUST_USE;
