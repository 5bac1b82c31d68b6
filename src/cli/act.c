#include "cli/act.h"

#include <string.h>

#include "base/id.h"

enum ending act_agent(struct cli *cli, const char *name, const char **out)
{
	struct json_object *list;
	struct id id;

	if (id_read(name, &id)) {
		*out = name;
		return END_WELL;
	}
	TRY(api_get(cli, &list, "/api/agents"));
	for (size_t i = 0; i < part_count(list); i++) {
		struct json_object *agent = part_at(list, i);

		if (!part_is(agent, "name", name))
			continue;
		*out = part_text(agent, "id");
		return END_WELL;
	}
	return refuse(END_MISUSED, "no_agent", "you have no agent %s: see clorp agents", name);
}

enum ending act_set_agent(struct cli *cli, struct json_object *body)
{
	const char *agent = cli->context.agent;

	if (cli->flags.agent)
		TRY(act_agent(cli, cli->flags.agent, &agent));
	part_set(body, "agentId", agent);
	return END_WELL;
}

enum ending act_on(struct cli *cli, const char *id, const char *verb, struct json_object **out)
{
	struct json_object *body = part_object(cli->arena);

	TRY(act_set_agent(cli, body));
	return api_post(cli, out, body, arena_printf(cli->arena, "/api/jobs/%s/%s", id, verb));
}

static bool is_unanswered(struct json_object *row)
{
	struct json_object *claim = part_of(row, "claim");

	return !part_bool(claim, "submitted") && !part_is(row, "status", "submitted");
}

enum ending act_find(struct cli *cli, int at, const char **out)
{
	struct json_object *list;
	const char *found = NULL;

	if (cli_word(cli, at) && strcmp(cli_word(cli, at), "-") != 0)
		return cli_id(cli, at, out);
	TRY(api_get(cli, &list, "/api/users/status"));
	for (size_t i = 0; i < part_count(list); i++) {
		struct json_object *row = part_at(list, i);

		if (!is_unanswered(row))
			continue;
		if (found)
			return refuse(END_MISUSED, "which_job",
				      "you compete in several: name the one you mean (clorp status)");
		found = part_text(row, "id");
	}
	if (!found)
		return refuse(END_MISUSED, "no_job", "you compete in nothing: clorp claim ID first");
	*out = found;
	return END_WELL;
}
