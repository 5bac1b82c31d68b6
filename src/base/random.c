#include "base/random.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Drawn in blocks: an id takes 16 bytes, and a call to the generator costs far
 * more than that. The block belongs to one process: a forked child that went
 * on with it would repeat its parent's ids.
 */
static struct {
	unsigned char bytes[512];
	size_t left;
	pid_t owner;
} pool;

void random_bytes(void *out, size_t length)
{
	if (length > sizeof(pool.bytes) / 4) {
		if (RAND_bytes(out, (int)length) != 1)
			abort();
		return;
	}
	if (pool.left < length || pool.owner != getpid()) {
		if (RAND_bytes(pool.bytes, sizeof(pool.bytes)) != 1)
			abort();
		pool.left = sizeof(pool.bytes);
		pool.owner = getpid();
	}
	pool.left -= length;
	memcpy(out, pool.bytes + pool.left, length);
	OPENSSL_cleanse(pool.bytes + pool.left, length);
}

struct digest digest_of(const void *bytes, size_t length)
{
	struct digest digest;

	/* Not EVP_Digest, which looks the algorithm up anew each time. */
	(void)SHA256(bytes, length, digest.bytes);
	return digest;
}

struct digest_text digest_base64url(struct digest digest)
{
	struct digest_text out;
	char padded[48];

	(void)EVP_EncodeBlock((unsigned char *)padded, digest.bytes, sizeof(digest.bytes));
	for (size_t i = 0; i < sizeof(out.text); i++)
		out.text[i] = padded[i] == '+' ? '-' : padded[i] == '/' ? '_' : padded[i];
	out.text[sizeof(out.text) - 1] = '\0';
	return out;
}

struct digest digest_keyed(const char *key, const void *bytes, size_t length)
{
	struct digest digest;
	unsigned size = sizeof(digest.bytes);

	if (!HMAC(EVP_sha256(), key, (int)strlen(key), bytes, length, digest.bytes, &size))
		abort();
	return digest;
}

bool secret_equal(const char *a, const char *b)
{
	struct digest x = digest_of(a, strlen(a)), y = digest_of(b, strlen(b));

	return CRYPTO_memcmp(x.bytes, y.bytes, sizeof(x.bytes)) == 0;
}
