#include "audit/gauge.h"

enum { ROWS_MOST = 200 };

/* Each row is one number. Both walk an index of what is due, not what has ended. */
/* clang-format off */
static const char *const questions[] = {
	"SELECT 'clorp_jobs' AS name, CONCAT('kind=\"', kind, '\",status=\"', status, '\"') AS label, COUNT(*) AS value "
	"FROM jobs WHERE due_at IS NOT NULL GROUP BY kind, status",
	"SELECT 'clorp_due_seconds' AS name, '' AS label, "
	"COALESCE(GREATEST(0, TIMESTAMPDIFF(SECOND, MIN(due_at), SYSDATE(3))), 0) AS value FROM jobs WHERE due_at IS NOT NULL",
	"SELECT 'clorp_outbox' AS name, "
	"CONCAT('kind=\"', kind, '\",state=\"', IF(attempts > 0, 'retrying', 'waiting'), '\"') AS label, COUNT(*) AS value "
	"FROM outbox WHERE next_attempt_at IS NOT NULL GROUP BY kind, attempts > 0",
	"SELECT 'clorp_cron_age_seconds' AS name, '' AS label, "
	"COALESCE(GREATEST(0, TIMESTAMPDIFF(SECOND, MAX(seen_at), SYSDATE(3))), -1) AS value FROM heartbeats",
	"SELECT 'clorp_audit_age_seconds' AS name, '' AS label, "
	"COALESCE(GREATEST(0, TIMESTAMPDIFF(SECOND, MAX(ended_at), SYSDATE(3))), -1) AS value FROM audits",
	"SELECT 'clorp_audit_violations' AS name, '' AS label, violations AS value FROM audits",
};
/* clang-format on */

enum error gauge_read(struct db *db, struct arena *arena, struct gauges *out)
{
	struct gauges gauges = { ARENA_ARRAY(arena, struct gauge, ROWS_MOST), 0 };

	for (int i = 0; i < COUNT(questions); i++) {
		struct rows *rows = NULL;

		TRY(db_query_values(db, &rows, questions[i], (struct values){ NULL, 0 }));
		while (rows_next(rows) && gauges.count < ROWS_MOST)
			gauges.list[gauges.count++] = (struct gauge){ row_text(rows, "name"),
								      row_text(rows, "label"),
								      row_int(rows, "value") };
	}
	*out = gauges;
	return OK;
}
