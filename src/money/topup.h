/*
 * Money in: payments by card, what comes back of them, and the automatic ones.
 * Ids of payments are the outside's, and only compared.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"
#include "money/ledger.h"

struct payment {
	const char *id; /* the Checkout session's, or an automatic payment's own */
	const char *payment_intent;
	struct id user;
	struct money amount;
	bool automatic;
};

/* Declines of one card, after which it rests until it is set again, a day later or more. */
enum { TOPUP_DECLINES_MOST = 3 };

/*
 * Note that a payment was begun. Again: nothing changes. DUPLICATE if another top-up
 * has the same payment intent.
 */
enum error topup_begin(struct db *, const struct payment *) MUST_USE;

/*
 * Credit it, once, under topup:<id> or autotopup:<id>. *news says whether this
 * call did. Locks the user and the account. Needs a transaction. NOT_FOUND if there is no
 * such user. A shortage is settled first. One payment intent is one top-up, whatever
 * sessions name it: DUPLICATE for another, and nothing is booked.
 */
enum error topup_credit(struct db *, const struct payment *, bool *news) MUST_USE;

/* It will not be paid. */
void topup_close(struct db *, const char *id);

/*
 * Whose payment it was: locked, so that a credit under way is waited for. Needs
 * a transaction. NOT_FOUND if the payment is not known (yet).
 */
enum error topup_find_user(struct db *, const char *payment_intent, struct id *user) MUST_USE;

/* Money that goes back to where it came from: by a refund, or as a bank calls it back. */
enum recall_kind { RECALL_REFUND, RECALL_DISPUTE };
struct recall {
	enum recall_kind kind;
	const char *id; /* the refund's, or the dispute's */
	struct id user;
	struct money amount;
	bool lost; /* of a dispute: that it is decided so */
};

/*
 * Take it, once, under topup-refund:<id> or dispute:<id>. What the wallet does not
 * hold is booked to the system's shortage, and freezes the wallet. A dispute, and a
 * refund that went beyond the wallet, is written down as disputed money, and called
 * again as it moves on (dispute.h). Locks the user and the account. Needs a transaction.
 */
enum error topup_take_back(struct db *, const struct recall *) MUST_USE;

/*
 * What was taken comes in again, once, under topup-refund-failed:<id> or
 * dispute-won:<id>: a refund did not arrive, a dispute was won. It settles first what the
 * wallet owes by now, under shortage:<id>. Locks the user and the account. Needs a transaction.
 * NOT_FOUND if nothing was taken.
 */
enum error topup_give_again(struct db *, const struct recall *) MUST_USE;

/*
 * Settle what a frozen wallet owes out of what has come in, by whatever way:
 * once under shortage:<source>. With the last cent of it the wallet thaws.
 * Locks the user and the account. Needs a transaction. NOT_FOUND: no such user.
 */
enum error topup_settle(struct db *, struct id user, const char *source) MUST_USE;

/*
 * Start an automatic top-up if the user wants one now: the balance is under the
 * threshold, or `short_of` says that a payment just failed. One in flight, a
 * daily cap, none while a card was declined lately. Needs the account's lock.
 */
enum error topup_start_automatic(struct db *, const struct account *, bool short_of,
				 bool *started) MUST_USE;

/* A card that said no. Queued. */
enum decline { DECLINE_LATER, DECLINE_AUTHENTICATION, DECLINE_GONE };
void topup_declined(struct db *, struct id user, enum decline);
