/* balance: in one line. */
#include "cli/command.h"
#include "cli/self.h"
#include "cli/show.h"

enum ending command_balance(struct cli *cli)
{
	struct json_object *answer, *user;

	TRY(self_find(cli, &answer));
	user = part_of(answer, "user");
	if (cli->flags.json)
		return show_json(cli, user, NULL);
	show_line(cli, "%s", card_price(cli, part_int(user, "balance_cents")));
	return END_WELL;
}
