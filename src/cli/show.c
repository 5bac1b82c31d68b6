#include "cli/show.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/markdown.h"
#include "cli/phrase.h"

/* ------------------------------------------------------------ JSON */

static const char *names_of(struct arena *arena, struct json_object *row)
{
	struct text out = text_start(arena, 256);

	json_object_object_foreach(row, name, value)
	{
		(void)value;
		if (out.length)
			text_add_string(&out, ", ");
		text_add_string(&out, name);
	}
	return out.bytes;
}

static enum ending pick(struct cli *cli, struct json_object *row, struct json_object **out)
{
	struct json_object *picked = part_object(cli->arena);
	const char *at = cli->flags.fields;

	while (*at) {
		size_t length = strcspn(at, ",");
		const char *name = arena_copy(cli->arena, at, length);
		struct json_object *value = NULL;

		if (!json_object_is_type(row, json_type_object))
			return refuse(END_AWAY, "bad_answer", "the server's rows have no fields");
		if (!json_object_object_get_ex(row, name, &value))
			return refuse(END_MISUSED, "no_field", "there is no field %s; there are %s",
				      name, names_of(cli->arena, row));
		json_object_object_add(picked, name, json_object_get(value));
		at += length + (at[length] == ',');
	}
	*out = picked;
	return END_WELL;
}

static enum ending pick_rows(struct cli *cli, struct json_object *list)
{
	for (size_t i = 0; i < part_count(list); i++) {
		struct json_object *row;

		TRY(pick(cli, part_at(list, i), &row));
		json_object_array_put_idx(list, i, json_object_get(row));
	}
	return END_WELL;
}

enum ending show_json(struct cli *cli, struct json_object *object, const char *rows)
{
	struct json_object *list = rows && *rows ? part_of(object, rows) : object;

	if (cli->flags.fields && json_object_is_type(list, json_type_array))
		TRY(pick_rows(cli, list));
	else if (cli->flags.fields && !rows)
		TRY(pick(cli, object, &object));
	(void)printf("%s\n", part_print(cli->arena, object, cli->screen.is_terminal));
	return END_WELL;
}

/* ------------------------------------------------------------ rows */

void card_add(struct card *card, const char *cell)
{
	if (card->count < CARD_CELLS_MOST)
		card->cells[card->count++] = cell ? cell : "-";
}

const char *card_time(struct cli *cli, struct json_object *row, const char *name)
{
	if (!cli->screen.is_terminal)
		return part_text_or(row, name, "-");
	return phrase_when(cli->arena, part_time(row, name), cli_now(cli));
}

const char *card_price(struct cli *cli, int64_t cents)
{
	if (!cli->screen.is_terminal)
		return arena_printf(cli->arena, "%lld", (long long)cents);
	return phrase_price(cli->arena, cents);
}

static const char *line_of(struct cli *cli, const char *text)
{
	return screen_text(cli->arena, &cli->screen, screen_line(cli->arena, text));
}

static void show_row(struct cli *cli, const struct card *card)
{
	(void)printf("%s", line_of(cli, card->id));
	for (int i = 0; i < card->count; i++)
		(void)printf("\t%s", line_of(cli, card->cells[i]));
	(void)printf("\t%s\n", line_of(cli, card->title));
}

/* The title, and below it the cells and the id, which moves to a line of its own where there is no room. */
void show_card(struct cli *cli, const struct card *card)
{
	const struct screen *screen = &cli->screen;
	const char *between = screen->utf8 ? " \u00B7 " : " - ";
	struct text cells = text_start(cli->arena, 128);

	if (!screen->is_terminal) {
		show_row(cli, card);
		return;
	}
	for (int i = 0; i < card->count; i++) {
		text_add_string(&cells, i ? between : "");
		text_add_string(&cells, line_of(cli, card->cells[i]));
	}

	const char *line = screen_fit(cli->arena, screen, cells.bytes, screen->width - 2);
	const char *id = line_of(cli, card->id);
	bool fits = screen_width(line) + 4 + (int)strlen(id) <= screen->width;

	(void)printf("%s%s%s\n", screen_ink(screen, INK_BOLD),
		     screen_fit(cli->arena, screen, line_of(cli, card->title), screen->width),
		     screen_ink(screen, INK_OFF));
	(void)printf("  %s%s%s%s%s\n", line, fits ? "  " : "\n  ", screen_ink(screen, INK_DIM), id,
		     screen_ink(screen, INK_OFF));
}

/* ------------------------------------------------------------ lines */

void show_field(struct cli *cli, const char *name, const char *value)
{
	const struct screen *screen = &cli->screen;

	if (!value)
		return;
	if (!screen->is_terminal)
		(void)printf("%s\t%s\n", name, line_of(cli, value));
	else
		show_behind(cli, arena_printf(cli->arena, "%-12s ", name), INK_DIM, value);
}

void show_behind(struct cli *cli, const char *label, enum ink ink, const char *text)
{
	const struct screen *screen = &cli->screen;
	int width = screen_width(label);
	const char *line = line_of(cli, text);

	/* Each line but the first stands below the text, not below the label. */
	if (screen->is_terminal)
		line = screen_wrap(cli->arena, line, screen->width,
				   arena_printf(cli->arena, "%*s", width, "")) +
		       width;
	(void)printf("%s%s%s%s\n", screen_ink(screen, ink), label, screen_ink(screen, INK_OFF),
		     line);
}

void show_line(struct cli *cli, const char *format, ...)
{
	char text[2048];
	va_list list;

	va_start(list, format);
	(void)vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	(void)printf("%s\n", screen_safe(cli->arena, text));
}

void show_text(struct cli *cli, const char *text)
{
	const char *safe = screen_text(cli->arena, &cli->screen, text);

	if (cli->screen.is_terminal)
		safe = markdown_shown(cli->arena, &cli->screen, safe);
	(void)printf("%s%s", safe, *safe && safe[strlen(safe) - 1] == '\n' ? "" : "\n");
}

enum ink show_ink(const char *grade)
{
	static const struct {
		char grade;
		enum ink ink;
	} inks[] = { { 'S', INK_GOLD }, { 'A', INK_GOOD }, { 'B', INK_BLUE }, { 'F', INK_BAD } };

	for (int i = 0; i < COUNT(inks) && grade; i++)
		if (inks[i].grade == *grade)
			return inks[i].ink;
	return INK_BOLD;
}
