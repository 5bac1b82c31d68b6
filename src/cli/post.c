#include "cli/post.h"

#include <stdio.h>
#include <string.h>

#include "cli/attach.h"
#include "cli/follow.h"
#include "cli/phrase.h"
#include "cli/show.h"

static enum ending set_environment(struct cli *cli, struct json_object *body)
{
	const struct flag_list *list = &cli->flags.environment;
	struct json_object *env;

	if (list->count == 0)
		return END_WELL;
	env = json_object_new_object();
	json_object_object_add(body, "envVars", env);
	for (int i = 0; i < list->count; i++) {
		const char *equals = strchr(list->list[i], '=');

		if (!equals)
			return refuse(END_MISUSED, "invalid_flag", "--env takes NAME=VALUE");
		part_set(env,
			 arena_copy(cli->arena, list->list[i], (size_t)(equals - list->list[i])),
			 equals + 1);
	}
	return END_WELL;
}

static enum ending body_of(struct cli *cli, const char *kind, struct json_object *body)
{
	const struct flags *f = &cli->flags;
	const char *prompt;

	TRY(cli_text_of(cli, cli_word(cli, 0), &prompt));
	part_set(body, "prompt", prompt);
	part_set(body, "kind", kind);
	part_set(body, "pack", f->pack);
	if (f->price.known)
		part_set_int(body, "price_cents", f->price.number);
	if (f->window.known)
		part_set_int(body, "time_limit_seconds", f->window.number);
	return set_environment(cli, body);
}

static void show_estimate(struct cli *cli, struct json_object *estimate)
{
	FILE *to = cli->flags.estimate ? stdout : stderr;

	(void)fprintf(to, "%s\n%s, open for %s\n",
		      screen_line(cli->arena, part_text_or(estimate, "title", "-")),
		      phrase_price(cli->arena, part_int(estimate, "estimated_price_cents")),
		      phrase_clock(cli->arena,
				   part_int(estimate, "estimated_time_limit_seconds") * 1000));
}

/* What was asked is what is paid: the estimate's price goes into the order. */
static enum ending estimate(struct cli *cli, struct json_object *body, bool *go_on)
{
	struct json_object *answer;

	TRY(api_post(cli, &answer, body, "/api/jobs/run"));
	*go_on = false;
	if (cli->flags.estimate && cli->flags.json)
		return show_json(cli, answer, NULL);
	show_estimate(cli, answer);
	if (cli->flags.estimate)
		return END_WELL;
	part_set_int(body, "price_cents", part_int(answer, "estimated_price_cents"));
	part_set_int(body, "time_limit_seconds", part_int(answer, "estimated_time_limit_seconds"));
	TRY(cli_ask(cli, "Post it?", go_on));
	return *go_on ? END_WELL : refuse(END_FAILED, "not_confirmed", "nothing was posted");
}

static enum ending order(struct cli *cli, struct json_object *body)
{
	struct json_object *job;
	const char *id;
	enum ending end;

	TRY(attach_files(cli, &cli->flags.files, body, "attachments"));
	if (cli->flags.attachments.count)
		TRY(attach_files(cli, &cli->flags.attachments, body, "attachments"));
	json_object_object_add(body, "confirmed", json_object_new_boolean(true));
	end = api_post(cli, &job, body, "/api/jobs/run");
	if (end == END_UNPAID && part_text(api_error(), "id"))
		complaint_hint("clorp wallet topup PRICE, then clorp pay %s",
			       part_text(api_error(), "id"));
	TRY(end);
	id = part_text_or(job, "id", "-");
	if (cli->flags.wait) {
		cli_tell(cli, "posted %s", id);
		return follow_to_the_end(cli, id);
	}
	if (cli->flags.json)
		return show_json(cli, job, NULL);
	show_line(cli, "%s", id);
	cli_tell(cli, "posted for %s: clorp wait %s",
		 phrase_price(cli->arena, part_int(job, "price_cents")), id);
	return END_WELL;
}

enum ending post_job(struct cli *cli, const char *kind)
{
	struct json_object *body = part_object(cli->arena);
	bool go_on = true;

	/* Before anything is sent: who cannot be asked has to have said yes. */
	if (!cli->flags.yes && !cli->flags.estimate && (cli->flags.json || !cli->screen.asks))
		return refuse(END_MISUSED, "confirmation_required",
			      "nobody is asked here: say --yes if you mean it, or --estimate");
	TRY(body_of(cli, kind, body));
	if (!cli->flags.yes || cli->flags.estimate)
		TRY(estimate(cli, body, &go_on));
	return go_on ? order(cli, body) : END_WELL;
}
