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

void failure_tell(const char *field, int retry_after, const char *format, ...)
{
	struct failure fresh = { .retry_after = retry_after };
	va_list args;
	int length;

	/* Built aside: an argument may point into the note that it replaces. */
	va_start(args, format);
	length = vsnprintf(fresh.text, sizeof(fresh.text), format, args);
	va_end(args);
	if (length >= (int)sizeof(fresh.text))
		drop_half_character(fresh.text);
	(void)snprintf(fresh.field, sizeof(fresh.field), "%s", field);
	note = fresh;
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

int error_status_of(const char *code)
{
	for (int i = 0; i < COUNT(errors); i++)
		if (strcmp(errors[i].code, code) == 0)
			return errors[i].status;
	return 0;
}
