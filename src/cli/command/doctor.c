/* doctor: what is wrong between here and the server. Each look says what it found; one that fails is the end's. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/phrase.h"
#include "cli/self.h"
#include "cli/show.h"
#include "cli/store.h"

enum { SKEW_MS_MOST = 60000 };

struct look {
	const char *what;
	enum ending (*run)(struct cli *, const char **found);
};

static enum ending look_file(struct cli *cli, const char **found)
{
	const char *path;
	struct stat facts;

	TRY(store_path(cli->arena, &path));
	*found = arena_printf(cli->arena, "%s: none yet", path);
	if (stat(path, &facts))
		return END_WELL;
	*found = arena_printf(cli->arena, "%s, %03o", path, facts.st_mode & 0777u);
	return facts.st_mode & 077
		       ? refuse(END_FAILED, "readable", "%s can be read by others: chmod 600", path)
		       : END_WELL;
}

static enum ending look_address(struct cli *cli, const char **found)
{
	TRY(context_choose(cli->lasting, &cli->flags, &cli->context));
	*found = arena_printf(cli->arena, "%s%s%s", cli->context.url,
			      cli->context.name ? ", context " : "",
			      cli->context.name ? cli->context.name : "");
	return END_WELL;
}

static enum ending look_server(struct cli *cli, const char **found)
{
	struct json_object *answer;
	int64_t began = monotonic_ms();

	TRY(api_get(cli, &answer, "/readyz"));
	*found = arena_printf(cli->arena, "answers in %lld ms", (long long)(monotonic_ms() - began));
	return END_WELL;
}

static enum ending look_clock(struct cli *cli, const char **found)
{
	int64_t ahead = cli->ahead_ms < 0 ? -cli->ahead_ms : cli->ahead_ms;

	*found = arena_printf(cli->arena, "%lld s from the server's", (long long)(ahead / 1000));
	return ahead < SKEW_MS_MOST
		       ? END_WELL
		       : refuse(END_FAILED, "clock",
				"this machine's clock and the server's are %lld s apart",
				(long long)(ahead / 1000));
}

static enum ending look_credential(struct cli *cli, const char **found)
{
	struct json_object *answer;

	TRY(self_find(cli, &answer));
	*found = arena_printf(cli->arena, "%s, %s", cli->context.access ? "tokens" : "key",
			      part_text_or(part_of(answer, "user"), "name", "-"));
	return END_WELL;
}

static enum ending look_terminal(struct cli *cli, const char **found)
{
	const struct screen *s = &cli->screen;

	*found = arena_printf(cli->arena, "%s, %d columns, %s, %s",
			      s->is_terminal ? "terminal" : "pipe", s->width,
			      s->utf8 ? "UTF-8" : "no UTF-8", s->colour ? "colour" : "plain");
	return END_WELL;
}

static const struct look looks[] = {
	{ "terminal", look_terminal }, { "file", look_file },	{ "address", look_address },
	{ "server", look_server },     { "clock", look_clock }, { "credential", look_credential },
};

static void add_finding(struct cli *cli, struct json_object *rows, const struct look *look,
			const char *found, enum ending end)
{
	struct json_object *row = json_object_new_object();
	const char *words = end ? complaint_note()->text : found;

	json_object_array_add(rows, row);
	part_set(row, "look", look->what);
	json_object_object_add(row, "well", json_object_new_boolean(!end));
	part_set(row, "found", words);
	if (!cli->flags.json)
		show_field(cli, look->what,
			   arena_printf(cli->arena, "%s%s", end ? "WRONG: " : "", words));
}

enum ending command_doctor(struct cli *cli)
{
	struct json_object *answer = part_object(cli->arena), *rows = json_object_new_array();
	enum ending worst = END_WELL;

	json_object_object_add(answer, "looks", rows);
	for (int i = 0; i < COUNT(looks); i++) {
		const char *found = NULL;
		enum ending end = looks[i].run(cli, &found);

		add_finding(cli, rows, &looks[i], found, end);
		if (end && !worst)
			worst = end;
		complaint_forget();
		/* Without an address there is nobody to ask. */
		if (end && looks[i].run == look_address)
			break;
	}
	if (cli->flags.json)
		TRY(show_json(cli, answer, "looks"));
	return worst;
}
