#include "money/suspension.h"

#include "base/text.h"
#include "money/moneynews.h"
#include "queue/outbox.h"

enum { WHY_MOST = 500 };

enum error suspension_check(struct db *db, struct id user)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT " FROZEN_REASON " AS reason FROM users WHERE id = ?", user));
	if (!rows_next(rows) || !row_text(rows, "reason"))
		return OK;
	return failure(ERR_WALLET_FROZEN, "the wallet is frozen: %s", row_text(rows, "reason"));
}

enum error suspension_find(struct db *db, struct id user, bool *frozen)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id FROM users WHERE id = ? "
				"AND (frozen_at IS NOT NULL OR suspended_at IS NOT NULL)", user));
	*frozen = rows_count(rows) > 0;
	return OK;
}

static enum error lock(struct db *db, struct id user, bool *suspended)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT suspended_at IS NOT NULL AS suspended FROM users "
				"WHERE id = ? FOR UPDATE", user));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "there is no user %s", user.text);
	*suspended = row_bool(rows, "suspended");
	return OK;
}

enum error suspension_begin(struct db *db, struct id user, const char *why)
{
	bool suspended = false;

	if (text_is_blank(why) || text_characters(why) > WHY_MOST)
		return failure(ERR_INVALID, "a reason has 1 to %d characters", WHY_MOST);
	TRY(lock(db, user, &suspended));
	moneynews_tell_frozen(db, user, why);
	db_queue(db, "UPDATE users SET suspended_at = COALESCE(suspended_at, NOW(3)), "
		     "suspended_why = ? WHERE id = ?", why, user);
	return OK;
}

enum error suspension_end(struct db *db, struct id user)
{
	bool suspended = false;

	TRY(lock(db, user, &suspended));
	if (!suspended)
		return OK;
	db_queue(db, "UPDATE users SET suspended_at = NULL, suspended_why = NULL WHERE id = ?", user);
	moneynews_tell_thawed(db, user);
	outbox_wake(db, user, id_new());
	return OK;
}
