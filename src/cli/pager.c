#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t pager;

static const char *chosen(void)
{
	const char *own = getenv("CLORP_PAGER"), *usual = getenv("PAGER");

	if (own)
		return own;
	return usual ? usual : "less";
}

/* In the child: its input is our output. A pager may have words of its own, so a shell reads it. */
static void become(int input, const char *command)
{
	(void)dup2(input, STDIN_FILENO);
	(void)close(input);
	/* Colours pass, a page that fits is printed, nothing is cleared; unless the user says otherwise. */
	(void)setenv("LESS", "FRX", 0);
	(void)execlp("sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

void pager_open(struct cli *cli, int lines)
{
	int ends[2];
	const char *command = chosen();

	if (!cli->screen.is_terminal || cli->flags.no_pager || cli->flags.plain || !*command ||
	    strcmp(command, "cat") == 0 || lines < cli->screen.height || pager > 0)
		return;
	(void)fflush(stdout);
	if (pipe(ends))
		return;
	pager = fork();
	if (pager == 0) {
		(void)close(ends[1]);
		become(ends[0], command);
	}
	if (pager > 0) {
		(void)dup2(ends[1], STDOUT_FILENO);
		/* Who leaves the pager early has seen enough. */
		(void)signal(SIGPIPE, SIG_IGN);
	}
	(void)close(ends[0]);
	(void)close(ends[1]);
}

void pager_close(void)
{
	if (pager <= 0)
		return;
	(void)fflush(stdout);
	clearerr(stdout);
	/* Standard error in its place: what is printed after this is for the terminal again. */
	(void)dup2(STDERR_FILENO, STDOUT_FILENO);
	while (waitpid(pager, NULL, 0) < 0 && errno == EINTR)
		;
	pager = 0;
}

int pager_lines(const char *text)
{
	int lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}
