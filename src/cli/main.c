/* clorp: the client. Data on standard output, everything else on standard error. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/pager.h"
#include "cli/part.h"
#include "cli/wire.h"

static const struct command no_command = { "", "", 0, 0, "version", "", command_help, "" };

static void complain_in_json(struct cli *cli, const struct complaint *note)
{
	struct json_object *o = part_object(cli->arena);

	if (note->object) {
		(void)fprintf(stderr, "%s\n", note->object);
		return;
	}
	part_set(o, "error", note->text);
	part_set(o, "code", note->code);
	(void)fprintf(stderr, "%s\n", part_print(cli->arena, o, false));
}

static void complain(struct cli *cli)
{
	const struct complaint *note = complaint_note();

	if (!*note->code)
		return;
	if (cli->flags.json) {
		complain_in_json(cli, note);
		return;
	}
	(void)fprintf(stderr, "clorp: %s\n", screen_safe(cli->arena, note->text));
	if (*note->hint)
		(void)fprintf(stderr, "clorp: try: %s\n", screen_safe(cli->arena, note->hint));
}

static enum ending check_words(const struct cli *cli)
{
	const struct command *command = cli->command;

	if (cli->count >= command->least && cli->count <= command->most)
		return END_WELL;
	return refuse(END_MISUSED, "usage", "usage: %s", command_synopsis(cli->arena, command));
}

/* Whatever stands before the command are flags of all; what follows it, its own too. */
static enum ending read_words(struct cli *cli, int argc, char **argv)
{
	int first, taken;

	TRY(flag_read(argc, argv, no_command.flags, true, &cli->flags, &first));
	if (first == argc || cli->flags.version)
		return END_WELL;
	cli->command = command_find(argv + first, argc - first, &taken);
	if (!cli->command) {
		cli->command = &no_command;
		return refuse(END_MISUSED, "no_command", "there is no command %s: see clorp help",
			      argv[first]);
	}
	/* getopt passes the first word by, as a program's name. */
	char **rest = argv + first + taken - 1;
	int count = argc - first - taken + 1;

	TRY(flag_read(count, rest, cli->command->flags, false, &cli->flags, &first));
	cli->words = rest + first;
	cli->count = count - first;
	return cli->flags.help ? END_WELL : check_words(cli);
}

/* What is wrong with the words is told in JSON, too, whatever stands before --json. */
static bool wants_json(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--json") == 0 || strncmp(argv[i], "--json=", 7) == 0)
			return true;
	return false;
}

static enum ending run(struct cli *cli, int argc, char **argv)
{
	enum ending end = read_words(cli, argc, argv);

	cli->screen = screen_open(cli->flags.plain || cli->flags.json);
	cli->flags.json |= end && wants_json(argc, argv);
	TRY(end);
	if (cli->flags.version) {
		(void)puts("clorp " PACKAGE_VERSION);
		return END_WELL;
	}
	if (cli->flags.help)
		return command_help(cli);
	if (strcmp(cli->command->scope, "-") != 0)
		TRY(context_choose(cli->lasting, &cli->flags, &cli->context));
	return cli->command->run(cli);
}

int main(int argc, char **argv)
{
	struct cli cli = { .arena = arena_create(),
			   .lasting = arena_create(),
			   .command = &no_command };

	(void)setlocale(LC_ALL, "");
	enum ending end = run(&cli, argc, argv);

	pager_close();
	/* What was printed and is not there is no success. */
	if (fflush(stdout) && end == END_WELL)
		end = refuse(END_FAILED, "not_written", "standard output cannot be written");
	if (end)
		complain(&cli);
	wire_done();
	arena_free(cli.arena);
	arena_free(cli.lasting);
	return (int)end;
}
