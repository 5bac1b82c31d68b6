#include "html/xml.h"

#include <string.h>

#include "base/text.h"

/* How many bytes from here on are no character of XML's (2.2, Char); 0: the first one is. */
static size_t foreign(const char *at)
{
	unsigned char c = (unsigned char)*at;

	if (c < ' ')
		return strchr("\t\n\r", c) ? 0 : 1;
	return strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0 ? 3 : 0;
}

const char *xml_text(struct arena *arena, const char *text)
{
	struct text out = text_start(arena, strlen(text) + 1);

	while (*text) {
		size_t bad = foreign(text);

		if (bad)
			text_add_string(&out, "\xEF\xBF\xBD");
		else
			text_add_char(&out, *text);
		text += bad ? bad : 1;
	}
	return out.bytes;
}
