/* help: the table, or a row of it with its flags. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/manual.h"

static void print_flags(struct cli *cli, const char *names)
{
	for (int i = 0; i < flag_count; i++) {
		const struct flag *flag = &flag_table[i];

		if (!flag_is_named(flag, names))
			continue;
		(void)printf("  %s--%s%s%s\n      %s\n",
			     flag->letter ? arena_printf(cli->arena, "-%c, ", flag->letter) : "    ",
			     flag->name, flag->value ? flag->kind == FLAG_FIELDS ? "[=" : " " : "",
			     flag->value ? flag->kind == FLAG_FIELDS
						   ? arena_printf(cli->arena, "%s]", flag->value)
						   : flag->value
					 : "",
			     flag->meaning);
	}
}

static void print_one(struct cli *cli, const struct command *command)
{
	(void)printf("%s\n\n%s\n", command_synopsis(cli->arena, command), command->meaning);
	if (strlen(command->scope) > 1)
		(void)printf("needs: %s\n", command->scope);
	if (*command->flags)
		(void)printf("\n");
	print_flags(cli, command->flags);
	(void)printf("\nTaken by every command:\n");
	print_flags(cli, flags_of_all);
}

static void print_all(void)
{
	(void)puts("usage: clorp COMMAND [ARGUMENT...] [--FLAG...]\n");
	for (int i = 0; i < command_count; i++)
		(void)printf("  %-16s %-14s %s\n", commands[i].name, commands[i].arguments,
			     commands[i].meaning);
	(void)puts(
		"\nclorp help COMMAND says more of one; clorp(1) says it all.\n"
		"Exit codes: 0 well, 1 failed, 2 wrong use, 3 the drop failed or was lost, 4 not signed in,\n"
		"5 payment needed, 6 timed out, 7 server away.");
}

static enum ending help_on(struct cli *cli)
{
	int taken;
	const struct command *command = command_find(cli->words, cli->count, &taken);

	if (strcmp(cli->words[0], "--manual") == 0 || strcmp(cli->words[0], "manual") == 0)
		return manual_print(cli);
	if (!command)
		return refuse(END_MISUSED, "no_command", "there is no command %s", cli->words[0]);
	print_one(cli, command);
	return END_WELL;
}

enum ending command_help(struct cli *cli)
{
	if (cli->command->run != command_help) {
		print_one(cli, cli->command);
		return END_WELL;
	}
	if (cli->count > 0)
		return help_on(cli);
	print_all();
	return END_WELL;
}
