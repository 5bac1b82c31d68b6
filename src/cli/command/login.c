/* login: by a code that a person allows in any browser (RFC 8628), or with a key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/self.h"
#include "cli/show.h"
#include "cli/store.h"
#include "cli/token.h"
#include "cli/wire.h"

#define GRANT "urn:ietf:params:oauth:grant-type:device_code"
#define SCOPES "read compete spend wallet"

enum { SLOWER_SECONDS = 5 };

/* ------------------------------------------------------------ with a key */

/* A key that is typed is not shown. */
static void read_unseen(char *line, int size)
{
	struct termios before, unseen;
	bool typed = tcgetattr(STDIN_FILENO, &before) == 0;

	if (typed) {
		(void)fputs("key: ", stderr);
		unseen = before;
		unseen.c_lflag &= ~(tcflag_t)ECHO;
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &unseen);
	}
	if (!fgets(line, size, stdin))
		*line = '\0';
	if (typed) {
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
		(void)fputc('\n', stderr);
	}
}

static enum ending by_key(struct cli *cli)
{
	char line[1024] = "";

	read_unseen(line, sizeof(line));
	const char *key = text_trim(cli->lasting, line);

	if (!*key || strpbrk(key, " \t\r\n"))
		return refuse(END_MISUSED, "no_key", "there is no key on standard input");
	cli->context.key = key;
	return END_WELL;
}

/* ------------------------------------------------------------ by a browser anywhere */

/* For a program: it may show the code to its person as it likes. The device's own code is a secret. */
static void tell_program(struct cli *cli, struct json_object *device)
{
	json_object_object_del(device, "device_code");
	(void)fprintf(stderr, "%s\n", part_print(cli->arena, device, false));
}

static void tell_code(struct cli *cli, struct json_object *device)
{
	const char *code = screen_line(cli->arena, part_text_or(device, "user_code", "-"));
	const char *url = screen_line(cli->arena, part_text_or(device, "verification_uri", "-"));
	const char *whole = screen_line(cli->arena,
					part_text_or(device, "verification_uri_complete", url));

	(void)fprintf(stderr,
		      "Open %s in a browser, anywhere, and enter\n\n    %s\n\n(or open %s)\n", url,
		      code, whole);
}

static void rest(int64_t seconds)
{
	struct timespec time = { seconds, 0 };

	(void)nanosleep(&time, NULL);
}

/* Until the person has answered, or the code is over. */
static enum ending poll_tokens(struct cli *cli, const char *form, int64_t interval,
			       struct json_object **out)
{
	for (;;) {
		rest(interval > 0 ? interval : SLOWER_SECONDS);
		enum ending end = api_form(cli, out, "/oauth/token", form);
		const char *code = end ? complaint_note()->code : "";

		if (strcmp(code, "slow_down") == 0)
			interval += SLOWER_SECONDS;
		else if (end != END_AWAY && strcmp(code, "authorization_pending") != 0)
			return end;
	}
}

static enum ending by_device(struct cli *cli)
{
	struct json_object *device, *tokens;
	const char *scopes = cli->flags.scopes ? cli->flags.scopes : SCOPES;

	const char *form;

	TRY(api_form(cli, &device, "/oauth/device",
		     arena_printf(cli->arena, "client_id=" TOKEN_CLIENT "&scope=%s",
				  wire_escape(cli->arena, scopes))));
	if (!part_text(device, "device_code"))
		return refuse(END_AWAY, "bad_answer", "%s gave no code", cli->context.url);
	form = arena_printf(cli->arena,
			    "grant_type=" GRANT "&client_id=" TOKEN_CLIENT "&device_code=%s",
			    wire_escape(cli->arena, part_text_or(device, "device_code", "")));
	if (cli->flags.json)
		tell_program(cli, device);
	else
		tell_code(cli, device);
	TRY(poll_tokens(cli, form, part_int(device, "interval"), &tokens));
	complaint_forget();
	token_take(cli, tokens);
	return END_WELL;
}

/* ------------------------------------------------------------ and then */

static enum ending store(struct cli *cli)
{
	int lock;

	TRY(store_lock(cli->arena, &lock));
	enum ending end = context_store(cli->arena, &cli->context, true);

	store_unlock(lock);
	return end;
}

/* Which context it becomes: the one named, else the one in use if it is this server's, else one named after it. */
static const char *name_of(struct cli *cli, const struct context *chosen)
{
	const char *host = strstr(chosen->url, "://");

	if (cli->flags.config_context)
		return cli->flags.config_context;
	if (chosen->name && strcmp(chosen->name, "credentials.json") != 0)
		return chosen->name;
	return host ? host + 3 : chosen->url;
}

/* A context that is not there yet is what a login makes. */
static enum ending choose(struct cli *cli)
{
	struct flags flags = cli->flags;
	enum ending end = context_choose(cli->lasting, &flags, &cli->context);

	if (end == END_MISUSED && strcmp(complaint_note()->code, "no_context") == 0) {
		if (!flags.url)
			return refuse(END_MISUSED, "no_url", "a new context needs --url URL");
		complaint_forget();
		flags.config_context = NULL;
		end = context_choose(cli->lasting, &flags, &cli->context);
	}
	return end;
}

enum ending command_login(struct cli *cli)
{
	struct json_object *answer, *user;

	TRY(choose(cli));
	cli->context = (struct context){ .url = cli->context.url,
					 .name = name_of(cli, &cli->context) };
	TRY(cli->flags.with_token ? by_key(cli) : by_device(cli));
	TRY(self_find(cli, &answer));
	user = part_of(answer, "user");
	cli->context.user_id = part_text(user, "id");
	cli->context.user_name = part_text(user, "name");
	TRY(store(cli));
	if (getenv("CLORP_API_KEY"))
		cli_tell(cli, "CLORP_API_KEY is set, and goes before this until you unset it");
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, "signed in to %s as %s", cli->context.url,
		  screen_line(cli->arena, part_text_or(user, "name", part_text_or(user, "id", "-"))));
	return END_WELL;
}
