#include "queue/quota.h"

static enum error too_many(const struct rows *rows)
{
	return failure_until(ERR_RATE_LIMITED,
			     instant_wait(row_time(rows, "now"), row_time(rows, "expires_at")),
			     "too many: wait a while");
}

enum error quota_take(struct db *db, const struct quota *quota)
{
	struct rows *rows;

	/* Assignments run from left to right: `taken` looks at the old time. */
	db_queue(db,
		"INSERT INTO quotas (name, subject, taken, expires_at) "
		"VALUES (?, ?, 1, NOW(3) + INTERVAL ? SECOND) ON DUPLICATE KEY UPDATE "
		"taken = IF(expires_at <= NOW(3), 1, taken + 1), "
		"expires_at = IF(expires_at <= NOW(3), VALUES(expires_at), expires_at)",
		quota->name, quota->subject, quota->seconds);
	TRY(db_query(db, &rows,
		"SELECT taken, expires_at, SYSDATE(3) AS now FROM quotas WHERE name = ? AND subject = ?",
		quota->name, quota->subject));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a quota was counted and is not there");
	if (row_int(rows, "taken") <= quota->most)
		return OK;
	return too_many(rows);
}

enum error quota_look(struct db *db, const struct quota *quota)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT taken, expires_at, SYSDATE(3) AS now FROM quotas WHERE name = ? AND subject = ? "
		"AND expires_at > NOW(3)", quota->name, quota->subject));
	if (!rows_next(rows) || row_int(rows, "taken") < quota->most)
		return OK;
	return too_many(rows);
}

void quota_clear(struct db *db, const struct quota *quota)
{
	db_queue(db, "DELETE FROM quotas WHERE name = ? AND subject = ?", quota->name,
		 quota->subject);
}

enum error quota_sweep(struct db *db, int most)
{
	return db_exec(db, "DELETE FROM quotas WHERE expires_at < NOW(3) LIMIT ?", most);
}
