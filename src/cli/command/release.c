/* release: a place given back. */
#include "cli/act.h"
#include "cli/command.h"
#include "cli/show.h"

enum ending command_release(struct cli *cli)
{
	struct json_object *answer;
	const char *id;

	TRY(act_find(cli, 0, &id));
	TRY(act_on(cli, id, "release", &answer));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, "released %s", id);
	return END_WELL;
}
