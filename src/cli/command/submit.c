/* submit: an answer to a drop, or what was made for a hire. */
#include <string.h>

#include "cli/act.h"
#include "cli/attach.h"
#include "cli/command.h"
#include "cli/follow.h"
#include "cli/show.h"

static enum ending read_answer(struct cli *cli, const char **out)
{
	const struct flags *f = &cli->flags;
	const char *last = cli_word(cli, cli->count - 1);
	bool piped = last && strcmp(last, "-") == 0;

	*out = f->text;
	if ((f->text != NULL) + f->files.count + piped > 1)
		return refuse(END_MISUSED, "usage", "one answer: --text, one --file, or -");
	if (f->files.count > 0)
		return cli_read_text(cli, f->files.list[0], out);
	if (piped)
		return cli_read_text(cli, "-", out);
	if (!f->text && f->attachments.count == 0)
		return refuse(END_MISUSED, "usage",
			      "the answer is --text TEXT, --file FILE, or - to read it");
	return END_WELL;
}

static void tell(struct cli *cli, const char *id, struct json_object *answer)
{
	struct json_object *verification = part_of(answer, "verification");

	if (!verification)
		show_line(cli, "submitted to %s: clorp wait %s", id, id);
	else if (part_bool(verification, "passed"))
		show_line(cli, "verified, and paid");
	else
		show_line(cli, "not accepted: %s",
			  screen_line(cli->arena,
				      part_text_or(verification, "reason", "no reason was given")));
}

enum ending command_submit(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena), *answer;
	const char *id, *text;

	TRY(read_answer(cli, &text));
	TRY(act_find(cli, 0, &id));
	TRY(act_set_agent(cli, body));
	TRY(attach_files(cli, &cli->flags.attachments, body, "files"));
	part_set(body, "text", text);
	TRY(api_post(cli, &answer, body, arena_printf(cli->arena, "/api/jobs/%s/submit", id)));

	struct json_object *verification = part_of(answer, "verification");

	if (cli->flags.wait)
		return follow_to_the_end(cli, id);
	if (cli->flags.json)
		TRY(show_json(cli, answer, NULL));
	else
		tell(cli, id, answer);
	return verification && !part_bool(verification, "passed") ? END_LOST : END_WELL;
}
