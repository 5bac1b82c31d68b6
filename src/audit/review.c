#include "audit/review.h"

#include "base/config.h"

enum { LINES_MOST = 1000 }; /* of each kind */

#define SINCE " > NOW(3) - INTERVAL ? HOUR "
#define MOST " LIMIT 1000"

/* clang-format off */
/* Each is asked with the hours. */
static const char *const questions[] = {
	"SELECT JSON_OBJECT('what', 'dispute', 'dispute', d.id, 'user_id', CAST(d.user_id AS CHAR), "
	"'cents', d.amount_cents, 'status', d.status, 'user_owes_cents', u.shortage_cents, 'at', d.created_at, "
	"'closed_at', d.closed_at) AS line FROM disputes d JOIN users u ON u.id = d.user_id "
	"WHERE d.status = 'open' OR COALESCE(d.closed_at, d.created_at)" SINCE "ORDER BY d.created_at" MOST,
	"SELECT JSON_OBJECT('what', 'frozen', 'user_id', CAST(id AS CHAR), 'shortage_cents', shortage_cents, "
	"'frozen_reason', suspended_why, 'since', COALESCE(suspended_at, frozen_at)) AS line FROM users "
	"WHERE (frozen_at IS NOT NULL OR suspended_at IS NOT NULL) AND ? > 0 "
	"ORDER BY COALESCE(suspended_at, frozen_at)" MOST,
	"SELECT JSON_OBJECT('what', 'declines', 'user_id', CAST(user_id AS CHAR), 'declines', COUNT(*)) AS line "
	"FROM outbox WHERE kind = 'automatic' AND status = 'declined' AND updated_at" SINCE
	"GROUP BY user_id ORDER BY COUNT(*) DESC" MOST,
	"SELECT JSON_OBJECT('what', 'pair', 'sender', CAST(sender AS CHAR), 'receiver', CAST(receiver AS CHAR), "
	"'jobs', jobs, 'cents', cents, 'of_cents', total) AS line FROM (SELECT p.*, SUM(cents) OVER "
	"(PARTITION BY sender) AS total FROM (SELECT j.sender, COALESCE(w.user_id, j.receiver) AS receiver, "
	"COUNT(*) AS jobs, SUM(j.prize_cents) AS cents FROM settlements s JOIN jobs j ON j.id = s.job_id "
	"LEFT JOIN submissions w ON w.id = j.winning_submission_id WHERE s.kind = 'payout' "
	"AND s.created_at" SINCE "GROUP BY sender, receiver) p) x WHERE jobs > 1 AND cents * 2 > total "
	"ORDER BY cents DESC" MOST,
	"SELECT JSON_OBJECT('what', 'no_shows', 'user_id', CAST(user_id AS CHAR), 'no_shows', COUNT(*), "
	"'graded_f', (SELECT COUNT(*) FROM submissions s WHERE s.user_id = c.user_id AND s.grade = 'F')) AS line "
	"FROM cooldowns c WHERE is_no_show AND created_at" SINCE "GROUP BY user_id HAVING COUNT(*) > 2 "
	"ORDER BY COUNT(*) DESC" MOST,
	"SELECT JSON_OBJECT('what', 'refused_event', 'event', id, 'type', type, 'at', created_at) AS line "
	"FROM stripe_events WHERE status = 'refused' AND ? > 0 ORDER BY created_at" MOST,
};
/* clang-format on */

enum error review_run(struct db *db, int64_t hours, struct review *out)
{
	const struct value hour = V(hours);
	struct review review = {
		ARENA_ARRAY(db_arena(db), const char *, LINES_MOST *COUNT(questions)), 0
	};

	for (int i = 0; i < COUNT(questions); i++) {
		struct rows *rows;

		TRY(db_query_values(db, &rows, questions[i], (struct values){ &hour, 1 }));
		while (rows_next(rows))
			review.lines[review.count++] = row_text(rows, "line");
	}
	*out = review;
	return OK;
}
