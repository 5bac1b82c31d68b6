/* completion: what a shell needs to complete our words, made from the tables. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"

/* A command's second word, or NULL. */
static const char *second_of(const struct command *command)
{
	const char *space = strchr(command->name, ' ');

	return space ? space + 1 : NULL;
}

static void print_flag_words(const char *names)
{
	for (int i = 0; i < flag_count; i++)
		if (flag_is_named(&flag_table[i], names) ||
		    flag_is_named(&flag_table[i], flags_of_all))
			(void)printf(" --%s", flag_table[i].name);
}

/* ------------------------------------------------------------ bash */

static void print_bash_rows(void)
{
	for (int i = 0; i < command_count; i++) {
		(void)printf("\t'%s') words='", commands[i].name);
		print_flag_words(commands[i].flags);
		for (int k = 0; k < command_count && !second_of(&commands[i]); k++)
			if (second_of(&commands[k]) &&
			    strncmp(commands[k].name, commands[i].name, strlen(commands[i].name)) ==
				    0 &&
			    commands[k].name[strlen(commands[i].name)] == ' ')
				(void)printf(" %s", second_of(&commands[k]));
		(void)printf("' ;;\n");
	}
}

static void print_bash_values(void)
{
	for (int i = 0; i < flag_count; i++)
		if (*flag_table[i].choices)
			(void)printf("\t--%s) COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n",
				     flag_table[i].name, flag_table[i].choices);
}

static void print_bash(void)
{
	(void)puts(
		"# bash completion of clorp\n_clorp() {\n"
		"\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=''\n"
		"\tcase $before in");
	print_bash_values();
	(void)puts(
		"\t--file|-f|--attach|-a|--output|-o) compopt -o default; COMPREPLY=(); return ;;\n\tesac\n"
		"\tcase \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in");
	for (int i = 0; i < command_count; i++)
		if (second_of(&commands[i])) {
			(void)printf("\t'%s') words='", commands[i].name);
			print_flag_words(commands[i].flags);
			(void)printf("' ;;\n");
		}
	(void)puts("\t*) case ${COMP_WORDS[1]} in");
	print_bash_rows();
	(void)puts("\tesac ;;\n\tesac\n\t[ \"$COMP_CWORD\" -gt 1 ] || words='");
	for (int i = 0; i < command_count; i++)
		if (!second_of(&commands[i]))
			(void)printf("%s ", commands[i].name);
	(void)puts(
		"'\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\ncomplete -F _clorp clorp");
}

/* ------------------------------------------------------------ zsh */

/* bash's function serves zsh too, by its own means of reading it. */
static void print_zsh(void)
{
	(void)puts("#compdef clorp\nautoload -U +X bashcompinit && bashcompinit");
	print_bash();
}

/* ------------------------------------------------------------ fish */

static void print_fish_flag(const char *condition, const struct flag *flag)
{
	(void)printf("complete -c clorp -n '%s' -l %s", condition, flag->name);
	if (flag->letter)
		(void)printf(" -s %c", flag->letter);
	if (flag->value && flag->kind != FLAG_FIELDS)
		(void)printf(" -r");
	if (*flag->choices)
		(void)printf(" -xa '%s'", flag->choices);
	(void)printf(" -d \"%s\"\n", flag->kind == FLAG_PRICE ? "a price" : flag->meaning);
}

static void print_fish(void)
{
	(void)puts("# fish completion of clorp\ncomplete -c clorp -f");
	for (int i = 0; i < command_count; i++) {
		const char *second = second_of(&commands[i]);
		int first = (int)strcspn(commands[i].name, " ");

		if (second)
			(void)printf(
				"complete -c clorp -n '__fish_seen_subcommand_from %.*s' -a %s -d \"%s\"\n",
				first, commands[i].name, second, commands[i].meaning);
		else
			(void)printf("complete -c clorp -n __fish_use_subcommand -a %s -d \"%s\"\n",
				     commands[i].name, commands[i].meaning);
	}
	for (int i = 0; i < command_count; i++)
		for (int k = 0; k < flag_count; k++)
			if (flag_is_named(&flag_table[k], commands[i].flags)) {
				char condition[80];

				(void)snprintf(condition, sizeof(condition),
					       "__fish_seen_subcommand_from %.*s",
					       (int)strcspn(commands[i].name, " "),
					       commands[i].name);
				print_fish_flag(condition, &flag_table[k]);
			}
	for (int k = 0; k < flag_count; k++)
		if (flag_is_named(&flag_table[k], flags_of_all))
			print_fish_flag("true", &flag_table[k]);
}

enum ending command_completion(struct cli *cli)
{
	static const struct {
		const char *shell;
		void (*print)(void);
	} shells[] = { { "bash", print_bash }, { "zsh", print_zsh }, { "fish", print_fish } };

	for (int i = 0; i < COUNT(shells); i++)
		if (strcmp(shells[i].shell, cli->words[0]) == 0) {
			shells[i].print();
			return END_WELL;
		}
	return refuse(END_MISUSED, "no_shell", "SHELL is bash, zsh or fish");
}
