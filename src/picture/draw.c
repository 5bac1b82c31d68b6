#include "picture/draw.h"

#include <string.h>

/*
 * The page's colours, and for a page without them tones of a luminance between 0.12 and 0.30:
 * these have a contrast of 3 or more on white, and on black too (WCAG 2.2, 1.4.11).
 */
static const struct markup inks[] = {
	[INK_TEXT] = MARKUP_INIT("currentColor"),
	[INK_QUIET] = MARKUP_INIT("var(--picture-quiet,#80807a)"),
	[INK_MAIN] = MARKUP_INIT("var(--picture-main,#3f7fbf)"),
	[INK_SECOND] = MARKUP_INIT("var(--picture-second,#b0712a)"),
	[INK_GOOD] = MARKUP_INIT("var(--picture-good,#2e8b57)"),
	[INK_BAD] = MARKUP_INIT("var(--picture-bad,#c4554d)"),
	[INK_S] = MARKUP_INIT("var(--picture-s,#a87b00)"),
	[INK_A] = MARKUP_INIT("var(--picture-a,#2e8b57)"),
	[INK_B] = MARKUP_INIT("var(--picture-b,#3f7fbf)"),
	[INK_C] = MARKUP_INIT("var(--picture-c,#8a6bbf)"),
	[INK_D] = MARKUP_INIT("var(--picture-d,#b0712a)"),
	[INK_F] = MARKUP_INIT("var(--picture-f,#c4554d)"),
};

struct drawing draw_start(struct arena *arena)
{
	return (struct drawing){ arena, text_start(arena, 2000) };
}

struct markup draw_end(const struct drawing *d)
{
	return (struct markup){ d->out.bytes, d->out.length };
}

#define draw(d, ...) add((d), markup((d)->arena, __VA_ARGS__))

static void add(struct drawing *d, struct markup more)
{
	text_add(&d->out, more.text, more.length);
	text_add_char(&d->out, '\n');
}

static const char *pixels(struct drawing *d, int n)
{
	return arena_printf(d->arena, "%d", n);
}

static const char *across(struct drawing *d, struct share s)
{
	return share_text(d->arena, s);
}

static void rectangle(struct drawing *d, struct share x, int y, struct share width, int height,
		      enum ink ink, struct markup more)
{
	if (width.parts > 0 && height > 0)
		draw(d, MARKUP("<rect x=\""), across(d, x), MARKUP("\" y=\""), pixels(d, y),
		     MARKUP("\" width=\""), across(d, width), MARKUP("\" height=\""),
		     pixels(d, height), MARKUP("\" fill=\""), inks[ink], MARKUP("\""), more,
		     MARKUP("/>"));
}

void draw_bar(struct drawing *d, struct share x, int y, struct share width, int height, enum ink ink)
{
	rectangle(d, x, y, width, height, ink, MARKUP(""));
}

void draw_area(struct drawing *d, struct share x, int y, struct share width, int height,
	       enum ink ink)
{
	rectangle(d, x, y, width, height, ink, MARKUP(" fill-opacity=\".2\""));
}

static void stroke(struct drawing *d, struct point from, struct point to, enum ink ink,
		   struct markup more)
{
	draw(d, MARKUP("<line x1=\""), across(d, from.x), MARKUP("\" y1=\""), pixels(d, from.y),
	     MARKUP("\" x2=\""), across(d, to.x), MARKUP("\" y2=\""), pixels(d, to.y),
	     MARKUP("\" stroke=\""), inks[ink], MARKUP("\" stroke-width=\""),
	     ink == INK_QUIET ? MARKUP("1") : MARKUP("2"), MARKUP("\""), more, MARKUP("/>"));
}

void draw_line(struct drawing *d, struct point from, struct point to, enum ink ink)
{
	stroke(d, from, to, ink, MARKUP(" stroke-linecap=\"square\""));
}

void draw_dashes(struct drawing *d, struct point from, struct point to, enum ink ink)
{
	stroke(d, from, to, ink, MARKUP(" stroke-dasharray=\"5 4\""));
}

/* Its own coordinates are stretched to its width: a path knows no percents. */
void draw_band(struct drawing *d, const struct band *b, enum ink ink)
{
	int height = b->height > 0 ? b->height : 1;
	const char *path = arena_printf(d->arena, "M0 %dC50 %d 50 %d 100 %dV%dC50 %d 50 %d 0 %dZ",
					b->from, b->from, b->to, b->to, b->to + height,
					b->to + height, b->from + height, b->from + height);

	draw(d, MARKUP("<svg x=\""), across(d, b->x), MARKUP("\" y=\"0\" width=\""),
	     across(d, b->width), MARKUP("\" height=\""), pixels(d, b->room),
	     MARKUP("\" viewBox=\"0 0 100 "), pixels(d, b->room),
	     MARKUP("\" preserveAspectRatio=\"none\"><path fill-opacity=\".35\" fill=\""),
	     inks[ink], MARKUP("\" d=\""), path, MARKUP("\"/></svg>"));
}

static void words(struct drawing *d, struct share x, int y, struct markup more, const char *text)
{
	draw(d, MARKUP("<text x=\""), across(d, x), MARKUP("\" y=\""), pixels(d, y), MARKUP("\""),
	     more, MARKUP(">"), text, MARKUP("</text>"));
}

void draw_words(struct drawing *d, struct share x, int y, enum anchor anchor, const char *text)
{
	static const struct markup anchors[] = {
		[AT_START] = MARKUP_INIT(""),
		[AT_MIDDLE] = MARKUP_INIT(" text-anchor=\"middle\""),
		[AT_END] = MARKUP_INIT(" text-anchor=\"end\""),
	};

	words(d, x, y, anchors[anchor], text);
}

void draw_headline(struct drawing *d, struct share x, int y, const char *text)
{
	words(d, x, y, MARKUP(" font-weight=\"600\""), text);
}

/* A place to draw shapes in by pixels: around its middle where that is (0, 0). */
static void at_point(struct drawing *d, struct share x, int y, struct markup shape)
{
	draw(d, MARKUP("<svg x=\""), across(d, x), MARKUP("\" y=\""), pixels(d, y),
	     MARKUP("\" overflow=\"visible\">"), shape, MARKUP("</svg>"));
}

void draw_mark(struct drawing *d, struct share x, int y, enum mark mark)
{
	static const struct markup shapes[] = {
		[MARK_DONE] = MARKUP_INIT("<circle r=\"6\" fill=\"currentColor\"/>"),
		[MARK_GIVEN_BACK] = MARKUP_INIT(
			"<rect x=\"-5\" y=\"-5\" width=\"10\" height=\"10\" fill=\"none\" "
			"stroke=\"currentColor\" stroke-width=\"2\"/>"),
		[MARK_RUN_OUT] = MARKUP_INIT("<path d=\"M-5-5 5 5M5-5-5 5\" stroke=\"currentColor\" "
					     "stroke-width=\"2.5\"/>"),
		[MARK_AT_WORK] = MARKUP_INIT("<path d=\"M-6-6 6 0-6 6Z\" fill=\"currentColor\"/>"),
	};

	at_point(d, x, y, shapes[mark]);
}

static const char grades[] = "SABCDF";

enum ink ink_of_grade(char grade)
{
	const char *at = strchr(grades, grade);

	return at && grade ? (enum ink)(INK_S + (int)(at - grades)) : INK_QUIET;
}

/* The shapes of www/style.css: the worse a grade is, the fewer corners it has. */
static const struct markup outlines[] = {
	MARKUP_INIT(
		"<polygon points=\"14 0 16.6 4.4 21 1.9 21 7 26.1 7 23.6 11.4 28 14 23.6 16.6 26.1 21 21 21 21 26.1 16.6 "
		"23.6 14 28 11.4 23.6 7 26.1 7 21 1.9 21 4.4 16.6 0 14 4.4 11.4 1.9 7 7 7 7 1.9 11.4 4.4\""),
	MARKUP_INIT(
		"<polygon points=\"8.4 0.8 19.6 0.8 27.2 8.4 27.2 19.6 19.6 27.2 8.4 27.2 0.8 19.6 0.8 8.4\""),
	MARKUP_INIT("<polygon points=\"14 0 26.1 7 26.1 21 14 28 1.9 21 1.9 7\""),
	MARKUP_INIT("<polygon points=\"14 0.6 27.4 10.4 22.4 26 5.6 26 0.6 10.4\""),
	MARKUP_INIT("<polygon points=\"2.5 2.5 25.5 2.5 25.5 25.5 2.5 25.5\""),
	MARKUP_INIT("<polygon points=\"14 0.6 28 26.3 0 26.3\""),
};

void draw_grade(struct drawing *d, struct share x, int y, char grade)
{
	const char *at = strchr(grades, grade);

	if (!at || !grade)
		return;
	at_point(d, x, y,
		 markup(d->arena, outlines[at - grades],
			MARKUP(" fill-opacity=\".18\" stroke-width=\"2\" fill=\""),
			inks[ink_of_grade(grade)], MARKUP("\" stroke=\""), inks[ink_of_grade(grade)],
			MARKUP("\"/><text x=\"14\" text-anchor=\"middle\" font-weight=\"700\" y=\""),
			grade == 'F' ? MARKUP("23\">") : MARKUP("19\">"),
			arena_copy(d->arena, &grade, 1), MARKUP("</text>")));
}

void draw_indent(struct drawing *d, int x)
{
	draw(d, MARKUP("<svg overflow=\"visible\" x=\""), pixels(d, x), MARKUP("\">"));
}

void draw_back(struct drawing *d)
{
	draw(d, MARKUP("</svg>"));
}

void draw_slot(struct drawing *d, int x, int y, enum slot slot)
{
	static const struct markup shapes[] = {
		[SLOT_ANSWERED] = MARKUP_INIT("\" fill=\"var(--picture-main,#3f7fbf)\" "),
		[SLOT_TAKEN] = MARKUP_INIT(
			"\" fill=\"var(--picture-main,#3f7fbf)\" fill-opacity=\".3\" "),
		[SLOT_FREE] = MARKUP_INIT("\" fill=\"none\" stroke-dasharray=\"3 2\" "),
	};

	draw(d,
	     MARKUP("<rect rx=\"3\" width=\"16\" height=\"16\" stroke=\"var(--picture-main,#3f7fbf)\" x=\""),
	     pixels(d, x), MARKUP("\" y=\""), pixels(d, y), shapes[slot], MARKUP("/>"));
}
