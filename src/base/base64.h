/* Base64 as it stands in headers, and base64url as it stands in tokens (RFC 4648 4 and 5). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct bytes {
	const unsigned char *at;
	size_t length;
};

/* With padding. */
const char *base64_write_bytes(struct arena *, struct bytes);
const char *base64_write(struct arena *, const char *text);

/* Base64url without padding; false for anything else. A NUL that is not counted follows the bytes. */
bool base64url_read(struct arena *, const char *text, size_t length, struct bytes *out);
