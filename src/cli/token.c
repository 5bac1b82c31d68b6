#include "cli/token.h"

#include <string.h>

#include "cli/api.h"
#include "cli/store.h"
#include "cli/wire.h"

/* A loop may rewind the arena in which the answer lives. */
static const char *kept(struct cli *cli, const char *text)
{
	return text ? arena_printf(cli->lasting, "%s", text) : NULL;
}

void token_take(struct cli *cli, struct json_object *answer)
{
	struct context *context = &cli->context;

	context->key = NULL;
	context->access = kept(cli, part_text(answer, "access_token"));
	context->refresh = kept(cli, part_text_or(answer, "refresh_token", context->refresh));
	context->expires_at = instant_now().ms / 1000 + part_int(answer, "expires_in");
}

static enum ending refresh(struct cli *cli)
{
	struct json_object *answer;
	const char *form = arena_printf(cli->arena,
					"grant_type=refresh_token&client_id=" TOKEN_CLIENT
					"&refresh_token=%s",
					wire_escape(cli->arena, cli->context.refresh));
	enum ending end = api_form(cli, &answer, "/oauth/token", form);

	if (end == END_FAILED)
		return refuse(END_SIGNED_OUT, "authentication_required",
			      "you were signed out: clorp login");
	TRY(end);
	token_take(cli, answer);
	return context_store(cli->arena, &cli->context, false);
}

/* Another run may have refreshed it while this one waited for the lock. */
static enum ending refresh_locked(struct cli *cli)
{
	struct context stored;
	const char *had = cli->context.refresh;

	TRY(context_find(cli->lasting, cli->context.name, &stored));
	if (stored.refresh && strcmp(stored.refresh, had) != 0) {
		stored.url = cli->context.url;
		cli->context = stored;
		return END_WELL;
	}
	return refresh(cli);
}

enum ending token_refresh(struct cli *cli)
{
	int lock;

	if (!cli->context.refresh || !cli->context.name)
		return refuse(END_SIGNED_OUT, "authentication_required", "you are not signed in");
	TRY(store_lock(cli->arena, &lock));
	enum ending end = refresh_locked(cli);

	store_unlock(lock);
	return end;
}

enum ending token_revoke(struct cli *cli)
{
	struct json_object *answer;

	return api_form(cli, &answer, "/oauth/revoke",
			arena_printf(cli->arena, "client_id=" TOKEN_CLIENT "&token=%s",
				     wire_escape(cli->arena, cli->context.refresh)));
}
