#include "people/user.h"

enum error user_lock(struct db *db, struct id user)
{
	struct rows *rows;

	return db_find(db, &rows, "user", "SELECT id FROM users WHERE id = ? FOR UPDATE", user);
}

enum error user_find(struct db *db, struct id id, struct user *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "user",
		"SELECT u.id, a.balance_cents, u.name, u.avatar_url, u.stripe_customer_id, "
		"IF(u.stripe_account_status <=> 'lost', NULL, u.stripe_account_id) AS stripe_account_id, "
		"NULLIF(u.stripe_account_status, 'lost') AS stripe_account_status, u.auto_topup_enabled, "
		"u.auto_topup_amount_cents, u.auto_topup_threshold_cents, u.has_payment_method, "
		"u.created_at FROM users u JOIN accounts a ON a.id = u.id WHERE u.id = ?", id));
	*out = (struct user){
		.id = row_id(rows, "id"),
		.balance_cents = row_money(rows, "balance_cents"),
		.name = row_text(rows, "name"),
		.avatar_url = row_text(rows, "avatar_url"),
		.stripe_customer_id = row_text(rows, "stripe_customer_id"),
		.stripe_account_id = row_text(rows, "stripe_account_id"),
		.stripe_account_status = row_text(rows, "stripe_account_status"),
		.auto_topup_enabled = row_bool(rows, "auto_topup_enabled"),
		.auto_topup_amount_cents = row_maybe(rows, "auto_topup_amount_cents"),
		.auto_topup_threshold_cents = row_maybe(rows, "auto_topup_threshold_cents"),
		.has_payment_method = row_bool(rows, "has_payment_method"),
		.created_at = row_time(rows, "created_at"),
	};
	return OK;
}

enum error user_update(struct db *db, struct id id, const char *name, const char *avatar_url)
{
	TRY(db_exec(db, "UPDATE users SET name = COALESCE(?, name), "
			"avatar_url = COALESCE(?, avatar_url) WHERE id = ?", name, avatar_url, id));
	return db_affected(db) > 0 ? OK : failure(ERR_NOT_FOUND, "there is no such user");
}

enum error user_list(struct db *db, const char *name, struct id after, struct user_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT u.id, u.name, a.balance_cents, u.created_at FROM users u "
		"JOIN accounts a ON a.id = u.id "
		"WHERE (? IS NULL OR LOCATE(?, u.name) > 0) AND (? IS NULL OR u.id < ?) "
		"ORDER BY u.id DESC LIMIT ?", name, name, after, after, (int)USERS_MOST));
	out->count = 0;
	while (rows_next(rows))
		out->lines[out->count++] = (struct user_line){
			.id = row_id(rows, "id"),
			.name = row_text(rows, "name"),
			.balance_cents = row_money(rows, "balance_cents"),
			.created_at = row_time(rows, "created_at"),
		};
	return OK;
}

enum error user_file(struct db *db, struct id id, struct user_file *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "user",
		"SELECT u.email, COALESCE(u.suspended_at, u.frozen_at) AS frozen_at, u.suspended_why, u.closed_at, u.shortage_cents, COUNT(k.id) AS open_keys, "
		"MAX(k.last_used_at) AS last_used_at FROM users u "
		"LEFT JOIN api_keys k ON k.user_id = u.id AND k.revoked_at IS NULL "
		"WHERE u.id = ? GROUP BY u.id", id));
	*out = (struct user_file){
		.email = row_text(rows, "email"),
		.frozen_at = row_time(rows, "frozen_at"),
		.suspended_why = row_text(rows, "suspended_why"),
		.closed_at = row_time(rows, "closed_at"),
		.shortage_cents = row_money(rows, "shortage_cents"),
		.keys = row_int(rows, "open_keys"),
		.last_used_at = row_time(rows, "last_used_at"),
	};
	return OK;
}
