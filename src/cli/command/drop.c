/* drop: a question for the arena. */
#include "cli/command.h"
#include "cli/post.h"

enum ending command_drop(struct cli *cli)
{
	return post_job(cli, "drop");
}
