#include "files/kind.h"

#include <magic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "language/plain.h"

#define UNKNOWN "application/octet-stream"

#define CHARSET "; charset="

/* Of a file libmagic sees its beginning, where formats say what they are: an excerpt and a mark before it. */
enum { LOOKED_AT = EXCERPT_BYTES + 3, CONTENT_TYPE_MOST = 127 };

/* Once a process: its database takes longer to load than a file to look at. */
static magic_t database(void)
{
	static magic_t magic;

	if (magic)
		return magic;
	magic = magic_open(MAGIC_MIME | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
	if (!magic)
		abort();
	if (magic_load(magic, NULL))
		log_error("files.no_magic", "why", magic_error(magic));
	return magic;
}

/* "text/plain; charset=utf-8", in the arena; NULL if it is nothing that a header could say. */
static char *look(struct arena *arena, const char *bytes, size_t length)
{
	const char *found = magic_buffer(database(), bytes, length);

	if (!found || !*found || strlen(found) > CONTENT_TYPE_MOST || strpbrk(found, "\r\n\""))
		return NULL;
	return arena_copy(arena, found, strlen(found));
}

static size_t read_start(int fd, char *out, size_t room)
{
	size_t length = 0;

	while (length < room) {
		ssize_t got = pread(fd, out + length, room - length, (off_t)length);

		if (got <= 0)
			break;
		length += (size_t)got;
	}
	return length;
}

static bool is_utf8(const char *encoding)
{
	return encoding && (strcmp(encoding, "us-ascii") == 0 || strcmp(encoding, "utf-8") == 0);
}

/* No half of a character at its end; NULL if what libmagic took for text is none all the same. */
static const char *excerpt_of(struct arena *arena, const char *bytes, size_t length)
{
	size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	char *text = arena_copy(arena, bytes + mark, length - mark);

	text[text_fit(text, EXCERPT_BYTES)] = '\0';
	if (strlen(text) < length - mark && strlen(text) + 4 < EXCERPT_BYTES)
		return NULL; /* a NUL ended it */
	return utf8_is_sound(text, strlen(text)) ? text : NULL;
}

struct kind kind_of_file(struct arena *arena, int fd)
{
	char *bytes = arena_alloc(arena, LOOKED_AT);
	size_t length = read_start(fd, bytes, LOOKED_AT);
	char *found = look(arena, bytes, length), *charset = found ? strstr(found, CHARSET) : NULL;
	struct kind kind = { found ? found : UNKNOWN, NULL };

	if (charset && is_utf8(charset + strlen(CHARSET)))
		kind.excerpt = excerpt_of(arena, bytes, length);
	if (charset)
		*charset = '\0'; /* a text's alone is worth telling */
	if (strncmp(kind.content_type, "text/", strlen("text/")) == 0)
		kind.content_type = arena_printf(arena, "%s" CHARSET "%s", kind.content_type,
						 kind.excerpt ? "utf-8"
						 : charset    ? charset + strlen(CHARSET)
							      : "binary");
	return kind;
}

bool kind_is_inert(const char *content_type)
{
	static const char *const inert[] = { "image/png", "image/jpeg", "image/webp", "image/gif",
					     "text/plain" };
	size_t length = strcspn(content_type, ";");

	for (int i = 0; i < COUNT(inert); i++)
		if (strlen(inert[i]) == length && strncmp(inert[i], content_type, length) == 0)
			return true;
	return false;
}
