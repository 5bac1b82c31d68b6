/* A user's wallet as its owner sees it, and what of it may leave. */
#pragma once

#include "base/error.h"
#include "base/page.h"
#include "base/value.h"
#include "db/db.h"
#include "money/ledger.h"

struct entry_view {
	struct id id, user_id;
	struct money delta;
	const char *reason;
	int64_t seq;
	struct instant created_at;
};

struct wallet {
	struct money balance_cents, withdrawable_cents;
	struct entry_view *entries;
	int count;
	bool more;
};

/* The balance, and the entries before a number (0: the latest), newest first. NOT_FOUND. */
enum error wallet_find(struct db *, struct id user, const struct page *,
		       struct wallet *out) MUST_USE;

/*
 * What may be paid out: prizes older than settings' withdraw.hold_seconds, less
 * what was withdrawn, never above the balance. Money from a card can be spent,
 * not cashed out. Under the account's lock it cannot change.
 */
enum error wallet_withdrawable(struct db *, struct id user, struct money balance,
			       struct money *out) MUST_USE;
