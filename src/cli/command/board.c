/* board: what can be joined now. */
#include "cli/api.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/phrase.h"
#include "cli/show.h"

static void show_row(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "title", "-") };
	struct arena *arena = cli->arena;
	bool person = cli->screen.is_terminal;

	card_add(&card, card_price(cli, part_int(row, "prize_cents")));
	card_add(&card, part_text(row, "pack"));
	card_add(&card, person ? phrase_clock(arena, part_time(row, "window_closes_at").ms -
							     cli_now(cli).ms)
			       : part_text(row, "window_closes_at"));
	card_add(&card, arena_printf(arena, "%lld/%lld", (long long)part_int(row, "claims_count"),
				     (long long)part_int(row, "max_claims")));
	card_add(&card, person ? phrase_count(arena, part_int(row, "submissions_count"), "answer",
					      "answers")
			       : arena_printf(arena, "%lld",
					      (long long)part_int(row, "submissions_count")));
	show_card(cli, &card);
}

static const struct list board = {
	.path = "/api/board",
	.rows = "board",
	.filters = "pack min-price",
	.show = show_row,
	.none = "nothing is open now",
};

enum ending command_board(struct cli *cli)
{
	return cli->flags.watch ? list_watch(cli, &board) : list_run(cli, &board);
}
