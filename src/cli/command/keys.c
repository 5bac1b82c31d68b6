/* keys: for programs. Only a key with all scopes manages them; no program's token does. */
#include <string.h>

#include "cli/command.h"
#include "cli/list.h"
#include "cli/show.h"

static void show_row(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "name", "-") };
	struct json_object *scopes = part_of(row, "scopes");

	card_add(&card, arena_printf(cli->arena, "...%s", part_text_or(row, "last_four", "")));
	card_add(&card, scopes ? json_object_get_string(scopes) : NULL);
	card_add(&card, card_time(cli, row, "created_at"));
	show_card(cli, &card);
}

enum ending command_keys(struct cli *cli)
{
	static const struct list keys = {
		.path = "/api/keys",
		.rows = "keys",
		.filters = "",
		.show = show_row,
		.none = "you have none",
	};

	return list_run(cli, &keys);
}

static void set_scopes(struct cli *cli, struct json_object *body)
{
	const char *at = cli->flags.scopes;

	if (!at)
		return;
	struct json_object *scopes = json_object_new_array();

	json_object_object_add(body, "scopes", scopes);
	while (*at) {
		size_t length = strcspn(at, ", ");

		if (length)
			json_object_array_add(scopes, json_object_new_string_len(at, (int)length));
		at += length + (at[length] != '\0');
	}
}

enum ending command_keys_create(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena), *key;

	part_set(body, "name", cli_word(cli, 0));
	set_scopes(cli, body);
	TRY(api_post(cli, &key, body, "/api/keys"));
	if (cli->flags.json)
		return show_json(cli, key, NULL);
	cli_tell(cli, "this is shown once:");
	show_line(cli, "%s", screen_line(cli->arena, part_text_or(key, "key", "-")));
	return END_WELL;
}

enum ending command_keys_revoke(struct cli *cli)
{
	struct question question = { .method = "DELETE" };
	struct json_object *answer;
	const char *id;

	TRY(cli_id(cli, 0, &id));
	question.path = arena_printf(cli->arena, "/api/keys/%s", id);
	TRY(api_ask(cli, &question, &answer));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, "revoked %s", id);
	return END_WELL;
}
