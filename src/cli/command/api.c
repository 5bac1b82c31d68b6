/* api: any request of the API's, for what has no command of its own. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/api.h"
#include "cli/command.h"
#include "cli/show.h"

static enum ending read_body(struct cli *cli, const char **out)
{
	const char *body = cli->flags.body;

	if (!body || (*body != '@' && strcmp(body, "-") != 0)) {
		*out = body;
		return END_WELL;
	}
	return cli_read_text(cli, *body == '@' ? body + 1 : body, out);
}

/* A method is in capitals; a path begins with a slash, so that no address of elsewhere is one. */
static enum ending check(const char *method, const char *path)
{
	for (const char *at = method; *at; at++)
		if (!isupper((unsigned char)*at))
			return refuse(END_MISUSED, "usage",
				      "%s is no method: GET, POST, PATCH, DELETE", method);
	if (*path != '/' || path[1] == '/' || strpbrk(path, " \t\r\n"))
		return refuse(END_MISUSED, "usage", "a path begins with a slash, as in /api/board");
	return END_WELL;
}

enum ending command_api(struct cli *cli)
{
	bool named = cli->count == 2;
	struct question question = { .path = cli->words[named ? 1 : 0] };
	struct json_object *answer = NULL;

	TRY(read_body(cli, &question.body));
	question.method = named ? cli->words[0] : question.body ? "POST" : "GET";
	TRY(check(question.method, question.path));
	TRY(api_ask(cli, &question, &answer));
	return answer ? show_json(cli, answer, NULL) : END_WELL;
}
