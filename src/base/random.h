/* Randomness and hashes, from OpenSSL's libcrypto. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { SHA256_BYTES = 32 };

struct digest {
	unsigned char bytes[SHA256_BYTES];
};

/* Unpredictable bytes; the process ends if the system has none. */
void random_bytes(void *, size_t);

struct digest digest_of(const void *, size_t);

/* As RFC 7636 has it: base64url without padding. */
struct digest_text {
	char text[44];
};
struct digest_text digest_base64url(struct digest);

/* HMAC-SHA256 under a key that is text. */
struct digest digest_keyed(const char *key, const void *, size_t);

/* The same length and bytes, in time that does not depend on them. */
bool secret_equal(const char *, const char *);
