/* whoami: whose credential this is, and where it is good. */
#include "cli/command.h"
#include "cli/self.h"
#include "cli/show.h"

enum ending command_whoami(struct cli *cli)
{
	struct json_object *answer, *user;

	TRY(self_find(cli, &answer));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	user = part_of(answer, "user");
	show_field(cli, "name", part_text(user, "name"));
	show_field(cli, "id", part_text(user, "id"));
	show_field(cli, "balance", card_price(cli, part_int(user, "balance_cents")));
	show_field(cli, "server", cli->context.url);
	show_field(cli, "context", cli->context.name);
	return END_WELL;
}
