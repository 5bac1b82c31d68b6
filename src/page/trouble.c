#include "page/trouble.h"

#include "page/shell.h"

static const struct kind {
	int status; /* 0: any other */
	const char *title;
	struct markup next;
} kinds[] = {
	{ 400, "This does not add up",
	  MARKUP_INIT("Go back, mend it, and try again; or begin <a href=\"/\">at the start</a>.") },
	{ 401, "Who are you?", MARKUP_INIT("<a href=\"/login\">Sign in</a>, and try again.") },
	{ 403, "Not yours to do", MARKUP_INIT("Go back <a href=\"/\">to the start</a>.") },
	{ 404, "Nothing here",
	  MARKUP_INIT(
		  "See <a href=\"/board\">what is open</a> or <a href=\"/feed\">what was won</a>.") },
	{ 429, "A little slower", MARKUP_INIT("Wait a moment, and try again.") },
	{ 503, "Too busy", MARKUP_INIT("Wait a moment, and load this page again.") },
	{ 0, "This did not work",
	  MARKUP_INIT("Try again in a while, or begin <a href=\"/\">at the start</a>.") },
};

static const struct kind *kind_of(int status)
{
	const struct kind *kind = kinds;

	while (kind->status && kind->status != status)
		kind++;
	return kind;
}

struct markup trouble_page(struct arena *arena, int status, const char *why, const char *request_id)
{
	const struct kind *kind = kind_of(status);
	struct markup body = markup(
		arena, MARKUP("<div class=\"notice\">\n<p class=\"code\">"),
		arena_printf(arena, "%d", status), MARKUP("</p>\n<h1>"), kind->title,
		MARKUP("</h1>\n<p class=\"lead\">"), why, MARKUP("</p>\n<p>"), kind->next,
		MARKUP("</p>\n<p class=\"soft\">If it stays like this, tell whoever runs this place the "
		       "number of your request: <code>"),
		request_id, MARKUP("</code></p>\n</div>\n"));

	/* It may be the page of a drop that only its sender sees: the module draws it then. */
	return shell_page(arena, &(struct shell){ .title = kind->title, .is_app = true }, body);
}
