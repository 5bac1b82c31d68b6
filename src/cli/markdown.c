#include "cli/markdown.h"

#include <string.h>

#include "base/text.h"

enum { COLUMNS_MOST = 100 };

struct shown {
	struct arena *arena;
	const struct screen *screen;
	struct text out;
	bool is_code; /* between fences */
};

static void add_inked(struct shown *shown, enum ink ink, const char *text)
{
	text_add_string(&shown->out, screen_ink(shown->screen, ink));
	text_add_string(&shown->out, text);
	text_add_string(&shown->out, screen_ink(shown->screen, INK_OFF));
	text_add_char(&shown->out, '\n');
}

/* What is `**strong**` loses its marks where ink says the same; a lone mark stays. */
static const char *with_strong(struct shown *shown, const char *line)
{
	struct text out = text_start(shown->arena, strlen(line) + 32);
	const char *open, *close;

	while (*screen_ink(shown->screen, INK_BOLD) && (open = strstr(line, "**")) &&
	       (close = strstr(open + 2, "**")) && close > open + 2) {
		text_add(&out, line, (size_t)(open - line));
		text_add_string(&out, screen_ink(shown->screen, INK_BOLD));
		text_add(&out, open + 2, (size_t)(close - open - 2));
		text_add_string(&out, screen_ink(shown->screen, INK_OFF));
		line = close + 2;
	}
	text_add_string(&out, line);
	return out.bytes;
}

static void add_paragraph(struct shown *shown, const char *line)
{
	int columns = shown->screen->width < COLUMNS_MOST ? shown->screen->width : COLUMNS_MOST;
	size_t indent = strspn(line, " ");
	const char *margin = arena_copy(shown->arena, line, indent < 8 ? indent : 8);
	const char *wrapped = screen_wrap(shown->arena, line + indent, columns, margin);

	text_add_string(&shown->out, with_strong(shown, wrapped));
	text_add_char(&shown->out, '\n');
}

static bool is_heading(const char *line)
{
	size_t level = strspn(line, "#");

	return level > 0 && level <= 6 && line[level] == ' ';
}

static void add_line(struct shown *shown, const char *line)
{
	if (strncmp(line, "```", 3) == 0) {
		shown->is_code = !shown->is_code;
		add_inked(shown, INK_DIM, line);
	} else if (shown->is_code) {
		text_add_string(&shown->out, line);
		text_add_char(&shown->out, '\n');
	} else if (is_heading(line)) {
		add_inked(shown, INK_BOLD,
			  *screen_ink(shown->screen, INK_BOLD) ? line + strspn(line, "#") + 1
							       : line);
	} else {
		add_paragraph(shown, line);
	}
}

const char *markdown_shown(struct arena *arena, const struct screen *screen, const char *text)
{
	struct shown shown = { arena, screen, text_start(arena, strlen(text) * 2), false };

	while (*text) {
		size_t length = strcspn(text, "\n");

		add_line(&shown, arena_copy(arena, text, length));
		text += length + (text[length] == '\n');
	}
	return shown.out.bytes;
}
