/*
 * listen: what webhooks would send, for a program on this machine that no server can reach.
 * Signed as they are, by the scheme of Standard Webhooks, under a secret that is told at the start.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "base/signing.h"
#include "cli/command.h"
#include "cli/inbox.h"
#include "cli/show.h"
#include "cli/url.h"
#include "cli/wire.h"

enum { TRIES = 3, ANSWER_MS = 10000 };

struct forward {
	const char *url, *secret;
};

/* base64 as RFC 4648 has it in section 4: of 32 bytes, one sign of padding. */
static const char *base64(struct arena *arena, struct digest digest)
{
	char *text = arena_printf(arena, "%s=", digest_base64url(digest).text);

	for (char *at = text; *at; at++)
		*at = *at == '-' ? '+' : *at == '_' ? '/' : *at;
	return text;
}

/* The same at each run with the same key, so that a program at home is told once; else another each time. */
static const char *secret_of(const struct cli *cli)
{
	struct digest key;

	if (cli->context.key)
		key = digest_keyed(cli->context.key, "clorp listen", sizeof("clorp listen") - 1);
	else
		random_bytes(&key, sizeof(key));
	return arena_printf(cli->lasting, "whsec_%s", base64(cli->lasting, key));
}

/* As docs/events.md has a delivery. */
static const char *body_of(struct cli *cli, struct json_object *event)
{
	struct json_object *body = part_object(cli->arena);

	part_set(body, "type", part_text(event, "type"));
	part_set(body, "timestamp", part_text(event, "created_at"));
	json_object_object_add(body, "data", json_object_get(part_of(event, "data")));
	part_set(body, "id", part_text(event, "id"));
	return arena_printf(cli->arena, "%s",
			    json_object_to_json_string_ext(body, JSON_C_TO_STRING_NOSLASHESCAPE));
}

static struct wire_answer post(struct cli *cli, const struct forward *forward, const char *id,
			       const char *body)
{
	int64_t now = instant_now().ms / 1000;
	const struct wire_request request = {
		.method = "POST",
		.url = forward->url,
		.headers = { "Content-Type: application/json",
			     arena_printf(cli->arena, "webhook-id: %s", screen_line(cli->arena, id)),
			     arena_printf(cli->arena, "webhook-timestamp: %lld", (long long)now),
			     arena_printf(cli->arena, "webhook-signature: %s",
					  signing_sign(cli->arena, forward->secret, id, now, body)) },
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
	const char *id = part_text_or(event, "id", "-"), *body = body_of(cli, event);
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
	struct forward forward = { cli->flags.forward, secret_of(cli) };
	struct inbox inbox;

	if (!forward.url)
		return refuse(END_MISUSED, "usage", "clorp listen --forward-to URL");
	if (!url_is_safe(forward.url))
		return refuse(END_MISUSED, "invalid_url",
			      "%s must begin with https:// (or be on this machine)", forward.url);
	TRY(inbox_open(cli, &inbox));
	/* Not silenced: without it nothing that comes can be checked. */
	(void)fprintf(stderr, "the secret: %s\n", forward.secret);
	return inbox_follow(cli, &inbox, take, &forward);
}
