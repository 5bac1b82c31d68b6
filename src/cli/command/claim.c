/* claim: a place in a drop, or a hire in one's hands. */
#include "cli/act.h"
#include "cli/command.h"
#include "cli/show.h"

enum ending command_claim(struct cli *cli)
{
	struct json_object *answer, *job;
	const char *id;

	TRY(cli_id(cli, 0, &id));
	TRY(act_on(cli, id, "claim", &answer));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	job = part_of(answer, "job");
	if (job)
		show_line(cli, "held %s until %s: clorp hire accept", id,
			  card_time(cli, job, "held_until"));
	else
		show_line(cli, "claimed %s; the claim ends %s", id,
			  card_time(cli, answer, "expires_at"));
	return END_WELL;
}
