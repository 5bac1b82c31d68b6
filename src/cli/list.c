#include "cli/list.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/show.h"

enum { WATCH_SECONDS = 2 };

struct json_object *list_rows(struct json_object *answer, const char *rows)
{
	struct json_object *list = *rows ? part_of(answer, rows) : answer;

	return json_object_is_type(list, json_type_array) ? list : NULL;
}

static const char *number(struct cli *cli, const struct given *given)
{
	return given->known ? arena_printf(cli->arena, "%lld", (long long)given->number) : NULL;
}

static const char *query(struct cli *cli, const struct list *list)
{
	const struct flags *f = &cli->flags;
	const struct {
		const char *flag, *name, *value;
	} filters[] = {
		{ "pack", "pack", f->pack },
		{ "min-price", "min_price_cents", number(cli, &f->min_price) },
		{ "grade", "grade", f->grade },
		{ "status", "status", f->status },
		{ "type", "type", f->type },
	};
	const char *pairs[COUNT(filters) + 2][2] = { { "limit", number(cli, &f->limit) } };
	int count = 1;

	for (int i = 0; i < COUNT(filters); i++)
		if (strstr(list->filters, filters[i].flag)) {
			pairs[count][0] = filters[i].name;
			pairs[count++][1] = filters[i].value;
		}
	pairs[count][0] = strcmp(list->rows, "events") == 0 ? "after" : "cursor";
	pairs[count++][1] = f->after;
	return api_query(cli->arena, count, pairs);
}

static enum ending ask(struct cli *cli, const struct list *list, struct json_object **out)
{
	return api_get(cli, out, arena_printf(cli->arena, "%s%s", list->path, query(cli, list)));
}

static void show_rows(struct cli *cli, const struct list *list, struct json_object *answer)
{
	struct json_object *rows = list_rows(answer, list->rows);
	size_t count = part_count(rows);

	for (size_t i = 0; i < count; i++)
		list->show(cli, part_at(rows, i));
	if (count == 0)
		cli_tell(cli, "%s", list->none);
}

enum ending list_run(struct cli *cli, const struct list *list)
{
	struct json_object *answer;

	TRY(ask(cli, list, &answer));
	if (cli->flags.json)
		return show_json(cli, answer, list->rows);
	show_rows(cli, list, answer);
	if (part_text(answer, "next_cursor"))
		cli_tell(cli, "more: --after %s",
			 screen_line(cli->arena, part_text(answer, "next_cursor")));
	return END_WELL;
}

/* A server that is away for a while is no reason to end. */
enum ending list_watch(struct cli *cli, const struct list *list)
{
	if (!cli->screen.motion || cli->flags.json)
		return refuse(END_MISUSED, "no_terminal", "--watch draws on a terminal");
	for (;;) {
		struct arena_mark mark = arena_mark(cli->arena);
		struct json_object *answer;
		enum ending end = ask(cli, list, &answer);

		if (end && end != END_AWAY)
			return end;
		(void)fputs("\033[H\033[2J", stdout);
		if (end)
			cli_tell(cli, "the server is away");
		else
			show_rows(cli, list, answer);
		(void)fflush(stdout);
		arena_rewind(cli->arena, mark);
		(void)sleep(WATCH_SECONDS);
	}
}
