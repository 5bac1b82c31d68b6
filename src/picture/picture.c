#include "picture/picture.h"

#include <string.h>

#include "base/base64.h"
#include "base/hash.h"

/*
 * By itself a picture has no page to take colours from: only the two of text have to differ, the
 * others are good on both grounds.
 */
#define STYLE ":root{color:#1c1c1a}@media(prefers-color-scheme:dark){:root{color:#ecece6}}"

static struct markup inner(struct arena *arena, const struct picture *p)
{
	return markup(arena, MARKUP("<title>"), p->title, MARKUP("</title><desc>"), p->sum,
		      MARKUP("</desc>\n"), p->drawing, MARKUP("</svg>"));
}

static const char *height_of(struct arena *arena, const struct picture *p)
{
	return arena_printf(arena, "%d", p->height);
}

/* Folded away: a page with several pictures stays short, and who wants the figures has them. */
static struct markup figures(struct arena *arena, const struct picture *p)
{
	if (p->table.count == 0)
		return MARKUP("");
	return markup(arena,
		      MARKUP("<details><summary>The figures</summary><div class=\"wide\" tabindex=\"0\" "
			     "role=\"region\" aria-label=\""),
		      p->title, MARKUP(": the figures\">"),
		      table_markup(arena, &p->table, p->title), MARKUP("</div></details>\n"));
}

struct markup picture_figure(struct arena *arena, const struct picture *p)
{
	return markup(arena, MARKUP("<figure class=\"picture\">\n<figcaption><strong>"), p->title,
		      MARKUP("</strong> "), p->sum,
		      MARKUP("</figcaption>\n<svg role=\"img\" width=\"100%\" height=\""),
		      height_of(arena, p), MARKUP("\" font-size=\"13\" fill=\"currentColor\">"),
		      inner(arena, p), MARKUP("\n"), figures(arena, p), MARKUP("</figure>\n"));
}

struct markup picture_svg(struct arena *arena, const struct picture *p)
{
	return markup(
		arena,
		MARKUP("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"100%\" height=\""),
		height_of(arena, p),
		MARKUP("\" font-family=\"system-ui,sans-serif\" font-size=\"13\" "
		       "fill=\"currentColor\"><style>" STYLE "</style>"),
		inner(arena, p));
}

const char *picture_style_hash(struct arena *arena)
{
	struct digest digest = digest_of(STYLE, strlen(STYLE));

	return arena_printf(arena, "'sha256-%s'",
			    base64_write_bytes(arena, (struct bytes){ digest.bytes,
								      sizeof(digest.bytes) }));
}
