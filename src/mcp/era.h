/* The protocol's versions: two eras at one address, told apart by what each request says of itself. */
#pragma once

#include "mcp/message.h"

/* The newest with a handshake: what is offered to whoever asks for a version that there is not. */
#define ERA_HANDSHAKE "2025-11-25"

/* Does that version have a handshake? */
bool era_has_handshake(const char *version);

/* May messages come in batches? In one version only, which is also that of who names none. */
bool era_takes_batches(const struct request *);

/* ["2026-07-28",...]: all that are spoken. */
struct json era_versions(struct arena *);

/*
 * Find out the message's era, and whether its headers are as that asks. False, and *refusal, if
 * not: a proxy may have acted by what the headers say.
 */
bool era_read(struct exchange *, struct rpc_answer *refusal);
