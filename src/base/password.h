/* Passwords at rest: Argon2id, by libsodium. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"

/*
 * What is kept of a password: 19 MiB and two passes (the OWASP cheat sheet's
 * least), so that a worker stays small; some thirty milliseconds.
 */
const char *password_hash(struct arena *, const char *password);

/* Takes as long for a hash that is none (NULL) as for a wrong password. */
bool password_matches(const char *hash, const char *password);
