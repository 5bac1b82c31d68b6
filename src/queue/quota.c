#include "queue/quota.h"

#include <string.h>

enum { COUNTED_MOST = 4 };

/* As the note of a failure is: of the request at hand, for a process has one at a time. */
static struct quota_count counted[COUNTED_MOST];
static int counted_count;

void quota_forget_counted(void)
{
	counted_count = 0;
}

int quota_counted(const struct quota_count **out)
{
	*out = counted;
	return counted_count;
}

static int wait_of(const struct rows *rows)
{
	return instant_wait(row_time(rows, "now"), row_time(rows, "expires_at"));
}

static void note(const struct quota *quota, const struct rows *rows)
{
	int64_t taken = row_int(rows, "taken");

	if (quota->is_place || counted_count == COUNTED_MOST)
		return;
	counted[counted_count++] = (struct quota_count){
		.name = quota->name,
		.most = quota->most,
		.seconds = quota->seconds,
		.left = taken < quota->most ? quota->most - taken : 0,
		.reset = wait_of(rows),
	};
}

static enum error too_many(const struct rows *rows)
{
	return failure_until(ERR_RATE_LIMITED, wait_of(rows), "too many: wait a while");
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
	note(quota, rows);
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
	note(quota, rows);
	return too_many(rows);
}

enum error quota_lock(struct db *db, const struct quota *quota)
{
	struct rows *rows;

	return db_query(db, &rows, "SELECT taken FROM quotas WHERE name = ? AND subject = ? FOR UPDATE",
			quota->name, quota->subject);
}

void quota_clear(struct db *db, const struct quota *quota)
{
	for (int i = 0; i < counted_count; i++)
		if (strcmp(counted[i].name, quota->name) == 0)
			counted[i--] = counted[--counted_count];
	db_queue(db, "DELETE FROM quotas WHERE name = ? AND subject = ?", quota->name,
		 quota->subject);
}

enum error quota_sweep(struct db *db, int most)
{
	return db_exec(db, "DELETE FROM quotas WHERE expires_at < NOW(3) LIMIT ?", most);
}
