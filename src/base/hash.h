/* SHA-256 of what comes in pieces. What is at hand as a whole has digest_of (random.h). */
#pragma once

#include <stddef.h>

#include "base/random.h"

struct hash;

struct hash *hash_start(void);
void hash_add(struct hash *, const void *, size_t);

/* The digest of all that was added; the hash is gone then. */
struct digest hash_end(struct hash *);

/* In small hexadecimal digits. */
struct hex {
	char text[2 * SHA256_BYTES + 1];
};
struct hex digest_hex(struct digest);

/* The other way; false if these are not so many such digits. */
bool digest_of_hex(const char *text, struct digest *out);
