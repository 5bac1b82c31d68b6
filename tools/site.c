/*
 * site page|document ADDRESS: what comes in, put into the shell. A page is the body of one of www/pages/; a
 * document is Markdown of ours. Each is called what its first heading says.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "html/markdown.h"
#include "page/shell.h"

static const char *read_input(struct arena *arena)
{
	struct text text = text_start(arena, 65536);
	char bytes[4096];
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), stdin)) > 0)
		text_add(&text, bytes, n);
	return text.bytes;
}

static const char *title(struct arena *arena, const char *body)
{
	const char *at = strstr(body, "<h1"), *from = at ? strchr(at, '>') : NULL;

	return from ? arena_copy(arena, from + 1, strcspn(from + 1, "<")) : NULL;
}

static struct markup document(struct arena *arena, const char *text)
{
	return markup(arena, MARKUP("<article class=\"prose document\">\n"),
		      markdown_of_ours(arena, text), MARKUP("</article>\n"));
}

static int print(struct arena *arena, const char *address, bool is_app, struct markup body)
{
	struct shell shell = { .title = title(arena, body.text), .here = address, .is_app = is_app };

	if (!shell.title) {
		(void)fprintf(stderr, "%s has no <h1>\n", address);
		return 1;
	}
	return fputs(shell_page(arena, &shell, body).text, stdout) < 0;
}

static int answer(struct arena *arena, int count, char **words)
{
	const char *text = count == 3 ? read_input(arena) : "";

	if (count == 3 && strcmp(words[1], "page") == 0)
		return print(arena, words[2], strcmp(words[2], "/error") != 0,
			     (struct markup){ text, strlen(text) });
	if (count == 3 && strcmp(words[1], "document") == 0)
		return print(arena, words[2], false, document(arena, text));
	(void)fputs("usage: site page|document ADDRESS\n", stderr);
	return 2;
}

int main(int count, char **words)
{
	struct arena *arena = arena_create();
	int status = answer(arena, count, words);

	arena_free(arena);
	return status;
}
