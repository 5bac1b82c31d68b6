#include "cli/manual.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"

/* Words that scdoc would take for marks stay words. */
static const char *escaped(struct arena *arena, const char *text)
{
	struct text out = text_start(arena, strlen(text) + 8);

	for (; *text; text++) {
		if (strchr("*_\\[#", *text))
			text_add_char(&out, '\\');
		text_add_char(&out, *text);
	}
	return out.bytes;
}

/* A line of help as a sentence. */
static void print_sentence(struct cli *cli, const char *meaning)
{
	(void)printf("\t%c%s.", toupper((unsigned char)*meaning), escaped(cli->arena, meaning + 1));
}

static void print_command(struct cli *cli, const struct command *command)
{
	bool first = true;

	(void)printf("*%s*%s%s\n", command->name, *command->arguments ? " " : "",
		     escaped(cli->arena, command->arguments));
	print_sentence(cli, command->meaning);
	if (strlen(command->scope) > 1)
		(void)printf(" Needs _%s_.", command->scope);
	for (int i = 0; i < flag_count; i++) {
		if (!flag_is_named(&flag_table[i], command->flags))
			continue;
		(void)printf("%s*--%s*", first ? " Takes " : ", ", flag_table[i].name);
		first = false;
	}
	(void)printf("%s\n\n", first ? "" : ".");
}

static void print_flag(struct cli *cli, const struct flag *flag)
{
	if (flag->letter)
		(void)printf("*-%c*, ", flag->letter);
	(void)printf("*--%s*", flag->name);
	if (flag->value)
		(void)printf("%s_%s_%s", flag->kind == FLAG_FIELDS ? "\\[=" : " ", flag->value,
			     flag->kind == FLAG_FIELDS ? "\\]" : "");
	(void)printf("\n");
	print_sentence(cli, flag->meaning);
	(void)printf("\n\n");
}

enum ending manual_print(struct cli *cli)
{
	(void)printf("# COMMANDS\n\nWhat a command needs, its credential must have been given.\n\n");
	for (int i = 0; i < command_count; i++)
		print_command(cli, &commands[i]);
	(void)printf("# FLAGS\n\nTaken by every command:\n\n");
	for (int i = 0; i < flag_count; i++)
		if (flag_is_named(&flag_table[i], flags_of_all))
			print_flag(cli, &flag_table[i]);
	(void)printf("Taken where a command names them:\n\n");
	for (int i = 0; i < flag_count; i++)
		if (!flag_is_named(&flag_table[i], flags_of_all))
			print_flag(cli, &flag_table[i]);
	return END_WELL;
}
