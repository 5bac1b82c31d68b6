/* logs: what was done to a job. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/follow.h"
#include "cli/list.h"
#include "cli/show.h"

enum { LOOK_SECONDS = 2 };

static void show_row(struct cli *cli, struct json_object *row)
{
	if (!cli->screen.is_terminal)
		(void)printf("%s\t%s\t", part_text_or(row, "created_at", "-"),
			     screen_line(cli->arena, part_text_or(row, "type", "-")));
	else
		(void)printf("%s%-9s%s ", screen_ink(&cli->screen, INK_DIM),
			     screen_line(cli->arena, part_text_or(row, "type", "-")),
			     screen_ink(&cli->screen, INK_OFF));
	(void)printf("%s\n", screen_text(cli->arena, &cli->screen,
					 screen_line(cli->arena, part_text_or(row, "content", ""))));
}

/* What came since: the rows behind so many that were shown. */
static enum ending show_new(struct cli *cli, const char *path, size_t *shown)
{
	struct json_object *answer, *rows;

	TRY(api_get(cli, &answer, arena_printf(cli->arena, "%s?limit=100", path)));
	rows = list_rows(answer, "logs");
	for (; *shown < part_count(rows); ++*shown) {
		struct json_object *row = part_at(rows, *shown);

		if (cli->flags.json)
			(void)printf("%s\n", part_print(cli->arena, row, false));
		else
			show_row(cli, row);
	}
	(void)fflush(stdout);
	return END_WELL;
}

static enum ending follow(struct cli *cli, const char *id, const char *path)
{
	size_t shown = 0;

	for (;;) {
		struct arena_mark mark = arena_mark(cli->arena);
		struct json_object *job;

		TRY(api_get(cli, &job, arena_printf(cli->arena, "/api/jobs/%s", id)));
		TRY(show_new(cli, path, &shown));
		if (follow_is_over(job))
			return END_WELL;
		arena_rewind(cli->arena, mark);
		(void)sleep(LOOK_SECONDS);
	}
}

enum ending command_logs(struct cli *cli)
{
	struct list logs = {
		.rows = "logs", .filters = "", .show = show_row, .none = "nothing was done yet"
	};
	const char *id;

	TRY(cli_id(cli, 0, &id));
	logs.path = arena_printf(cli->lasting, "/api/jobs/%s/logs", id);
	return cli->flags.follow ? follow(cli, id, logs.path) : list_run(cli, &logs);
}
