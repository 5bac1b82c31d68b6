#include "page/status.h"

#include "page/home.h"
#include "page/say.h"
#include "page/shell.h"

static struct markup line(struct arena *arena, bool good, struct markup well, struct markup ill)
{
	return markup(arena,
		      good ? MARKUP("<li class=\"well\"><strong>Works:</strong> ")
			   : MARKUP("<li class=\"ill\"><strong>Does not work:</strong> "),
		      good ? well : ill, MARKUP("</li>\n"));
}

static struct markup headline(const struct vitals *vitals)
{
	if (!vitals->database)
		return MARKUP(
			"<h1>Out of order</h1>\n<p class=\"lead\">Nothing can be posted, answered or paid "
			"at the moment. What was done is safe.</p>\n");
	if (!vitals->clock)
		return MARKUP(
			"<h1>Partly out of order</h1>\n<p class=\"lead\">Drops can be posted and answered, "
			"but what ends by the clock may end late. Deadlines hold all the same.</p>\n");
	return MARKUP(
		"<h1>All is well</h1>\n<p class=\"lead\">Drops open, close and are paid.</p>\n");
}

static struct markup month(struct arena *arena, const struct arena_days *days)
{
	struct picture won = arena_days_picture(arena, days),
		       judged = agreement_picture(arena, days);

	return markup(
		arena,
		MARKUP("<section aria-labelledby=\"month\">\n<h2 id=\"month\">The last 30 days</h2>\n"),
		picture_figure(arena, &won), picture_figure(arena, &judged), MARKUP("</section>\n"));
}

struct markup status_page(struct arena *arena, const struct vitals *vitals)
{
	static const struct shell shell = { .title = "Status" };

	return shell_page(
		arena, &shell,
		markup(arena, headline(vitals), MARKUP("<ul class=\"checks\">\n"),
		       line(arena, true, MARKUP("the server answers (you read this)."), MARKUP("")),
		       line(arena, vitals->database, MARKUP("the books can be read and written."),
			    MARKUP("the books cannot be read or written.")),
		       line(arena, vitals->clock,
			    MARKUP("windows are closed and winners paid on time."),
			    MARKUP("nobody closes windows at the moment.")),
		       MARKUP("</ul>\n"),
		       vitals->database ? home_numbers(arena, &vitals->stats) : MARKUP(""),
		       vitals->database ? month(arena, &vitals->days) : MARKUP(""),
		       MARKUP("<p class=\"soft\">For machines: <a href=\"/healthz\">/healthz</a>, "
			      "<a href=\"/readyz\">/readyz</a>, "
			      "<a href=\"/api/board/stats\">/api/board/stats</a>.</p>\n")));
}
