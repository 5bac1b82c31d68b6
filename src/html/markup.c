#include "html/markup.h"

#include <string.h>

#include "base/text.h"

/* OWASP's five for content and quoted attributes; the rest needs nothing in UTF-8. */
static void add_escaped(struct text *out, const char *text)
{
	for (const char *c = text; c && *c; c++) {
		switch (*c) {
		case '&': text_add_string(out, "&amp;"); break;
		case '<': text_add_string(out, "&lt;"); break;
		case '>': text_add_string(out, "&gt;"); break;
		case '"': text_add_string(out, "&quot;"); break;
		case '\'': text_add_string(out, "&#39;"); break;
		default: text_add_char(out, *c);
		}
	}
}

struct markup markup_join(struct arena *arena, const struct markup_part *parts, int count)
{
	struct text out = text_start(arena, 512);

	for (int i = 0; i < count; i++) {
		if (parts[i].markup.text)
			text_add(&out, parts[i].markup.text, parts[i].markup.length);
		else
			add_escaped(&out, parts[i].text);
	}
	return (struct markup){ out.bytes, out.length };
}
