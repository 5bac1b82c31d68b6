/* context: the servers and credentials that are stored. */
#include <string.h>

#include "cli/command.h"
#include "cli/part.h"
#include "cli/show.h"
#include "cli/store.h"

static const char *means(const struct context *context)
{
	return context->key ? "key" : context->access ? "tokens" : "none";
}

/* No secret of it. */
static struct json_object *json_of(const struct context *context, bool current)
{
	struct json_object *o = json_object_new_object();

	part_set(o, "name", context->name);
	part_set(o, "url", context->url);
	part_set(o, "credential", means(context));
	part_set(o, "user_id", context->user_id);
	part_set(o, "user_name", context->user_name);
	part_set(o, "agent_id", context->agent);
	json_object_object_add(o, "current", json_object_new_boolean(current));
	return o;
}

static void show_one(struct cli *cli, const struct context *context, bool current)
{
	struct card card = { .id = context->url ? context->url : "-", .title = context->name };

	card_add(&card, current ? "current" : "-");
	card_add(&card, means(context));
	card_add(&card, context->user_name);
	show_card(cli, &card);
}

enum ending command_context(struct cli *cli)
{
	struct context_list list;
	struct json_object *answer = part_object(cli->arena), *rows = json_object_new_array();

	json_object_object_add(answer, "contexts", rows);
	TRY(context_list(cli->arena, &list));
	for (int i = 0; i < list.count; i++) {
		bool current = list.current && strcmp(list.current, list.list[i].name) == 0;

		if (cli->flags.json)
			json_object_array_add(rows, json_of(&list.list[i], current));
		else
			show_one(cli, &list.list[i], current);
	}
	if (cli->flags.json)
		return show_json(cli, answer, "contexts");
	if (list.count == 0)
		cli_tell(cli, "none is stored: clorp login --url URL");
	return END_WELL;
}

static enum ending change(struct cli *cli, enum ending (*how)(struct arena *, const char *),
			  const char *done)
{
	struct json_object *answer = part_object(cli->arena);
	int lock;

	TRY(store_lock(cli->arena, &lock));
	enum ending end = how(cli->arena, cli->words[0]);

	store_unlock(lock);
	TRY(end);
	part_set(answer, "context", cli->words[0]);
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, "%s %s", done, screen_line(cli->arena, cli->words[0]));
	return END_WELL;
}

enum ending command_context_use(struct cli *cli)
{
	return change(cli, context_use, "using");
}

enum ending command_context_remove(struct cli *cli)
{
	return change(cli, context_remove, "forgot");
}
