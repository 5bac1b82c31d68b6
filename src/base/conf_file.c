#include "base/conf_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* Cuts the value where a comment begins: at a # behind white space. */
static void cut_comment(char *value)
{
	for (char *c = value; *c; c++)
		if (*c == '#' && is_space(c[-1])) {
			*c = '\0';
			return;
		}
}

/* A value that begins with # may be meant as one: that is asked, not guessed. */
static enum error check_form(const char *where, const char *name, const char *value)
{
	size_t length = strlen(value);

	if (value[0] == '#' && value[1] && !is_space(value[1]))
		return failure(
			ERR_INVALID,
			"%s: is \"%s\" the value of %s or a comment? A comment has a blank behind "
			"its #; a value cannot begin with one here (the environment may set it)",
			where, value, name);
	if (length > 0 && (is_quote(value[0]) || is_quote(value[length - 1])))
		return failure(ERR_INVALID, "%s: the value of %s is to be written without quotes",
			       where, name);
	return OK;
}

static enum error read_line(struct arena *arena, const char *where, char *line, conf_line *take,
			    void *context)
{
	char *text = text_trim(arena, line), *equals = strchr(text, '=');

	if (!*text || *text == '#')
		return OK;
	if (!equals)
		return failure(ERR_INVALID, "%s: expected name = value", where);
	*equals = '\0';

	const char *name = text_trim(arena, text);

	TRY(check_form(where, name, text_trim(arena, equals + 1)));
	*equals = ' '; /* what stands right behind the sign is behind white space */
	cut_comment(equals + 1);
	return take(context, name, text_trim(arena, equals + 1), where);
}

enum error conf_read(struct arena *arena, const char *path, bool required, conf_line *take,
		     void *context)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	enum error e = OK;

	if (!file && errno == ENOENT && !required)
		return OK;
	if (!file)
		return failure(ERR_INVALID, "%s: %s", path, strerror(errno));
	for (int number = 1; !e && getline(&line, &room, file) >= 0; number++)
		e = read_line(arena, arena_printf(arena, "%s:%d", path, number), line, take,
			      context);
	if (ferror(file))
		e = failure(ERR_INVALID, "%s: %s", path, strerror(errno));
	free(line);
	(void)fclose(file);
	return e;
}
