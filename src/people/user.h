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

struct user_line {
	struct id id;
	const char *name;
	struct money balance_cents;
	struct instant created_at;
};

enum { USERS_MOST = 100 };

struct user_list {
	struct user_line lines[USERS_MOST];
	int count;
};

/* Newest first: of those with name in their names (NULL: all), those after that one (none: from the start). */
enum error user_list(struct db *, const char *name, struct id after, struct user_list *out) MUST_USE;

/* Of a user what only those see who run the place. */
struct user_file {
	const char *email;
	struct instant frozen_at; /* the wallet, by an operator or for what it owes; 0: it is not */
	const char *suspended_why; /* the operator's reason, or NULL */
	struct instant closed_at;  /* 0: it is not */
	struct money shortage_cents;
	int64_t keys; /* that still open */
	struct instant last_used_at;
};

/* NOT_FOUND. */
enum error user_file(struct db *, struct id, struct user_file *out) MUST_USE;

/* What is NULL stays as it is. NOT_FOUND. */
enum error user_update(struct db *, struct id id, const char *name, const char *avatar_url) MUST_USE;
