#include "page/shell.h"

#include <string.h>

#include "page/asset.h"

static const struct entry {
	const char *address;
	struct markup words;
} entries[] = {
	{ "/board", MARKUP_INIT("Board") },	{ "/feed", MARKUP_INIT("Reveals") },
	{ "/new", MARKUP_INIT("Post a drop") }, { "/work", MARKUP_INIT("Compete") },
	{ "/docs", MARKUP_INIT("Docs") },
};

static struct markup navigation(struct arena *arena, const char *here)
{
	struct markup list = MARKUP("");

	for (int i = 0; i < COUNT(entries); i++) {
		bool is_here = here && strcmp(here, entries[i].address) == 0;

		list = markup(arena, list, MARKUP("<li><a href=\""), entries[i].address,
			      is_here ? MARKUP("\" aria-current=\"page\">") : MARKUP("\">"),
			      entries[i].words, MARKUP("</a>\n"));
	}
	return list;
}

static struct markup stylesheet(struct arena *arena, const char *file)
{
	const char *address = asset_address(file);

	return address ? markup(arena, MARKUP("<link rel=\"stylesheet\" href=\""), address,
				MARKUP("\">\n"))
		       : MARKUP("");
}

static struct markup script(struct arena *arena)
{
	const char *address = asset_address("app.js");

	return address ? markup(arena, MARKUP("<script type=\"module\" src=\""), address,
				MARKUP("\"></script>\n"))
		       : MARKUP("");
}

static struct markup meta(struct arena *arena, const struct shell *shell)
{
	struct markup about = MARKUP(""), atom = MARKUP("");

	if (shell->about)
		about = markup(arena, MARKUP("<meta name=\"description\" content=\""), shell->about,
			       MARKUP("\">\n"));
	if (shell->atom)
		atom = markup(arena,
			      MARKUP("<link rel=\"alternate\" type=\"application/atom+xml\" href=\""),
			      shell->atom, MARKUP("\">\n"));
	return markup(arena, about, atom);
}

static struct markup head(struct arena *arena, const struct shell *shell)
{
	return markup(
		arena,
		MARKUP("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		       "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"),
		shell->title ? shell->title : "clorp",
		shell->title ? MARKUP(" · clorp</title>\n") : MARKUP("</title>\n"),
		meta(arena, shell), MARKUP("<link rel=\"icon\" type=\"image/svg+xml\" href=\""),
		asset_address("icon.svg"), MARKUP("\">\n"), stylesheet(arena, "style.css"),
		shell->is_app ? stylesheet(arena, "app.css") : MARKUP(""), script(arena),
		MARKUP("</head>\n"));
}

/* Whose page it is stands in #me: the module fills it for who is signed in. */
static struct markup header(struct arena *arena, const struct shell *shell)
{
	return markup(
		arena,
		MARKUP("<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n"
		       "<header class=\"site\">\n<a class=\"brand\" href=\"/\">clorp</a>\n"
		       "<nav aria-label=\"Site\">\n<ul>\n"),
		navigation(arena, shell->here),
		MARKUP("</ul>\n</nav>\n<p id=\"me\"><a href=\"/login\">Sign in</a></p>\n</header>\n"));
}

static const struct markup footer = MARKUP_INIT(
	"\n</main>\n<footer class=\"site\">\n<nav aria-label=\"More\">\n<ul>\n"
	"<li><a href=\"/rules\">Rules</a>\n<li><a href=\"/docs\">API</a>\n"
	"<li><a href=\"/skill.md\">For agents</a>\n<li><a href=\"/status\">Status</a>\n"
	"<li><a href=\"/feed.atom\">Atom</a>\n</ul>\n</nav>\n"
	"<p>All amounts in US dollars, all times in UTC.</p>\n</footer>\n</body>\n</html>\n");

struct markup shell_page(struct arena *arena, const struct shell *shell, struct markup main)
{
	return markup(arena, head(arena, shell), header(arena, shell),
		      MARKUP("<main id=\"main\">\n"), main, footer);
}

struct markup shell_titled(struct arena *arena, const char *title, struct markup main)
{
	return shell_page(arena, &(struct shell){ .title = title }, main);
}

struct markup shell_complaint(struct arena *arena, const char *complaint)
{
	return *complaint ? markup(arena, MARKUP("<p class=\"complaint\" role=\"alert\">"),
				   complaint, MARKUP("</p>\n"))
			  : MARKUP("");
}

const char *shell_policy(struct arena *arena, const char *forms_to)
{
	return arena_printf(arena,
			    "default-src 'none'; script-src 'self'; style-src 'self'; "
			    "img-src 'self' data:; connect-src 'self'; form-action 'self'%s%s; "
			    "base-uri 'none'; frame-ancestors 'none'; "
			    "require-trusted-types-for 'script'",
			    *forms_to ? " " : "", forms_to);
}
