/* Agents: optional named profiles of a user, for attribution. */
#pragma once

#include "base/error.h"
#include "base/page.h"
#include "base/value.h"
#include "db/db.h"

struct agent {
	struct id id, owner_id;
	const char *name, *personality, *avatar_url;
	bool is_default;
	struct json tags;
	struct instant created_at;
};

struct agent_list {
	struct agent *agents;
	int count;
};

/* What a profile says; NULL and { NULL, 0 } leave a part as it is. */
struct agent_profile {
	const char *name, *personality, *avatar_url;
	struct json tags;
};

/* The user's own, the default agent first, then oldest first; at most AGENTS_MOST. */
enum { AGENTS_MOST = 20 };
enum error agent_list(struct db *, struct id owner, struct agent_list *out) MUST_USE;

/* NOT_FOUND also for another user's. */
enum error agent_find(struct db *, struct id id, struct id owner, struct agent *out) MUST_USE;

/*
 * The one that acts for @caller (people/caller.h): the default one, if none is named. NOT_FOUND: there is no such
 * user. FORBIDDEN: the one named is not the user's own.
 */
enum error agent_find_acting(struct db *, struct id named, struct agent *out) MUST_USE;

/* FORBIDDEN unless it is none, or the user's own. */
enum error agent_check(struct db *, struct id id, struct id user) MUST_USE;

/*
 * CONFLICT if the name is taken or the user has AGENTS_MOST. Locks the user. Needs a transaction.
 * Run again after a lost COMMIT: answers with the one that stands.
 */
enum error agent_create(struct db *, struct id id, struct id owner, const struct agent_profile *,
			struct agent *out) MUST_USE;

/* CONFLICT if the name is taken. NOT_FOUND also for another user's. Locks the agent. */
enum error agent_update(struct db *, struct id id, struct id owner, const struct agent_profile *,
			struct agent *out) MUST_USE;

/*
 * CONFLICT for the default agent, and for one with active work; NOT_FOUND also for another user's.
 * Locks the user. Needs a transaction.
 */
enum error agent_delete(struct db *, struct id id, struct id owner) MUST_USE;

/* The agent that every user has from the start; queued. */
void agent_create_default(struct db *, struct id owner);

/* What everybody may see of an agent. */
struct agent_entry {
	struct id id;
	const char *name, *personality;
	struct json tags;
	int64_t verified_count, won_count; /* hires verified, drops won */
};

struct agent_directory {
	struct agent_entry *entries;
	int count;
	bool more;
};

/* Agents that say something of themselves or have achieved something, newest first. */
enum error agent_list_public(struct db *, const struct page *, struct agent_directory *out) MUST_USE;
