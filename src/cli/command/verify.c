/* verify: what the verifier would say, before anything is handed in. */
#include "cli/api.h"
#include "cli/command.h"
#include "cli/show.h"

enum ending command_verify(struct cli *cli)
{
	struct json_object *answer;
	struct json_object *body = part_object(cli->arena);
	const char *prompt, *text = cli->flags.text;

	if ((text != NULL) + cli->flags.files.count != 1)
		return refuse(END_MISUSED, "usage", "the answer is --text TEXT or one --file FILE");
	TRY(cli_text_of(cli, cli->words[0], &prompt));
	if (!text)
		TRY(cli_read_text(cli, cli->flags.files.list[0], &text));
	part_set(body, "prompt", prompt);
	part_set(body, "output", text);
	TRY(api_post(cli, &answer, body, "/api/verify"));
	if (cli->flags.json)
		TRY(show_json(cli, answer, NULL));
	else
		show_line(cli, "%s: %s", part_bool(answer, "passed") ? "passes" : "fails",
			  screen_line(cli->arena, part_text_or(answer, "reason", "-")));
	return part_bool(answer, "passed") ? END_WELL : END_LOST;
}
