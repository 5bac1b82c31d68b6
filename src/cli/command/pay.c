/* pay: for a job that waits for its money. */
#include "cli/api.h"
#include "cli/command.h"
#include "cli/show.h"

enum ending command_pay(struct cli *cli)
{
	struct json_object *job;
	const char *id;

	TRY(cli_id(cli, 0, &id));
	TRY(api_post(cli, &job, NULL, arena_printf(cli->arena, "/api/jobs/%s/pay", id)));
	if (cli->flags.json)
		return show_json(cli, job, NULL);
	show_line(cli, "paid for %s", id);
	return END_WELL;
}
