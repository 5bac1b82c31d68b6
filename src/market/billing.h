/* What a user has at the payment service: a customer, a card, a connected account. */
#pragma once

#include "market/market.h"

enum connect_status { CONNECT_NONE, CONNECT_PENDING, CONNECT_ACTIVE };

struct billing {
	struct id user;
	const char *name, *customer, *account;
	enum connect_status connect;
	bool has_card, auto_enabled;
	struct maybe auto_amount, auto_threshold;
};

const char *connect_status_name(enum connect_status);

/* NOT_FOUND. */
enum error billing_find(struct db *, struct id user, struct billing *out) MUST_USE;

/* Set once: a second one is not taken, and billing_find tells which stands. */
enum error billing_set_customer(struct db *, struct id user, const char *customer) MUST_USE;
enum error billing_set_account(struct db *, struct id user, const char *account) MUST_USE;

/* What is known of an account as of that time (seconds); an older word changes nothing. */
enum error billing_set_connect(struct db *, const char *account, bool active,
			       int64_t as_of) MUST_USE;

/* A card of a customer, or no longer. */
enum error billing_save_card(struct db *, const char *customer, const char *card) MUST_USE;
enum error billing_drop_card(struct db *, const char *card) MUST_USE;

/* INVALID if there is no card to charge. */
enum error billing_set_automatic(struct db *, struct id user, bool enabled, struct maybe amount,
				 struct maybe threshold) MUST_USE;
