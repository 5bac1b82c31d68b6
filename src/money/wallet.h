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
	struct instant withdrawable_at; /* of a payout, at the latest; 0: of anything else */
	const char *pending_reason;	/* on_hold_dispute, while a dispute holds it; or NULL */
	struct instant created_at;
};

struct wallet {
	struct money balance_cents;
	struct money withdrawable_cents, pending_cents; /* the earned money: together all of it */
	struct instant next_withdrawable_at;		/* 0: nothing is pending */
	const char *frozen_reason;			/* NULL: it is not frozen */
	struct entry_view *entries;
	int count;
	bool more;
};

/* The balance, and the entries before a number (0: the latest), newest first. NOT_FOUND. */
enum error wallet_find(struct db *, struct id user, const struct page *,
		       struct wallet *out) MUST_USE;

/*
 * Of the earned money that a wallet holds, what may be paid out: all but payouts
 * that are held (hold.h). Spending takes what may leave first. Money from a card can
 * be spent, not cashed out. Under the account's lock nothing but the clock and a
 * dispute changes it.
 */
enum error wallet_withdrawable(struct db *, struct id user, struct money earned,
			       struct money *out) MUST_USE;
