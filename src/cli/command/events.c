/* events: what happened to what is one's own, once or as it comes. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/inbox.h"
#include "cli/list.h"
#include "cli/show.h"

/* What an event is about, in a line. */
static const char *about(struct cli *cli, struct json_object *event)
{
	struct json_object *data = part_of(event, "data");
	const char *title = part_text(data, "title");

	return title ? title : data ? part_print(cli->arena, data, false) : "-";
}

static void show_row(struct cli *cli, struct json_object *event)
{
	struct json_object *data = part_of(event, "data");
	struct card card = { .id = part_text_or(data, "job_id", part_text_or(event, "id", "-")),
			     .title = about(cli, event) };

	card_add(&card, part_text(event, "type"));
	card_add(&card, part_text(data, "grade"));
	card_add(&card, card_time(cli, event, "created_at"));
	show_card(cli, &card);
}

static enum ending take(struct cli *cli, struct json_object *event, void *unused)
{
	(void)unused;
	if (cli->flags.json)
		(void)printf("%s\n", part_print(cli->arena, event, false));
	else
		show_row(cli, event);
	/* Whoever reads it has left: that is how a pipe is ended. */
	return fflush(stdout) ? refuse(END_FAILED, "not_written", "standard output is closed")
			      : END_WELL;
}

enum ending command_events(struct cli *cli)
{
	static const struct list events = {
		.path = "/api/events",
		.rows = "events",
		.filters = "type",
		.show = show_row,
		.none = "nothing happened since",
	};
	struct inbox inbox;

	if (!cli->flags.follow)
		return list_run(cli, &events);
	TRY(inbox_open(cli, &inbox));
	return inbox_follow(cli, &inbox, take, NULL);
}
