/* wait: until it is over. */
#include "cli/command.h"
#include "cli/follow.h"

enum ending command_wait(struct cli *cli)
{
	const char *id;

	TRY(cli_id(cli, 0, &id));
	return follow_to_the_end(cli, id);
}
