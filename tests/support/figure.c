#include "support/figure.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_all(const char *path, const char *text, size_t length)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	ck_assert_int_eq(fclose(file), 0);
}

/* Reads what is at the path, and writes what it sees into the other one. */
static int run_cells(const char *from, const char *to)
{
	const char *srcdir = getenv("srcdir");
	char program[300];
	int status = -1;
	pid_t child;

	(void)snprintf(program, sizeof(program), "%s/tests/support/figure-cells",
		       srcdir ? srcdir : ".");
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		if (freopen(from, "r", stdin) && freopen(to, "w", stdout))
			(void)execl(program, program, (char *)NULL);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return status;
}

static struct figure_seen read_lines(const char *path)
{
	struct figure_seen seen = { .count = 0 };
	FILE *file = fopen(path, "r");

	ck_assert_ptr_nonnull(file);
	while (seen.count < COUNT(seen.lines) &&
	       fgets(seen.lines[seen.count], sizeof(seen.lines[0]), file)) {
		seen.lines[seen.count][strcspn(seen.lines[seen.count], "\n")] = '\0';
		seen.count++;
	}
	ck_assert_int_eq(fclose(file), 0);
	return seen;
}

struct figure_seen figure_read(const char *text, size_t length)
{
	char from[] = "/tmp/clorp-figure.XXXXXX", to[] = "/tmp/clorp-cells.XXXXXX";
	int in = mkstemp(from), out = mkstemp(to);

	ck_assert_int_ge(in, 0);
	ck_assert_int_ge(out, 0);
	(void)close(in);
	(void)close(out);
	write_all(from, text, length);
	ck_assert_msg(run_cells(from, to) == 0, "no picture: %.*s", (int)length, text);

	struct figure_seen seen = read_lines(to);

	(void)unlink(from);
	(void)unlink(to);
	return seen;
}

bool figure_has(const struct figure_seen *seen, const char *line)
{
	for (int i = 0; i < seen->count; i++)
		if (strcmp(seen->lines[i], line) == 0)
			return true;
	return false;
}

int figure_count(const struct figure_seen *seen, const char *word)
{
	size_t length = strlen(word);
	int n = 0;

	for (int i = 0; i < seen->count; i++)
		n += strncmp(seen->lines[i], word, length) == 0 && seen->lines[i][length] == '\t';
	return n;
}

/* To look at: CLORP_PICTURES=folder keeps them. */
static void keep(struct markup figure, struct markup svg)
{
	const char *folder = getenv("CLORP_PICTURES");
	static int number;
	char path[300];

	if (!folder)
		return;
	number++;
	(void)snprintf(path, sizeof(path), "%s/%d-%d.html", folder, (int)getpid(), number);
	write_all(path, figure.text, figure.length);
	(void)snprintf(path, sizeof(path), "%s/%d-%d.svg", folder, (int)getpid(), number);
	write_all(path, svg.text, svg.length);
}

struct figure_seen figure_check(struct arena *arena, const struct picture *p)
{
	struct markup figure = picture_figure(arena, p), svg = picture_svg(arena, p);
	struct figure_seen shown = figure_read(svg.text, svg.length);
	struct figure_seen seen = figure_read(figure.text, figure.length);

	for (int i = 0; i < shown.count; i++)
		ck_assert_msg(seen.count == COUNT(seen.lines) || figure_has(&seen, shown.lines[i]),
			      "the page lacks %s", shown.lines[i]);
	keep(figure, svg);
	return seen;
}
