/* Users: an account with a wallet. The same user may send and compete. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

struct user {
	struct id id;
	struct money balance_cents;
	const char *name, *avatar_url;
	const char *stripe_customer_id, *stripe_account_id, *stripe_account_status;
	bool auto_topup_enabled, has_payment_method;
	struct maybe auto_topup_amount_cents, auto_topup_threshold_cents;
	struct instant created_at;
};

/* Lock the user's row: what counts what a user has or holds does so under it. NOT_FOUND. Needs a transaction. */
enum error user_lock(struct db *, struct id user) MUST_USE;

/* NOT_FOUND. */
enum error user_find(struct db *, struct id id, struct user *out) MUST_USE;

/* What is NULL stays as it is. NOT_FOUND. */
enum error user_update(struct db *, struct id id, const char *name, const char *avatar_url) MUST_USE;
