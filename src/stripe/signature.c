#include "stripe/signature.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"

enum { HEX = 2 * SHA256_BYTES };

/* The secret is used as text, whsec_ and all. */
static void expected(struct arena *arena, const char *time, const char *body, size_t length,
		     const char *secret, char out[HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	struct text signed_bytes = text_start(arena, length + 32);

	text_add_string(&signed_bytes, time);
	text_add_char(&signed_bytes, '.');
	text_add(&signed_bytes, body, length);

	struct digest digest = digest_keyed(secret, signed_bytes.bytes, signed_bytes.length);

	for (int i = 0; i < SHA256_BYTES; i++) {
		out[2 * i] = digits[digest.bytes[i] >> 4];
		out[2 * i + 1] = digits[digest.bytes[i] & 15];
	}
	out[HEX] = '\0';
}

/* The value of the next part named so, from *at on; NULL if there is none. */
static const char *next_part(struct arena *arena, const char **at, const char *name)
{
	size_t name_length = strlen(name);

	while (**at) {
		const char *part = *at;
		size_t length = strcspn(part, ",");

		*at = part + length + (part[length] == ',');
		if (length > name_length && strncmp(part, name, name_length) == 0)
			return arena_copy(arena, part + name_length, length - name_length);
	}
	return NULL;
}

static bool any_matches(struct arena *arena, const char *header, const char *wanted)
{
	bool found = false;

	for (const char *given; (given = next_part(arena, &header, "v1="));)
		found = secret_equal(given, wanted) || found;
	return found;
}

enum error signature_check(struct arena *arena, const char *header, const char *body, size_t length,
			   const char *secret, int64_t now_seconds)
{
	const char *at = header, *time = next_part(arena, &at, "t=");
	char wanted[HEX + 1];
	int64_t seconds;

	if (!time || !text_to_int(time, &seconds))
		return failure(ERR_INVALID, "the Stripe-Signature header is missing or malformed");
	if (!*secret)
		return failure(ERR_INVALID, "no secret is set for this webhook");
	expected(arena, time, body, length, secret, wanted);
	if (!any_matches(arena, header, wanted))
		return failure(ERR_INVALID, "the signature is not of these bytes and this secret");
	if (llabs(now_seconds - seconds) > SIGNATURE_TOLERANCE_SECONDS)
		return failure(ERR_INVALID, "the signature's time is more than %d seconds off",
			       SIGNATURE_TOLERANCE_SECONDS);
	return OK;
}
