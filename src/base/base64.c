#include "base/base64.h"

#include <openssl/evp.h>
#include <string.h>

const char *base64_write_bytes(struct arena *arena, struct bytes bytes)
{
	char *out = arena_alloc(arena, (bytes.length + 2) / 3 * 4 + 1);

	(void)EVP_EncodeBlock((unsigned char *)out, bytes.at, (int)bytes.length);
	return out;
}

const char *base64_write(struct arena *arena, const char *text)
{
	return base64_write_bytes(arena,
				  (struct bytes){ (const unsigned char *)text, strlen(text) });
}

static int digit(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The bits that are left over at the end are none of the bytes: they must be 0, or one value had two spellings. */
bool base64url_read(struct arena *arena, const char *text, size_t length, struct bytes *out)
{
	unsigned char *bytes = arena_alloc(arena, length * 3 / 4 + 1);
	unsigned bits = 0;
	int have = 0;
	size_t count = 0;

	for (size_t i = 0; i < length; i++) {
		int value = digit(text[i]);

		if (value < 0)
			return false;
		bits = (bits << 6 | (unsigned)value) & 0xFFFFu;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		bytes[count++] = (unsigned char)(bits >> have);
	}
	if (length % 4 == 1 || (bits & ((1u << have) - 1)))
		return false;
	*out = (struct bytes){ bytes, count };
	return true;
}
