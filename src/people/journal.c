#include "people/journal.h"

#include "base/text.h"

enum { WHY_MOST = 500 };

enum error journal_add(struct db *db, const char *actor, const char *act, const char *subject,
		       const char *why)
{
	if (text_is_blank(why) || text_characters(why) > WHY_MOST)
		return failure(ERR_INVALID, "say why, in 1 to %d characters: --why TEXT", WHY_MOST);
	db_queue(db, "INSERT INTO admin_log (id, actor, act, subject, why, created_at) "
		     "VALUES (?, LEFT(?, 64), ?, LEFT(?, 255), ?, NOW(3))",
		 id_new(), actor, act, subject, why);
	return OK;
}
