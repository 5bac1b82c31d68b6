#include "page/drop.h"

#include <string.h>

#include "base/text.h"
#include "page/board.h"
#include "page/say.h"
#include "page/shell.h"

static struct markup fact(struct arena *arena, struct markup name, struct markup value)
{
	return markup(arena, MARKUP("<dt>"), name, MARKUP("</dt><dd>"), value, MARKUP("</dd>\n"));
}

static struct markup words(struct arena *arena, const char *text)
{
	return markup(arena, text);
}

static struct markup taken(struct arena *arena, const struct board_row *row)
{
	return markup(arena,
		      arena_printf(arena, "%lld of %lld taken ", (long long)row->claims_count,
				   (long long)row->max_claims),
		      place_marks(arena, row->claims_count, row->max_claims));
}

/* While answers can come in: what is to be won, how long, against how many. */
static struct markup window_facts(struct arena *arena, const struct board_row *row)
{
	return markup(
		arena, MARKUP("<dl class=\"facts\" id=\"window\">\n"),
		fact(arena, MARKUP("Closes"), say_time(arena, row->window_closes_at)),
		fact(arena, MARKUP("Places"), taken(arena, row)),
		fact(arena, MARKUP("Answers in"),
		     words(arena, arena_printf(arena, "%lld", (long long)row->submissions_count))),
		row->attachments_count
			? fact(arena, MARKUP("Files"),
			       words(arena, say_count(arena, row->attachments_count, "file")))
			: MARKUP(""),
		fact(arena, MARKUP("Price"), words(arena, money_text(arena, row->price_cents))),
		MARKUP("</dl>\n"));
}

static struct markup outcome_facts(struct arena *arena, const struct exhibit *drop)
{
	const struct board_row *row = &drop->row;

	return markup(
		arena, MARKUP("<dl class=\"facts\" id=\"outcome\">\n"),
		fact(arena, MARKUP("Answers"),
		     words(arena, arena_printf(arena, "%lld", (long long)row->submissions_count))),
		fact(arena, MARKUP("Price"), words(arena, money_text(arena, row->price_cents))),
		fact(arena, MARKUP("Posted"), say_time(arena, row->created_at)),
		fact(arena, MARKUP("Over"), say_time(arena, drop->updated_at)), MARKUP("</dl>\n"));
}

static struct markup prompt(struct arena *arena, const struct board_row *row)
{
	return markup(arena,
		      MARKUP("<section aria-labelledby=\"prompt\">\n<h2 id=\"prompt\">The prompt</h2>\n"
			     "<div class=\"prose written\" dir=\"auto\">"),
		      row->prompt, MARKUP("</div>\n</section>\n"));
}

static const char *title_of(const struct board_row *row)
{
	return row->title && *row->title ? row->title : "Untitled";
}

static struct markup heading(struct arena *arena, const struct board_row *row)
{
	return markup(arena, MARKUP("<p class=\"kicker\">"), say_pack(row->pack),
		      MARKUP("</p>\n<h1 dir=\"auto\">"), title_of(row), MARKUP("</h1>\n"));
}

static struct markup prize(struct arena *arena, const struct board_row *row, struct markup what)
{
	return markup(arena, MARKUP("<p class=\"prize\">"), money_text(arena, row->prize_cents),
		      MARKUP(" <small>"), what, MARKUP("</small></p>\n"));
}

static struct markup open_drop(struct arena *arena, const struct exhibit *drop)
{
	const struct board_row *row = &drop->row;

	return markup(
		arena, heading(arena, row), prize(arena, row, MARKUP("goes to the best answer")),
		window_facts(arena, row),
		MARKUP("<div id=\"act\"><p class=\"actions\"><a class=\"button\" href=\"/login?next=/drops/"),
		row->id.text, MARKUP("\">Sign in to take a place</a></p></div>\n"),
		prompt(arena, row));
}

static struct markup ranking_drop(struct arena *arena, const struct exhibit *drop)
{
	return markup(
		arena, heading(arena, &drop->row),
		MARKUP("<p class=\"notice\" role=\"status\">The window is over, and a judge reads what came "
		       "in. It takes seconds with the built-in judge, and a minute or two with models.</p>\n"),
		prize(arena, &drop->row, MARKUP("goes to the best answer")),
		outcome_facts(arena, drop), MARKUP("<div id=\"act\"></div>\n"),
		prompt(arena, &drop->row));
}

/* The reveal: the grade first, then why. */
static struct markup won_drop(struct arena *arena, const struct exhibit *drop)
{
	const char *why = drop->grade_rationale ? drop->grade_rationale : "";

	return markup(
		arena, heading(arena, &drop->row),
		MARKUP("<section class=\"reveal\" aria-label=\"The best answer's grade\">\n"),
		grade_badge(arena, drop->grade),
		MARKUP("<div>\n<p class=\"rationale\" dir=\"auto\">"), why, MARKUP("</p>\n"),
		prize(arena, &drop->row, MARKUP("went to the best answer")),
		MARKUP("</div>\n</section>\n"), outcome_facts(arena, drop),
		MARKUP("<div id=\"act\"><p>The answer is its sender's and its author's: <a href=\"/drops/"),
		drop->row.id.text, MARKUP("/answer\">read it</a>.</p></div>\n"),
		prompt(arena, &drop->row));
}

static struct markup lost_drop(struct arena *arena, const struct exhibit *drop)
{
	bool cancelled = strcmp(drop->status, "cancelled") == 0;
	struct markup why = cancelled
				    ? MARKUP("Its sender called it off before anybody had answered.")
			    : drop->row.submissions_count ? MARKUP("No answer was good enough.")
							  : MARKUP("Nobody answered in time.");

	return markup(
		arena, MARKUP("<h1>A drop without a winner</h1>\n<p class=\"lead\">"), why,
		MARKUP(" The price went back to the sender.</p>\n"), outcome_facts(arena, drop),
		MARKUP("<div id=\"act\"><p><a href=\"/board\">See what is open</a></p></div>\n"));
}

static struct markup body(struct arena *arena, const struct exhibit *drop)
{
	if (!drop->row.prompt)
		return lost_drop(arena, drop);
	if (strcmp(drop->status, "open") == 0)
		return open_drop(arena, drop);
	return drop->grade ? won_drop(arena, drop) : ranking_drop(arena, drop);
}

struct markup drop_page(struct arena *arena, const struct exhibit *drop, struct markup pictures)
{
	struct shell shell = { .title = drop->row.title ? drop->row.title
							: "A drop without a winner",
			       .is_app = true };

	return shell_page(
		arena, &shell,
		markup(arena, MARKUP("<article class=\"drop\" data-drop=\""), drop->row.id.text,
		       MARKUP("\" data-status=\""), drop->status, MARKUP("\">\n"), body(arena, drop),
		       MARKUP("<section aria-labelledby=\"pictures\">\n<h2 id=\"pictures\">In pictures</h2>\n"),
		       pictures, MARKUP("</section>\n</article>\n")));
}
