#include "cli/reveal.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/show.h"

enum { ROWS = 5, FRAMES = 24, FIRST_MS = 40, SLOWER_MS = 7 };

/* Drawn for a screen with a character set of its own; where it has none, # stands for a block. */
static const struct {
	char grade;
	const char *rows[ROWS];
} letters[] = {
	{ 'F', { "#######", "##     ", "#####  ", "##     ", "##     " } },
	{ 'D', { "###### ", "##   ##", "##   ##", "##   ##", "###### " } },
	{ 'C', { " ######", "##     ", "##     ", "##     ", " ######" } },
	{ 'B', { "###### ", "##   ##", "###### ", "##   ##", "###### " } },
	{ 'A', { " ##### ", "##   ##", "#######", "##   ##", "##   ##" } },
	{ 'S', { " ######", "##     ", " ##### ", "     ##", "###### " } },
};

static struct termios before;
static volatile sig_atomic_t is_raw;

/* Also from a signal's handler: only what is safe there. */
static void restore(void)
{
	static const char show_cursor[] = "\033[?25h\033[0m";

	if (!is_raw)
		return;
	is_raw = 0;
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
	(void)!write(STDOUT_FILENO, show_cursor, sizeof(show_cursor) - 1);
}

static void leave(int signal_number)
{
	restore();
	(void)signal(signal_number, SIG_DFL);
	(void)raise(signal_number);
}

/* Keys come one by one and unseen, while it lasts. */
static void prepare(void)
{
	struct termios raw;

	if (isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0) {
		raw = before;
		raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		is_raw = 1;
		(void)signal(SIGINT, leave);
		(void)signal(SIGTERM, leave);
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	}
	(void)fputs("\033[?25l", stdout);
}

static void finish(void)
{
	if (is_raw)
		(void)tcflush(STDIN_FILENO, TCIFLUSH);
	restore();
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGTERM, SIG_DFL);
	(void)fputs("\033[?25h", stdout);
	(void)fflush(stdout);
}

static void draw(struct cli *cli, int letter, enum ink ink)
{
	for (int row = 0; row < ROWS; row++) {
		(void)printf("\r\033[K    %s", screen_ink(&cli->screen, ink));
		for (const char *at = letters[letter].rows[row]; *at; at++)
			(void)fputs(*at == ' ' ? " " : cli->screen.utf8 ? "\u2588" : "#", stdout);
		(void)printf("%s\n", screen_ink(&cli->screen, INK_OFF));
	}
	(void)fflush(stdout);
}

static bool key_within(int ms)
{
	struct pollfd input = { STDIN_FILENO, POLLIN, 0 };

	return poll(&input, is_raw ? 1 : 0, ms) > 0;
}

static int index_of(const char *grade)
{
	for (int i = 0; i < COUNT(letters); i++)
		if (strlen(grade) == 1 && letters[i].grade == *grade)
			return i;
	return -1;
}

/* They turn ever slower: 24 frames of 40 to 200 ms, under three seconds in all. */
static void turn(struct cli *cli)
{
	for (int frame = 0; frame < FRAMES; frame++) {
		draw(cli, frame % COUNT(letters), INK_DIM);
		if (key_within(FIRST_MS + frame * SLOWER_MS))
			frame = FRAMES;
		(void)printf("\033[%dA", ROWS);
	}
}

void reveal_grade(struct cli *cli, const char *grade)
{
	int letter = grade ? index_of(grade) : -1;

	if (letter < 0 || !cli->screen.motion)
		return;
	prepare();
	(void)putchar('\n');
	turn(cli);
	draw(cli, letter, show_ink(grade));
	(void)putchar('\n');
	finish();
}
