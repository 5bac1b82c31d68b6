/*
 * site list WWW: the pages that nginx serves by itself. site page WWW NAME: one of them, whole. Each is a body
 * in WWW/pages/, which this puts into the shell.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "page/shell.h"

static bool is_page(const char *name)
{
	size_t length = strlen(name);

	return length > 5 && strcmp(name + length - 5, ".html") == 0;
}

static int list(struct arena *arena, const char *www)
{
	DIR *folder = opendir(arena_printf(arena, "%s/pages", www));

	if (!folder)
		return 1;
	for (struct dirent *entry; (entry = readdir(folder));)
		if (is_page(entry->d_name))
			printf("%.*s\n", (int)strlen(entry->d_name) - 5, entry->d_name);
	return closedir(folder);
}

/* The whole file, or NULL. */
static const char *read_file(struct arena *arena, const char *path)
{
	struct text text = text_start(arena, 4096);
	FILE *file = fopen(path, "r");
	char bytes[4096];
	size_t n;

	if (!file)
		return NULL;
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		text_add(&text, bytes, n);
	(void)fclose(file);
	return text.bytes;
}

/* What the page is called: what stands in its <h1>. */
static const char *title(struct arena *arena, const char *body)
{
	const char *at = strstr(body, "<h1"), *from = at ? strchr(at, '>') : NULL;

	return from ? arena_copy(arena, from + 1, strcspn(from + 1, "<")) : NULL;
}

static int page(struct arena *arena, const char *www, const char *name)
{
	const char *body = read_file(arena, arena_printf(arena, "%s/pages/%s.html", www, name));
	const char *own = body ? title(arena, body) : NULL;
	struct shell shell = { .title = own,
			       .here = arena_printf(arena, "/%s", name),
			       .is_app = strcmp(name, "error") != 0 };

	if (!own) {
		(void)fprintf(stderr, "%s: there is no such page, or it has no <h1>\n", name);
		return 1;
	}
	return fputs(shell_page(arena, &shell, (struct markup){ body, strlen(body) }).text,
		     stdout) < 0;
}

int main(int count, char **words)
{
	struct arena *arena = arena_create();

	if (count == 3 && strcmp(words[1], "list") == 0)
		return list(arena, words[2]);
	if (count == 4 && strcmp(words[1], "page") == 0)
		return page(arena, words[2], words[3]);
	(void)fputs("usage: site list WWW, or site page WWW NAME\n", stderr);
	return 2;
}
