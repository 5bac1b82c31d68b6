/*
 * Where a user wants events sent to: an address of the user's, and which events. How they
 * get there is in posting.h.
 */
#pragma once

#include "base/page.h"
#include "queue/news.h"

enum { HOOKS_MOST = 10, HOOK_URL_CHARACTERS = 500 };

struct hook {
	struct id id, user_id;
	const char *url;
	const char *types; /* with commas between; NULL: all of the user's own */
	bool wants_board;  /* drop.opened of all drops, as far as these say: */
	const char *pack;  /* NULL: any */
	struct maybe min_price_cents;
	bool is_enabled;
	const char *disabled_why; /* NULL: by its user, or it is enabled */
	int64_t failures;	  /* attempts in a row that failed */
	struct instant created_at, updated_at;
};

struct hook_list {
	struct hook *hooks;
	int count;
};

/*
 * Make one of that id; the secret is what its deliveries are signed with. CONFLICT for more than
 * HOOKS_MOST. Locks the user. Needs a transaction. Run again after a lost COMMIT: it stands already.
 */
enum error hook_create(struct db *, const struct hook *, const char *secret) MUST_USE;

/* The user's own: NOT_FOUND otherwise. */
enum error hook_find(struct db *, struct id id, struct id user, struct hook *out) MUST_USE;
enum error hook_list(struct db *, struct id user, struct hook_list *out) MUST_USE;

/* The same, locked: before its deliveries. Needs a transaction. */
enum error hook_lock(struct db *, struct id id, struct id user, struct hook *out) MUST_USE;

/*
 * Write what was changed of it, under its lock; queued. Enabled again, it starts anew: what
 * waited meanwhile is due at once.
 */
void hook_save(struct db *, const struct hook *);

/* Forget it, and what it still waits for. NOT_FOUND. */
enum error hook_remove(struct db *, struct id id, struct id user) MUST_USE;

/*
 * Send it an event that tells of nothing, to be seen by nobody else, under an id that was
 * drawn before. Needs its lock; queued.
 */
void hook_test(struct db *, const struct hook *, struct id event);

/* Nobody is sending to it: whoever is looks again when it is done. */
#define HOOK_IS_FREE "(leased_until IS NULL OR leased_until <= NOW(3))"

/* Tell its user that it was disabled, and why; queued, after the write. */
void hook_tell_disabled(struct db *, struct id id);

/* For an operator: all there are, newest first; and an end to one, with a reason for its user. NOT_FOUND. */
enum error hook_list_all(struct db *, const struct page *, struct hook_list *out) MUST_USE;
enum error hook_disable(struct db *, struct id id, const char *why) MUST_USE;

/* All of a user's; queued. */
void hook_disable_all(struct db *, struct id user, const char *why);
