#include "page/board.h"

#include <string.h>

#include "base/text.h"
#include "market/title.h"
#include "page/say.h"

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

/* As many marks as there are places; a taken one is full. */
static const char *places(struct arena *arena, int64_t taken, int64_t most)
{
	struct text marks = text_start(arena, 64);

	for (int64_t i = 0; i < most && i < 20; i++)
		text_add_string(&marks, i < taken ? "●" : "○");
	return marks.bytes;
}

static struct markup title_link(struct arena *arena, struct id id, const char *title)
{
	return markup(arena, MARKUP("<li>\n<h3 dir=\"auto\"><a href=\"/drops/"), id.text,
		      MARKUP("\">"), *title ? title : "Untitled", MARKUP("</a></h3>\n"));
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
	return markup(arena, MARKUP("<p class=\"facts-line\">"), row->pack, MARKUP(" · "),
		      say_count(arena, row->max_claims - row->claims_count, "place"),
		      MARKUP(" free <span class=\"places\" aria-hidden=\"true\">"),
		      places(arena, row->claims_count, row->max_claims), MARKUP("</span> · "),
		      say_count(arena, row->submissions_count, "answer"), MARKUP(" in · closes "),
		      say_time(arena, row->window_closes_at), MARKUP("</p>\n"));
}

struct markup board_rows(struct arena *arena, const struct board *board, bool excerpts)
{
	struct text out = text_start(arena, 4096);

	add(&out, MARKUP("<ol class=\"drops\">\n"));
	for (int i = 0; i < board->count; i++) {
		const struct board_row *row = &board->rows[i];

		add(&out, title_link(arena, row->id, row->title));
		if (excerpts && strlen(row->prompt) > strlen(row->title) + 1)
			add(&out, excerpt(arena, row->prompt));
		add(&out, markup(arena, MARKUP("<p class=\"prize\">"),
				 say_dollars(arena, row->prize_cents),
				 MARKUP(" <small>to the best</small></p>\n")));
		add(&out, board_line(arena, row));
	}
	add(&out, MARKUP("</ol>\n"));
	return whole(&out);
}

static struct markup feed_line(struct arena *arena, const struct feed_row *row)
{
	return markup(arena, MARKUP("<p class=\"facts-line\">"), row->pack, MARKUP(" · "),
		      say_dollars(arena, row->price_cents), MARKUP(" · "),
		      say_count(arena, row->submissions_count, "answer"), MARKUP(" · revealed "),
		      say_time(arena, row->updated_at), MARKUP("</p>\n"));
}

struct markup feed_rows(struct arena *arena, const struct feed *feed)
{
	struct text out = text_start(arena, 4096);

	add(&out, MARKUP("<ol class=\"drops\">\n"));
	for (int i = 0; i < feed->count; i++) {
		const struct feed_row *row = &feed->rows[i];

		add(&out, title_link(arena, row->id, title_of(arena, row->prompt)));
		add(&out, markup(arena, MARKUP("<p class=\"badge\">"),
				 grade_badge(arena, row->grade), MARKUP("</p>\n")));
		if (row->grade_rationale)
			add(&out, excerpt(arena, row->grade_rationale));
		add(&out, feed_line(arena, row));
	}
	add(&out, MARKUP("</ol>\n"));
	return whole(&out);
}
