/* logout: a program's tokens are ended at the server; a key is only forgotten, for others may use it. */
#include <stdlib.h>

#include "cli/command.h"
#include "cli/part.h"
#include "cli/show.h"
#include "cli/store.h"
#include "cli/token.h"

static enum ending forget(struct cli *cli)
{
	int lock;

	TRY(store_lock(cli->arena, &lock));
	enum ending end = context_remove(cli->arena, cli->context.name);

	store_unlock(lock);
	return end;
}

enum ending command_logout(struct cli *cli)
{
	struct json_object *answer = part_object(cli->arena);
	enum ending revoked = END_WELL;

	if (getenv("CLORP_API_KEY"))
		cli_tell(cli, "CLORP_API_KEY is set, and is used until you unset it");
	if (!cli->context.name)
		return refuse(END_SIGNED_OUT, "authentication_required",
			      "nobody is signed in to %s here", cli->context.url);
	if (cli->context.refresh)
		revoked = token_revoke(cli);
	TRY(forget(cli));
	/* The tokens are gone from here either way; that they still are good elsewhere is worth a word. */
	TRY(revoked);
	part_set(answer, "context", cli->context.name);
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, "signed out of %s", cli->context.url);
	if (cli->context.key)
		cli_tell(cli, "the key itself is still good: clorp keys revoke ID ends one");
	return END_WELL;
}
