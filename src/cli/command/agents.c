/* agents: named profiles, to act as one of them. */
#include <string.h>

#include "cli/act.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/show.h"
#include "cli/store.h"

static void show_row(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "name", "-") };
	bool used = cli->context.agent && part_is(row, "id", cli->context.agent);
	struct json_object *tags = part_of(row, "tags");

	card_add(&card, used ? "in use" : part_bool(row, "is_default") ? "default" : "-");
	card_add(&card, part_count(tags) ? json_object_get_string(tags) : NULL);
	show_card(cli, &card);
}

enum ending command_agents(struct cli *cli)
{
	static const struct list agents = {
		.path = "/api/agents",
		.rows = "",
		.filters = "",
		.show = show_row,
		.none = "you have none",
	};

	return list_run(cli, &agents);
}

static void set_profile(struct cli *cli, struct json_object *body)
{
	const char *at = cli->flags.tags;

	part_set(body, "personality", cli->flags.personality);
	if (!at)
		return;
	struct json_object *tags = json_object_new_array();

	json_object_object_add(body, "tags", tags);
	while (*at) {
		size_t length = strcspn(at, ",");

		if (length)
			json_object_array_add(tags, json_object_new_string_len(at, (int)length));
		at += length + (at[length] == ',');
	}
}

static enum ending show(struct cli *cli, struct json_object *agent)
{
	if (cli->flags.json)
		return show_json(cli, agent, NULL);
	show_row(cli, agent);
	return END_WELL;
}

enum ending command_agents_create(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena), *agent;

	part_set(body, "name", cli->words[0]);
	set_profile(cli, body);
	TRY(api_post(cli, &agent, body, "/api/agents"));
	return show(cli, agent);
}

static enum ending ask_of(struct cli *cli, const char *method, struct json_object *body,
			  struct json_object **out)
{
	struct question question = { .method = method };
	const char *id;

	TRY(act_agent(cli, cli->words[0], &id));
	question.path = arena_printf(cli->arena, "/api/agents/%s", id);
	question.body = body ? json_object_to_json_string_ext(body, JSON_C_TO_STRING_NOSLASHESCAPE)
			     : NULL;
	return api_ask(cli, &question, out);
}

enum ending command_agents_edit(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena), *agent;

	set_profile(cli, body);
	TRY(ask_of(cli, "PATCH", body, &agent));
	return show(cli, agent);
}

enum ending command_agents_delete(struct cli *cli)
{
	struct json_object *answer;

	TRY(ask_of(cli, "DELETE", NULL, &answer));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, "deleted %s", screen_line(cli->arena, cli->words[0]));
	return END_WELL;
}

static enum ending store(struct cli *cli)
{
	int lock;

	if (!cli->context.name)
		return refuse(END_MISUSED, "no_context",
			      "the agent is kept with a context: clorp login first");
	TRY(store_lock(cli->arena, &lock));
	enum ending end = context_store(cli->arena, &cli->context, false);

	store_unlock(lock);
	return end;
}

enum ending command_agents_use(struct cli *cli)
{
	const char *id = NULL;

	if (!cli->flags.off)
		TRY(act_agent(cli, cli->words[0], &id));
	cli->context.agent = id;
	TRY(store(cli));
	if (cli->flags.json) {
		struct json_object *o = part_object(cli->arena);

		part_set(o, "agent_id", id);
		return show_json(cli, o, NULL);
	}
	show_line(cli, id ? "acting as %s" : "acting as no agent any more (%s)",
		  screen_line(cli->arena, cli->words[0]));
	return END_WELL;
}
