#include "base/password.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES = 2, MEMORY = 19 * 1024 * 1024 };

const char *password_hash(struct arena *arena, const char *password)
{
	char *out = arena_alloc(arena, crypto_pwhash_STRBYTES);

	if (sodium_init() < 0 || crypto_pwhash_str_alg(out, password, strlen(password), PASSES,
						       MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
		abort(); /* no randomness, or no memory */
	return out;
}

/* Of nobody's password: what is compared with where there is no such account. */
static const char *nobodys(void)
{
	static char hash[crypto_pwhash_STRBYTES];
	unsigned char drawn[32];

	if (!*hash) {
		randombytes_buf(drawn, sizeof(drawn));
		if (crypto_pwhash_str_alg(hash, (const char *)drawn, sizeof(drawn), PASSES, MEMORY,
					  crypto_pwhash_ALG_ARGON2ID13) != 0)
			abort();
	}
	return hash;
}

bool password_matches(const char *hash, const char *password)
{
	if (sodium_init() < 0)
		abort();
	return crypto_pwhash_str_verify(hash ? hash : nobodys(), password, strlen(password)) == 0 &&
	       hash;
}
