/*
 * listen: what webhooks would send, for a program on this machine that no server can reach.
 * Signed as they are, by the scheme of Standard Webhooks, under a secret that is told at the start.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "cli/command.h"
#include "cli/inbox.h"
#include "cli/show.h"
#include "cli/wire.h"

enum { TRIES = 3, ANSWER_MS = 10000 };

struct forward {
	const char *url;
	char key[SHA256_BYTES + 1]; /* what the secret decodes to: no byte of it is 0 */
};

/* base64 as RFC 4648 has it in section 4: of 32 bytes, one sign of padding. */
static const char *base64(struct arena *arena, struct digest digest)
{
	char *text = arena_printf(arena, "%s=", digest_base64url(digest).text);

	for (char *at = text; *at; at++)
		*at = *at == '-' ? '+' : *at == '_' ? '/' : *at;
	return text;
}

/* The same at each run of the same key, so that a program at home is told once; else another each time. */
static struct digest draw_key(const struct cli *cli)
{
	struct digest key;

	if (cli->context.key)
		key = digest_keyed(cli->context.key, "clorp listen", sizeof("clorp listen") - 1);
	else
		random_bytes(&key, sizeof(key));
	while (memchr(&key, 0, sizeof(key)))
		key = digest_of(&key, sizeof(key));
	return key;
}

static struct wire_answer post(struct cli *cli, const struct forward *forward, const char *id,
			       const char *body)
{
	long long now = (long long)time(NULL);
	const char *signed_text = arena_printf(cli->arena, "%s.%lld.%s", id, now, body);
	struct digest mac = digest_keyed(forward->key, signed_text, strlen(signed_text));
	const struct wire_request request = {
		.method = "POST",
		.url = forward->url,
		.headers = { "Content-Type: application/json",
			     arena_printf(cli->arena, "webhook-id: %s", id),
			     arena_printf(cli->arena, "webhook-timestamp: %lld", now),
			     arena_printf(cli->arena, "webhook-signature: v1,%s",
					  base64(cli->arena, mac)) },
		.header_count = 4,
		.body = body,
		.length = strlen(body),
		.total_ms = ANSWER_MS,
	};

	return wire_send(cli->arena, &request);
}

/* A 2xx is done; anything else is tried twice more, and then told of: the inbox still has it. */
static enum ending take(struct cli *cli, struct json_object *event, void *arg)
{
	const struct forward *forward = arg;
	const char *id = part_text_or(event, "id", "-"),
		   *body = part_print(cli->arena, event, false);
	struct wire_answer answer = { .status = 0 };
	struct json_object *line = part_object(cli->arena);

	for (int i = 0; i < TRIES; i++) {
		answer = post(cli, forward, id, body);
		if (answer.came && answer.status >= 200 && answer.status < 300)
			break;
		(void)sleep(1);
	}
	part_set(line, "id", id);
	part_set(line, "type", part_text(event, "type"));
	part_set_int(line, "status", answer.came ? answer.status : 0);
	if (cli->flags.json)
		(void)printf("%s\n", part_print(cli->arena, line, false));
	else
		show_line(cli, "%s  %s  %s",
			  answer.came ? arena_printf(cli->arena, "%d", answer.status) : answer.why,
			  screen_line(cli->arena, part_text_or(event, "type", "-")), id);
	return fflush(stdout) ? refuse(END_FAILED, "not_written", "standard output is closed")
			      : END_WELL;
}

enum ending command_listen(struct cli *cli)
{
	struct forward forward = { .url = cli->flags.forward };
	struct digest key = draw_key(cli);
	struct inbox inbox;

	if (!forward.url)
		return refuse(END_MISUSED, "usage", "clorp listen --forward-to URL");
	if (!context_url_is_safe(forward.url))
		return refuse(END_MISUSED, "invalid_url",
			      "%s must begin with https:// (or be on this machine)", forward.url);
	memcpy(forward.key, &key, sizeof(key));
	TRY(inbox_open(cli, &inbox));
	/* Not silenced: without it nothing that comes can be checked. */
	(void)fprintf(stderr, "the secret: whsec_%s\n", base64(cli->arena, key));
	return inbox_follow(cli, &inbox, take, &forward);
}
