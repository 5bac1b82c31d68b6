/* What kind of bytes a file's are, by libmagic: its name has no say. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"

/* Of a text so much is kept for whoever judges. */
enum { EXCERPT_BYTES = 64 * 1024 };

struct kind {
	const char *content_type; /* "image/png"; of a text with "; charset=..." */
	const char *excerpt;	  /* of a text in UTF-8, its first EXCERPT_BYTES; else NULL */
};

/* Of an open file, from its beginning. Never fails: what nobody knows is application/octet-stream. */
struct kind kind_of_file(struct arena *, int fd);

/* May a browser show it where it stands? PNG, JPEG, WebP, GIF and plain text: nothing that can act. */
bool kind_is_inert(const char *content_type);
