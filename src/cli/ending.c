#include "cli/ending.h"

#include <stdarg.h>
#include <stdio.h>

static struct complaint last;

void complaint_tell(const char *code, const char *format, ...)
{
	va_list list;

	last = (struct complaint){ .object = NULL };
	(void)snprintf(last.code, sizeof(last.code), "%s", code);
	va_start(list, format);
	(void)vsnprintf(last.text, sizeof(last.text), format, list);
	va_end(list);
}

void complaint_hint(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	(void)vsnprintf(last.hint, sizeof(last.hint), format, list);
	va_end(list);
}

void complaint_keep_object(const char *json)
{
	last.object = json;
}

const struct complaint *complaint_note(void)
{
	return &last;
}

void complaint_forget(void)
{
	last = (struct complaint){ .object = NULL };
}
