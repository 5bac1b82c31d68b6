/* cancel: now, or as soon as nobody is at work on it. */
#include "cli/api.h"
#include "cli/command.h"
#include "cli/show.h"

enum ending command_cancel(struct cli *cli)
{
	struct json_object *job;
	const char *id;

	TRY(cli_id(cli, 0, &id));
	TRY(api_post(cli, &job, NULL, arena_printf(cli->arena, "/api/jobs/%s/cancel", id)));
	if (cli->flags.json)
		return show_json(cli, job, NULL);
	show_line(cli,
		  part_is(job, "status", "cancelled")
			  ? "cancelled %s"
			  : "%s will be cancelled if nobody answers any more",
		  id);
	return END_WELL;
}
