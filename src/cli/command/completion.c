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

/* ------------------------------------------------------------ bash, zsh */

static bool is_below(const char *name, const char *above)
{
	size_t length = strlen(above);

	return strncmp(name, above, length) == 0 && name[length] == ' ';
}

/* A row's case: its flags, and the words that may follow it. */
static void print_case(const struct command *command)
{
	(void)printf("\t'%s') list='", command->name);
	print_flag_words(command->flags);
	for (int i = 0; i < command_count; i++)
		if (is_below(commands[i].name, command->name))
			(void)printf(" %s", second_of(&commands[i]));
	(void)printf("' ;;\n");
}

static void print_cases(bool with_second)
{
	for (int i = 0; i < command_count; i++)
		if ((second_of(&commands[i]) != NULL) == with_second)
			print_case(&commands[i]);
}

/* In words that both shells read: from $first, $second, $before and $at to $list. */
static void print_choice(void)
{
	(void)printf("\tcase \"$first $second\" in\n");
	print_cases(true);
	(void)printf("\t*) case $first in\n");
	print_cases(false);
	(void)printf("\tesac ;;\n\tesac\n\tif [ \"$at\" -le 1 ]; then list='");
	for (int i = 0; i < command_count; i++)
		if (!second_of(&commands[i]))
			(void)printf("%s ", commands[i].name);
	(void)printf("'; fi\n\tcase $before in\n");
	for (int i = 0; i < flag_count; i++)
		if (*flag_table[i].choices)
			(void)printf("\t--%s) list='%s' ;;\n", flag_table[i].name,
				     flag_table[i].choices);
}

static void print_bash(void)
{
	(void)puts(
		"# bash completion of clorp\n_clorp() {\n"
		"\tlocal first=${COMP_WORDS[1]} second=${COMP_WORDS[2]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
		"\tlocal at=$COMP_CWORD list=''\n\tCOMPREPLY=()");
	print_choice();
	(void)puts(
		"\t--file|-f|--attach|-a|--output|-o) compopt -o default 2>/dev/null; return ;;\n\tesac\n"
		"\tCOMPREPLY=($(compgen -W \"$list\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
		"complete -F _clorp clorp");
}

static void print_zsh(void)
{
	(void)puts("#compdef clorp\n_clorp() {\n"
		   "\tlocal first=${words[2]} second=${words[3]} before=${words[CURRENT-1]}\n"
		   "\tlocal at=$((CURRENT - 1)) list=''");
	print_choice();
	(void)puts(
		"\t--file|-f|--attach|-a|--output|-o) _files; return ;;\n\tesac\n"
		"\tcompadd -- ${=list}\n}\n"
		"if [ \"$funcstack[1]\" = _clorp ]; then _clorp \"$@\"; else compdef _clorp clorp; fi");
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
