/* A program's tokens (OAuth 2.1): an hour's access, and what gets the next. */
#pragma once

#include "cli/cli.h"

#define TOKEN_CLIENT "clorp-cli"

/*
 * Refresh the context's token, and store what came; under the contexts' lock, since a
 * refresh token is good once: of two runs, the second finds what the first has got.
 * SIGNED_OUT if the server takes it no more.
 */
enum ending token_refresh(struct cli *) MUST_USE;

/* Take what a token answer holds into the context. */
struct json_object;
void token_take(struct cli *, struct json_object *);

/* End it at the server. */
enum ending token_revoke(struct cli *) MUST_USE;
