#include "market/work.h"

#include <string.h>

#include "base/text.h"

static enum error check_is_not_prompt(struct db *db, const char *text, struct id job)
{
	struct rows *rows;
	struct arena *arena = db_arena(db);

	TRY(db_find(db, &rows, "job", "SELECT prompt FROM jobs WHERE id = ?", job));
	if (strcmp(text_trim(arena, text), text_trim(arena, row_text(rows, "prompt"))) == 0)
		return failure(ERR_NOT_AN_ANSWER, "the prompt itself is not an answer");
	return OK;
}

enum error work_check(struct db *db, const struct work *work, struct id job)
{
	if (work->file_count > 0)
		return OK;
	if (!work->text || text_is_blank(work->text))
		return failure(ERR_NOT_AN_ANSWER, "an empty text is not an answer");
	return check_is_not_prompt(db, work->text, job);
}
