/* jobs: what was sent. */
#include "cli/command.h"
#include "cli/list.h"
#include "cli/show.h"

static void show_row(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "title", "-") };

	card_add(&card, part_text(row, "status"));
	card_add(&card, part_text(row, "kind"));
	card_add(&card, part_text(row, "grade"));
	card_add(&card, card_price(cli, part_int(row, "price_cents")));
	card_add(&card, card_time(cli, row, "created_at"));
	show_card(cli, &card);
}

enum ending command_jobs(struct cli *cli)
{
	static const struct list jobs = {
		.path = "/api/jobs",
		.rows = "jobs",
		.filters = "status",
		.show = show_row,
		.none = "you sent nothing yet",
	};

	return list_run(cli, &jobs);
}
