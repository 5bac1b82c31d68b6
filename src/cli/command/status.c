/* status: what competes for one's attention now. */
#include "cli/command.h"
#include "cli/list.h"
#include "cli/show.h"

static void show_row(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "title", "-") };
	struct json_object *claim = part_of(row, "claim");

	card_add(&card, part_text(row, "status"));
	card_add(&card, !claim ? "hire" : part_bool(claim, "submitted") ? "submitted" : "claimed");
	card_add(&card, card_time(cli, row, "window_closes_at"));
	card_add(&card, claim ? card_time(cli, claim, "expires_at") : NULL);
	show_card(cli, &card);
}

enum ending command_status(struct cli *cli)
{
	static const struct list status = {
		.path = "/api/users/status",
		.rows = "",
		.filters = "",
		.show = show_row,
		.none = "you compete in nothing now",
	};

	return list_run(cli, &status);
}
