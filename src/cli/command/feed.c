/* feed: what was won, and how it was graded. */
#include "cli/command.h"
#include "cli/list.h"
#include "cli/phrase.h"
#include "cli/show.h"

static void show_row(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "prompt", "-") };

	card_add(&card, part_text(row, "grade"));
	card_add(&card, card_price(cli, part_int(row, "price_cents")));
	card_add(&card, part_text(row, "pack"));
	card_add(&card, cli->screen.is_terminal
				? phrase_count(cli->arena, part_int(row, "submissions_count"),
					       "answer", "answers")
				: arena_printf(cli->arena, "%lld",
					       (long long)part_int(row, "submissions_count")));
	card_add(&card, card_time(cli, row, "updated_at"));
	show_card(cli, &card);
}

enum ending command_feed(struct cli *cli)
{
	static const struct list feed = {
		.path = "/api/feed",
		.rows = "feed",
		.filters = "pack grade",
		.show = show_row,
		.none = "nothing was won yet",
	};

	return list_run(cli, &feed);
}
