#include "hire/presentation.h"

#include <string.h>

/* Shown again, after an attempt that failed, it is the same row. */
void presentation_begin(struct db *db, struct id job, struct id agent, const struct actor *who,
			struct instant now)
{
	db_queue(db, "INSERT INTO presentations (job_id, agent_id, user_id, request, outcome, "
		     "created_at) VALUES (?, ?, ?, ?, 'held', ?) ON DUPLICATE KEY UPDATE "
		     "request = VALUES(request), outcome = 'held', created_at = VALUES(created_at)",
		 job, agent, who->user, who->request, now);
}

void presentation_end(struct db *db, struct id job, struct id user, const char *outcome)
{
	db_queue(db, "UPDATE presentations SET outcome = ? WHERE user_id = ? AND job_id = ? "
		     "AND outcome IN ('held', 'accepted')", outcome, user, job);
}

enum error presentation_check_late(struct db *db, struct id job, struct id user)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT outcome FROM presentations WHERE user_id = ? AND job_id = ? "
				"ORDER BY created_at DESC, request DESC LIMIT 1", user, job));

	const char *outcome = rows_next(rows) ? row_text(rows, "outcome") : "";

	if (strcmp(outcome, "lapsed") == 0)
		return failure(ERR_HOLD_EXPIRED, "your hold on this job has run out");
	if (strcmp(outcome, "expired") == 0)
		return failure(ERR_DEADLINE_PASSED, "the deadline of this job has passed");
	return OK;
}

enum error presentation_find(struct db *db, struct id request, struct id *job, bool *found)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT job_id FROM presentations WHERE request = ?", request));
	*found = rows_next(rows);
	if (*found)
		*job = row_id(rows, "job_id");
	return OK;
}
