/* One mail, handed in by SMTP where settings' mail.url says. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

/* Of plain ASCII, lines no longer than 998 characters (RFC 5322 2.1.1), each ended by \n. */
struct letter {
	const char *id; /* the same for each attempt, so that a mailbox shows it once */
	const char *to, *subject, *text;
};

/*
 * INVALID if the server refuses it for good (5yz, RFC 5321 4.2.1): trying again would be the same.
 * UPSTREAM if it was not taken, or nobody knows.
 */
enum error letter_send(struct arena *, const struct letter *) MUST_USE;

/* Go as far as one could hand something in, and hand in nothing. UPSTREAM: that is not far. */
enum error letter_try(void) MUST_USE;
