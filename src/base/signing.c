#include "base/signing.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

enum { KEY_BYTES = 32, KEY_BASE64 = 44 };
static const char prefix[] = "whsec_";

void signing_secret_draw(char out[SIGNING_SECRET_TEXT])
{
	unsigned char key[KEY_BYTES];

	random_bytes(key, sizeof(key));
	memcpy(out, prefix, sizeof(prefix));
	(void)EVP_EncodeBlock((unsigned char *)out + sizeof(prefix) - 1, key, sizeof(key));
	OPENSSL_cleanse(key, sizeof(key));
}

/* The decoder gives a byte for each '=' as well, of which a key of this length has one. */
static void read_secret(const char *secret, unsigned char key[KEY_BYTES + 1])
{
	const char *base64 = secret + sizeof(prefix) - 1;

	if (strncmp(secret, prefix, sizeof(prefix) - 1) != 0 || strlen(base64) != KEY_BASE64 ||
	    EVP_DecodeBlock(key, (const unsigned char *)base64, KEY_BASE64) != KEY_BYTES + 1)
		abort();
}

const char *signing_sign(struct arena *arena, const char *secret, const char *id, int64_t seconds,
			 const char *body)
{
	unsigned char key[KEY_BYTES + 1], mac[SHA256_BYTES];
	char base64[KEY_BASE64 + 1];
	const char *message = arena_printf(arena, "%s.%lld.%s", id, (long long)seconds, body);

	read_secret(secret, key);
	if (!HMAC(EVP_sha256(), key, KEY_BYTES, (const unsigned char *)message, strlen(message),
		  mac, NULL))
		abort();
	OPENSSL_cleanse(key, sizeof(key));
	(void)EVP_EncodeBlock((unsigned char *)base64, mac, sizeof(mac));
	return arena_printf(arena, "v1,%s", base64);
}
