/* What a user has at the payment service: a customer, a card, a connected account. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/* LOST: there was an account, and its owner took our access away. To the world that is none. */
enum connect_status { CONNECT_NONE, CONNECT_PENDING, CONNECT_ACTIVE, CONNECT_LOST };

struct billing {
	struct id user;
	const char *name, *customer, *account;
	enum connect_status connect;
	int64_t words; /* how often the account's standing was told so far */
	bool has_card, auto_enabled;
	struct maybe auto_amount, auto_threshold;
};

const char *connect_status_name(enum connect_status);

/* NOT_FOUND. */
enum error billing_find(struct db *, struct id user, struct billing *out) MUST_USE;

/* Set once: a second one is not taken, and billing_find tells which stands. A lost account makes room. */
enum error billing_set_customer(struct db *, struct id user, const char *customer) MUST_USE;
enum error billing_set_account(struct db *, struct id user, const char *account) MUST_USE;

/* What stands at an account. Lost is lost: nothing changes it any more. Locks the user. */
enum error billing_set_connect(struct db *, const char *account, enum connect_status) MUST_USE;

/*
 * The same for an answer to a question: `words` is what it was when the question was
 * asked. If the standing was told again meanwhile the answer may be older than that,
 * and changes nothing.
 */
enum error billing_answer_connect(struct db *, const char *account, enum connect_status,
				  int64_t words) MUST_USE;

/*
 * An event says whether the account is active. Events come in any order, so only a
 * "no" is believed, until the account itself is asked (outbox_ask); and the answer
 * to a question that was asked before this counts no more.
 */
enum error billing_doubt_connect(struct db *, const char *account, bool active) MUST_USE;

/* A card of a customer, or no longer. */
enum error billing_save_card(struct db *, const char *customer, const char *card) MUST_USE;
enum error billing_drop_card(struct db *, const char *card) MUST_USE;

/* INVALID if there is no card to charge. */
enum error billing_set_automatic(struct db *, struct id user, bool enabled, struct maybe amount,
				 struct maybe threshold) MUST_USE;
