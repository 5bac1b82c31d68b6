/* view: a job, with all that the caller may see of it. */
#include <stdio.h>
#include <string.h>

#include "cli/api.h"
#include "cli/command.h"
#include "cli/pager.h"
#include "cli/phrase.h"
#include "cli/show.h"

static void show_env(struct cli *cli, struct json_object *job)
{
	struct json_object *env = part_of(job, "env_vars");

	if (!json_object_is_type(env, json_type_object))
		return;
	json_object_object_foreach(env, name, value)
	{
		show_field(cli, screen_line(cli->arena, name), json_object_get_string(value));
	}
}

static void show_files(struct cli *cli, struct json_object *job, const char *member)
{
	struct json_object *files = part_of(job, member);

	for (size_t i = 0; i < part_count(files); i++) {
		struct json_object *file = part_at(files, i);

		show_field(cli, "file",
			   arena_printf(cli->arena, "%s  %s  %s", part_text_or(file, "name", "-"),
					phrase_size(cli->arena, part_int(file, "size")),
					part_text_or(file, "key", "-")));
	}
}

static void show_times(struct cli *cli, struct json_object *job)
{
	static const char *const times[][2] = {
		{ "closes", "window_closes_at" },
		{ "held until", "held_until" },
		{ "deadline", "deadline_at" },
		{ "created", "created_at" },
	};

	for (int i = 0; i < COUNT(times); i++)
		if (part_text(job, times[i][1]))
			show_field(cli, times[i][0], card_time(cli, job, times[i][1]));
}

static void show_facts(struct cli *cli, struct json_object *job)
{
	show_field(cli, "id", part_text(job, "id"));
	show_field(cli, "title", part_text(job, "title"));
	show_field(cli, "status", part_text(job, "status"));
	show_field(cli, "pack", part_text(job, "pack"));
	show_field(cli, "price", card_price(cli, part_int(job, "price_cents")));
	show_field(cli, "prize", card_price(cli, part_int(job, "prize_cents")));
	show_times(cli, job);
	if (part_is(job, "kind", "drop"))
		show_field(cli, "places",
			   arena_printf(cli->arena, "%lld of %lld, %s",
					(long long)part_int(job, "claims_count"),
					(long long)part_int(job, "max_claims"),
					phrase_count(cli->arena, part_int(job, "submissions_count"),
						     "answer", "answers")));
	show_field(cli, "grade", part_text(job, "grade"));
	show_field(cli, "rationale", part_text(job, "grade_rationale"));
	show_field(cli, "why", part_text(job, "failure_reason"));
	show_files(cli, job, "attachments");
	show_env(cli, job);
}

static void show_part(struct cli *cli, const char *title, const char *text)
{
	if (!text)
		return;
	(void)printf("\n%s%s%s\n", screen_ink(&cli->screen, INK_DIM), title,
		     screen_ink(&cli->screen, INK_OFF));
	show_text(cli, text);
}

enum ending command_view(struct cli *cli)
{
	struct json_object *job;
	const char *id;

	TRY(cli_id(cli, 0, &id));
	TRY(api_get(cli, &job, arena_printf(cli->arena, "/api/jobs/%s", id)));
	if (cli->flags.json)
		return show_json(cli, job, NULL);
	pager_open(cli, 20 + pager_lines(part_text_or(job, "prompt", "")) +
				pager_lines(part_text_or(job, "output_text", "")));
	show_facts(cli, job);
	show_part(cli, "prompt", part_text(job, "prompt"));
	show_part(cli, "requirements", part_text(job, "requirements"));
	show_part(cli, "output", part_text(job, "output_text"));
	show_files(cli, job, "output_attachments");
	return END_WELL;
}
