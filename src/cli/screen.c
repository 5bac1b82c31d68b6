#include "cli/screen.h"

#include <langinfo.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unilbrk.h>
#include <unistd.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/text.h"

enum { WIDTH_DEFAULT = 80, HEIGHT_DEFAULT = 24, WIDTH_LEAST = 20 };

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return !term || !*term || strcmp(term, "dumb") == 0;
}

static void measure(struct screen *screen)
{
	struct winsize size = { .ws_col = 0 };

	if (screen->is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
		screen->width = size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
		screen->height = size.ws_row > 0 ? size.ws_row : HEIGHT_DEFAULT;
	}
}

struct screen screen_open(bool plain)
{
	struct screen screen = { .width = WIDTH_DEFAULT, .height = HEIGHT_DEFAULT };

	screen.is_terminal = isatty(STDOUT_FILENO);
	screen.asks = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	screen.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	screen.colour = screen.is_terminal && !plain && !is_set("NO_COLOR") && !is_dumb();
	screen.motion = screen.colour;
	measure(&screen);
	return screen;
}

const char *screen_ink(const struct screen *screen, enum ink ink)
{
	static const char *const inks[] = {
		[INK_OFF] = "\033[0m",	 [INK_BOLD] = "\033[1m",    [INK_DIM] = "\033[2m",
		[INK_GOOD] = "\033[32m", [INK_BAD] = "\033[31m",    [INK_GOLD] = "\033[1;33m",
		[INK_BLUE] = "\033[36m", [INK_VIOLET] = "\033[35m",
	};

	return screen->colour ? inks[ink] : "";
}

/* Controls, and what turns the direction of the text around it. */
static bool is_unsafe(ucs4_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x200E || c == 0x200F || c == 0x061C ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFFFD;
}

static void add_shown(struct text *out, struct arena *arena, ucs4_t c)
{
	if (c < 0x20 || c == 0x7F) {
		text_add_char(out, '^');
		text_add_char(out, c == 0x7F ? '?' : (char)('@' + c));
	} else {
		text_add_string(out, arena_printf(arena, "<U+%04X>", (unsigned)c));
	}
}

/* Walks the text; `keep` are the controls that stay as they are. What is not UTF-8 becomes U+FFFD. */
static char *walk(struct arena *arena, const char *text, const char *keep)
{
	const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
	struct text out = text_start(arena, strlen(text));

	while (at < end) {
		ucs4_t c;
		int length = u8_mbtouc(&c, at, (size_t)(end - at));

		if (c == '\r' && at + 1 < end && at[1] == '\n') {
			/* A line's end of another world. */
		} else if (is_unsafe(c) && !(c < 0x20 && strchr(keep, (int)c))) {
			add_shown(&out, arena, c);
		} else {
			text_add(&out, (const char *)at, (size_t)length);
		}
		at += length;
	}
	return out.bytes;
}

char *screen_safe(struct arena *arena, const char *text)
{
	return walk(arena, text, "\n\t");
}

char *screen_line(struct arena *arena, const char *text)
{
	char *line = walk(arena, text, "\n\t"), *to = line;

	for (const char *at = line; *at; at++) {
		bool blank = *at == '\n' || *at == '\t' || *at == ' ';

		if (!blank)
			*to++ = *at;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	}
	while (to > line && to[-1] == ' ')
		to--;
	*to = '\0';
	return line;
}

const char *screen_text(struct arena *arena, const struct screen *screen, const char *text)
{
	char *safe = screen_safe(arena, text), *to = safe;

	if (screen->utf8 || !screen->is_terminal)
		return safe;
	for (const char *at = safe; *at; at++) {
		unsigned char c = (unsigned char)*at;

		if (c < 0x80)
			*to++ = *at;
		else if (c >= 0xC0)
			*to++ = '?';
	}
	*to = '\0';
	return safe;
}

int screen_width(const char *text)
{
	return u8_strwidth((const uint8_t *)text, "UTF-8");
}

const char *screen_fit(struct arena *arena, const struct screen *screen, const char *text,
		       int columns)
{
	const uint8_t *start = (const uint8_t *)text, *at = start, *next;
	const char *dots = screen->utf8 ? "\u2026" : "~";
	int used = 0;
	ucs4_t c;

	if (screen_width(text) <= columns)
		return text;
	for (; (next = u8_next(&c, at)); at = next) {
		int width = uc_width(c, "UTF-8");

		if (used + (width > 0 ? width : 0) > columns - 1)
			break;
		used += width > 0 ? width : 0;
	}
	return arena_printf(arena, "%.*s%s", (int)(at - start), text, dots);
}

const char *screen_wrap(struct arena *arena, const char *text, int columns, const char *indent)
{
	size_t length = strlen(text);
	char *breaks = arena_alloc(arena, length + 1);
	struct text out = text_start(arena, length + length / 8);
	int room = columns - (int)strlen(indent);

	u8_width_linebreaks((const uint8_t *)text, length, room > 10 ? room : 10, 0, 0, NULL,
			    "UTF-8", breaks);
	text_add_string(&out, indent);
	for (size_t i = 0; i < length; i++) {
		bool must = breaks[i] == UC_BREAK_MANDATORY;

		if (must || breaks[i] == UC_BREAK_POSSIBLE) {
			while (out.length > 0 && out.bytes[out.length - 1] == ' ')
				out.bytes[--out.length] = '\0';
			text_add_char(&out, '\n');
			text_add_string(&out, indent);
		}
		if (!must || text[i] != '\n')
			text_add_char(&out, text[i]);
	}
	return out.bytes;
}
