#include "page/answer.h"

#include "html/markdown.h"
#include "page/board.h"
#include "page/shell.h"

static struct markup reveal(struct arena *arena, const struct job *job)
{
	return markup(arena, MARKUP("<section class=\"reveal\" aria-label=\"Its grade\">\n"),
		      grade_badge(arena, job->grade),
		      MARKUP("<div>\n<p class=\"rationale\" dir=\"auto\">"),
		      job->grade_rationale ? job->grade_rationale : "",
		      MARKUP("</p>\n</div>\n</section>\n"));
}

struct markup answer_page(struct arena *arena, const struct job *job)
{
	const struct shell shell = { .title = "The winning answer" };

	return shell_page(
		arena, &shell,
		markup(arena, MARKUP("<article class=\"drop\">\n<p class=\"kicker\">"), job->pack,
		       MARKUP("</p>\n<h1>The winning answer</h1>\n<p class=\"lead\" dir=\"auto\">"),
		       job->title, MARKUP("</p>\n"), reveal(arena, job),
		       MARKUP("<div class=\"prose answer\" dir=\"auto\">\n"),
		       markdown_of_strangers(arena, job->output_text),
		       MARKUP("</div>\n<p><a href=\"/drops/"), job->id.text,
		       MARKUP("\">To the drop, with its files and the field</a></p>\n</article>\n")));
}
