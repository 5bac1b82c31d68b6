#include "people/name.h"

#include "base/text.h"
#include "language/plain.h"

enum { CHARACTERS = 60 };

enum error name_check(const char *name)
{
	if (text_is_blank(name))
		return failure_in("name", "name must not be blank");
	if (!name_is_plain(name))
		return failure_in("name", "name must be one line, and not turn the writing round");
	return OK;
}

/* The bytes of its first 60 characters, or of all. */
static size_t bytes_of(const char *name)
{
	const char *at = name;

	for (size_t i = 0, length; i < CHARACTERS && *at; i++, at += length)
		(void)text_code_point(at, &length);
	return (size_t)(at - name);
}

const char *name_of_stranger(struct arena *arena, const char *told)
{
	const char *name = text_trim(arena, name_made_plain(arena, told));

	return text_is_blank(name) ? "somebody" : arena_copy(arena, name, bytes_of(name));
}
