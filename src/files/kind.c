#include "files/kind.h"

#include <magic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "language/plain.h"

#define UNKNOWN "application/octet-stream"

/* Of a file libmagic sees its beginning; that is where formats say what they are. */
enum { LOOKED_AT = 256 * 1024, CONTENT_TYPE_MOST = 127 };

/* Once a process: its database takes longer to load than a file to look at. */
static magic_t database(void)
{
	static magic_t magic;

	if (magic)
		return magic;
	magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
	if (!magic)
		abort();
	if (magic_load(magic, NULL))
		log_error("files.no_magic", "why", magic_error(magic));
	return magic;
}

static const char *look(struct arena *arena, int flags, const char *bytes, size_t length)
{
	magic_t magic = database();

	(void)magic_setflags(magic, flags | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);

	const char *found = magic_buffer(magic, bytes, length);

	if (!found || !*found || strlen(found) > CONTENT_TYPE_MOST - strlen("; charset=utf-8") ||
	    strpbrk(found, "\r\n\""))
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
	const char *type = look(arena, MAGIC_MIME_TYPE, bytes, length);
	const char *encoding = look(arena, MAGIC_MIME_ENCODING, bytes, length);
	struct kind kind = { type ? type : UNKNOWN, NULL };

	if (is_utf8(encoding))
		kind.excerpt = excerpt_of(arena, bytes, length);
	if (strncmp(kind.content_type, "text/", strlen("text/")) == 0)
		kind.content_type = arena_printf(arena, "%s; charset=%s", kind.content_type,
						 kind.excerpt ? "utf-8"
						 : encoding   ? encoding
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
