#include "base/hash.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

/* OpenSSL's own object, whose name stays in this folder. */
static EVP_MD_CTX *context_of(struct hash *hash)
{
	return (EVP_MD_CTX *)(void *)hash;
}

struct hash *hash_start(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	if (!context || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1)
		abort();
	return (struct hash *)(void *)context;
}

void hash_add(struct hash *hash, const void *bytes, size_t length)
{
	if (EVP_DigestUpdate(context_of(hash), bytes, length) != 1)
		abort();
}

struct digest hash_end(struct hash *hash)
{
	struct digest digest;

	if (EVP_DigestFinal_ex(context_of(hash), digest.bytes, NULL) != 1)
		abort();
	EVP_MD_CTX_free(context_of(hash));
	return digest;
}

static const char digits[] = "0123456789abcdef";

struct hex digest_hex(struct digest digest)
{
	struct hex out = { "" };

	for (int i = 0; i < SHA256_BYTES; i++) {
		out.text[2 * i] = digits[digest.bytes[i] >> 4];
		out.text[2 * i + 1] = digits[digest.bytes[i] & 15];
	}
	return out;
}

bool digest_of_hex(const char *text, struct digest *out)
{
	if (strlen(text) != 2 * SHA256_BYTES || strspn(text, digits) != 2 * SHA256_BYTES)
		return false;
	for (int i = 0; i < SHA256_BYTES; i++)
		out->bytes[i] = (unsigned char)((strchr(digits, text[2 * i]) - digits) << 4 |
						(strchr(digits, text[2 * i + 1]) - digits));
	return true;
}
