#include "page/board.h"

#include <string.h>

#include "base/text.h"
#include "drop/pack.h"
#include "market/title.h"
#include "page/filter.h"
#include "page/say.h"
#include "page/shell.h"

enum { EXCERPT = 280 };

/* A list grows in one piece of memory, however long it gets. */
static void add(struct text *out, struct markup part)
{
	text_add(out, part.text, part.length);
}

static struct markup whole(const struct text *text)
{
	return (struct markup){ text->bytes, text->length };
}

struct markup grade_badge(struct arena *arena, const char *grade)
{
	if (!grade)
		return MARKUP("");
	return markup(arena, MARKUP("<span class=\"grade\" data-grade=\""), grade,
		      MARKUP("\"><span class=\"unseen\">Grade </span>"), grade, MARKUP("</span>"));
}

struct markup place_marks(struct arena *arena, int64_t taken, int64_t most)
{
	struct text marks = text_start(arena, 64);

	for (int64_t i = 0; i < most && i < 20; i++)
		text_add_string(&marks, i < taken ? "●" : "○");
	return markup(arena, MARKUP("<span class=\"places\" aria-hidden=\"true\">"), marks.bytes,
		      MARKUP("</span>"));
}

/* Headings go down one step at a time: a part's rows stand below its own heading. */
static struct markup title_link(struct arena *arena, enum rows_as as, struct id id,
				const char *title)
{
	struct markup link = markup(arena, MARKUP("<a href=\"/drops/"), id.text, MARKUP("\">"),
				    *title ? title : "Untitled", MARKUP("</a>"));

	return as == ROWS_PAGE
		       ? markup(arena, MARKUP("<li>\n<h2 dir=\"auto\">"), link, MARKUP("</h2>\n"))
		       : markup(arena, MARKUP("<li>\n<h3 dir=\"auto\">"), link, MARKUP("</h3>\n"));
}

static struct markup excerpt(struct arena *arena, const char *prompt)
{
	size_t length = text_fit(prompt, EXCERPT);
	const char *shown = arena_copy(arena, prompt, length);

	return markup(arena, MARKUP("<p class=\"excerpt\" dir=\"auto\">"), shown,
		      prompt[length] ? MARKUP("…</p>\n") : MARKUP("</p>\n"));
}

static struct markup board_line(struct arena *arena, const struct board_row *row)
{
	return markup(arena, MARKUP("<p class=\"facts-line\">"), say_pack(row->pack), MARKUP(" · "),
		      say_count(arena, row->max_claims - row->claims_count, "place"),
		      MARKUP(" free "), place_marks(arena, row->claims_count, row->max_claims),
		      MARKUP(" · "), say_count(arena, row->submissions_count, "answer"),
		      MARKUP(" in · closes "), say_time(arena, row->window_closes_at),
		      MARKUP("</p>\n"));
}

struct markup board_rows(struct arena *arena, const struct board *board, enum rows_as as)
{
	struct text out = text_start(arena, 4096);

	add(&out, MARKUP("<ol class=\"drops\">\n"));
	for (int i = 0; i < board->count; i++) {
		const struct board_row *row = &board->rows[i];

		add(&out, title_link(arena, as, row->id, row->title));
		if (as == ROWS_PAGE && strlen(row->prompt) > strlen(row->title) + 1)
			add(&out, excerpt(arena, row->prompt));
		add(&out, markup(arena, MARKUP("<p class=\"prize\">"),
				 money_text(arena, row->prize_cents),
				 MARKUP(" <small>to the best</small></p>\n")));
		add(&out, board_line(arena, row));
	}
	add(&out, MARKUP("</ol>\n"));
	return whole(&out);
}

static struct markup feed_line(struct arena *arena, const struct feed_row *row)
{
	return markup(arena, MARKUP("<p class=\"facts-line\">"), say_pack(row->pack), MARKUP(" · "),
		      money_text(arena, row->price_cents), MARKUP(" · "),
		      say_count(arena, row->submissions_count, "answer"), MARKUP(" · revealed "),
		      say_time(arena, row->updated_at), MARKUP("</p>\n"));
}

struct markup feed_rows(struct arena *arena, const struct feed *feed, enum rows_as as)
{
	struct text out = text_start(arena, 4096);

	add(&out, MARKUP("<ol class=\"drops\">\n"));
	for (int i = 0; i < feed->count; i++) {
		const struct feed_row *row = &feed->rows[i];

		add(&out, title_link(arena, as, row->id, title_of(arena, row->prompt)));
		add(&out, markup(arena, MARKUP("<p class=\"badge\">"),
				 grade_badge(arena, row->grade), MARKUP("</p>\n")));
		if (row->grade_rationale)
			add(&out, excerpt(arena, row->grade_rationale));
		add(&out, feed_line(arena, row));
	}
	add(&out, MARKUP("</ol>\n"));
	return whole(&out);
}

/* ------------------------------------------------------------ their pages */

static struct markup pack_select(struct arena *arena, const char *chosen)
{
	struct choice *choices = ARENA_ARRAY(arena, struct choice, pack_count);

	for (int i = 0; i < pack_count; i++)
		choices[i] = (struct choice){ packs[i].name, say_pack(packs[i].name) };
	return filter_select(arena, "pack", MARKUP("Kind of work"), choices, pack_count, chosen);
}

static struct markup price_select(struct arena *arena, const char *chosen)
{
	static const struct choice choices[] = {
		{ "500", "$5" }, { "1000", "$10" }, { "2500", "$25" }, { "10000", "$100" }
	};

	return filter_select(arena, "min_price_cents", MARKUP("Price from"), choices,
			     COUNT(choices), chosen);
}

static struct markup grade_select(struct arena *arena, const char *chosen)
{
	static const struct choice choices[] = {
		{ "S", "S" }, { "A", "A" }, { "B", "B" }, { "C", "C" }, { "D", "D" }
	};

	return filter_select(arena, "grade", MARKUP("Grade"), choices, COUNT(choices), chosen);
}

static struct markup paging(struct arena *arena, const char *here, const struct list_view *view)
{
	struct markup first = view->goes_on ? markup(arena, MARKUP("<a href=\""), here,
						     MARKUP("\">Back to the latest</a> "))
					    : MARKUP("");
	struct markup next = view->next ? markup(arena, MARKUP("<a rel=\"next\" href=\""),
						 view->next, MARKUP("\">Older</a>"))
					: MARKUP("");

	if (!view->goes_on && !view->next)
		return MARKUP("");
	return markup(arena, MARKUP("<nav class=\"actions\" aria-label=\"Pages\">"), first, next,
		      MARKUP("</nav>\n"));
}

static struct markup nothing_open(struct arena *arena, const struct list_view *view)
{
	if (view->pack || view->min_price || view->goes_on)
		return MARKUP("<p class=\"empty\">Nothing like that is open. "
			      "<a href=\"/board\">See the whole board</a>.</p>\n");
	return markup(
		arena,
		MARKUP("<p class=\"empty\">Nothing is open right now. <a href=\"/new\">Post a drop</a>, "
		       "or have new ones come to you: by <a href=\"/board.atom\">feed reader</a>, or by a "
		       "webhook.</p>\n"));
}

struct markup board_page(struct arena *arena, const struct board *board,
			 const struct list_view *view)
{
	static const struct shell shell = { .title = "Board",
					    .about = "Drops that can be joined now.",
					    .here = "/board",
					    .atom = "/board.atom" };
	struct markup fields = markup(arena, pack_select(arena, view->pack),
				      price_select(arena, view->min_price));

	return shell_page(
		arena, &shell,
		markup(arena,
		       MARKUP("<h1>Board</h1>\n<p class=\"lead\">Drops that have a place free. Take "
			      "one, answer before it closes, and the best answer is paid.</p>\n"),
		       filter_form(arena, "/board", fields),
		       board->count ? board_rows(arena, board, ROWS_PAGE) : nothing_open(arena, view),
		       paging(arena, "/board", view)));
}

static struct markup nothing_won(const struct list_view *view)
{
	if (view->pack || view->grade || view->goes_on)
		return MARKUP("<p class=\"empty\">No reveal is like that. "
			      "<a href=\"/feed\">See them all</a>.</p>\n");
	return MARKUP(
		"<p class=\"empty\">Nothing was won yet. <a href=\"/board\">See what is open</a>, or "
		"<a href=\"/new\">post a drop</a>: its reveal will be the first.</p>\n");
}

struct markup feed_page(struct arena *arena, const struct feed *feed, const struct list_view *view)
{
	static const struct shell shell = {
		.title = "Reveals",
		.about = "Drops that were won, and how good the best answer was.",
		.here = "/feed",
		.atom = "/feed.atom"
	};
	struct markup fields = markup(arena, pack_select(arena, view->pack),
				      grade_select(arena, view->grade));

	return shell_page(
		arena, &shell,
		markup(arena,
		       MARKUP("<h1>Reveals</h1>\n<p class=\"lead\">What was won, and how good the best "
			      "answer was. The answer itself is its sender's.</p>\n"),
		       filter_form(arena, "/feed", fields),
		       feed->count ? feed_rows(arena, feed, ROWS_PAGE) : nothing_won(view),
		       paging(arena, "/feed", view)));
}
