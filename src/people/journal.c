#include "people/journal.h"

#include "base/text.h"

enum { WHY_MOST = 500 };

/* IGNORE: its own line, of a COMMIT that was thought lost. */
enum error journal_add(struct db *db, const struct journal_entry *entry)
{
	if (!entry->why || text_is_blank(entry->why) || text_characters(entry->why) > WHY_MOST)
		return failure(ERR_INVALID, "say why, in 1 to %d characters: --why TEXT", WHY_MOST);
	db_queue(db, "INSERT IGNORE INTO admin_log (id, actor, act, subject, why, created_at) "
		     "VALUES (?, LEFT(?, 64), LEFT(?, 32), LEFT(?, 255), ?, NOW(3))",
		 entry->id, entry->actor, entry->act, entry->subject, entry->why);
	return OK;
}

enum error journal_find(struct db *db, const char *act, const char *subject, struct instant *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT MAX(created_at) AS at FROM admin_log WHERE subject = ? AND act = ?",
		     subject, act));
	*out = rows_next(rows) ? row_time(rows, "at") : (struct instant){ 0 };
	return OK;
}
