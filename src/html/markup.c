#include "html/markup.h"

#include <string.h>

#include "base/text.h"

static struct markup escape_of(char c)
{
	switch (c) {
	case '&': return MARKUP("&amp;");
	case '<': return MARKUP("&lt;");
	case '>': return MARKUP("&gt;");
	case '"': return MARKUP("&quot;");
	default: return MARKUP("&#39;");
	}
}

/* OWASP's five for content and quoted attributes; the rest needs nothing in UTF-8, and is copied run by run. */
static void add_escaped(struct text *out, const char *text)
{
	while (text && *text) {
		size_t run = strcspn(text, "&<>\"'");

		text_add(out, text, run);
		text += run;
		if (!*text)
			return;

		struct markup escape = escape_of(*text++);

		text_add(out, escape.text, escape.length);
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
