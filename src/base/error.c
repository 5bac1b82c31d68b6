#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static struct failure note;

static const struct {
	const char *name;
	int status;
	const char *code;
} errors[] = {
	[OK] = { "OK", 200, "ok" },
#define ERROR(name, status, code) [ERR_##name] = { #name, status, code },
#include "base/error.def"
#undef ERROR
};

/* What was cut off must not leave a piece of a character behind: the text may become JSON. */
static void drop_half_character(char *text)
{
	size_t length = strlen(text), start = length;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start > 0 && (unsigned char)text[start - 1] >= 0xC0)
		text[start - 1] = '\0';
	else if (start < length)
		text[start] = '\0';
}

static void PRINTF(3, 0) say(const char *field, int retry_after, const char *format, va_list args)
{
	struct failure fresh = { .retry_after = retry_after };

	/* Built aside: an argument may point into the note that it replaces. */
	if (vsnprintf(fresh.text, sizeof(fresh.text), format, args) >= (int)sizeof(fresh.text))
		drop_half_character(fresh.text);
	(void)snprintf(fresh.field, sizeof(fresh.field), "%s", field);
	note = fresh;
}

enum error failure(enum error e, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", 0, format, args);
	va_end(args);
	return e;
}

enum error failure_in(const char *field, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(field, 0, format, args);
	va_end(args);
	return ERR_INVALID;
}

enum error failure_until(enum error e, int seconds, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", seconds, format, args);
	va_end(args);
	return e;
}

void failure_recall(const struct failure *earlier)
{
	note = *earlier;
}

const struct failure *failure_note(void)
{
	return &note;
}

int error_status(enum error e)
{
	return errors[e].status;
}

const char *error_code(enum error e)
{
	return errors[e].code;
}

const char *error_name(enum error e)
{
	return errors[e].name;
}
