/* download: a file's bytes, as they come, into a file or a pipe; never onto a terminal. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/api.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/wire.h"

static enum ending fetch(struct cli *cli, FILE *to)
{
	return api_download(cli,
			    arena_printf(cli->arena, "/api/files/%s",
					 wire_escape(cli->arena, cli->words[0])),
			    to);
}

/* Half a file is none: it takes its name when it is whole. */
static enum ending fetch_into(struct cli *cli, const char *path)
{
	const char *beside = arena_printf(cli->arena, "%s.part", path);
	FILE *file = fopen(beside, "wbe");

	if (!file)
		return refuse(END_FAILED, "not_written", "%s: %s", beside, strerror(errno));
	enum ending end = fetch(cli, file);
	bool written = fclose(file) == 0;

	if (!end && (!written || rename(beside, path)))
		end = refuse(END_FAILED, "not_written", "%s: %s", path, strerror(errno));
	if (end)
		(void)unlink(beside);
	return end;
}

enum ending command_download(struct cli *cli)
{
	struct json_object *answer = part_object(cli->arena);
	const char *path = cli->flags.output;

	if (!path && (cli->screen.is_terminal || cli->flags.json))
		return refuse(END_MISUSED, "usage", "say where it goes: --output FILE");
	if (!path)
		return fetch(cli, stdout);
	TRY(fetch_into(cli, path));
	part_set(answer, "output", path);
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	cli_tell(cli, "%s is there", path);
	return END_WELL;
}
