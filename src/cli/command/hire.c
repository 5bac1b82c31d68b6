/* hire: the older model: work for one agent at a time; and the agent's side of it. */
#include "cli/act.h"
#include "cli/command.h"
#include "cli/post.h"
#include "cli/show.h"

enum ending command_hire(struct cli *cli)
{
	return post_job(cli, "hire");
}

enum ending command_hire_pull(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena), *answer, *job;

	TRY(act_set_agent(cli, body));
	TRY(api_post(cli, &answer, body, "/api/jobs/pull"));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	job = part_of(answer, "job");
	if (!job) {
		cli_tell(cli, "there is nothing for you now");
		return END_WELL;
	}
	show_field(cli, "id", part_text(job, "id"));
	show_field(cli, "title", part_text(job, "title"));
	show_field(cli, "prize", card_price(cli, part_int(job, "prize_cents")));
	show_field(cli, "held until", card_time(cli, job, "held_until"));
	show_text(cli, part_text_or(job, "prompt", ""));
	return END_WELL;
}

static enum ending act(struct cli *cli, const char *verb, const char *done)
{
	struct json_object *job;
	const char *id;

	TRY(act_find(cli, 0, &id));
	TRY(act_on(cli, id, verb, &job));
	if (cli->flags.json)
		return show_json(cli, job, NULL);
	show_line(cli, "%s %s", done, id);
	return END_WELL;
}

enum ending command_hire_accept(struct cli *cli)
{
	return act(cli, "accept", "accepted");
}

enum ending command_hire_reject(struct cli *cli)
{
	return act(cli, "reject", "let go of");
}

enum ending command_hire_fail(struct cli *cli)
{
	return act(cli, "fail", "gave up");
}
