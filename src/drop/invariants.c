#include "drop/drop.h"

/* clang-format off */
static const struct invariant drop_lines[] = {
	{ "published counts are those of submissions and of their authors",
	  "SELECT (t.submissions <> s.submissions) + (t.competitors <> s.competitors) AS n FROM "
	  "(SELECT SUM(submissions) AS submissions, SUM(competitors) AS competitors FROM totals) t, "
	  "(SELECT COUNT(*) AS submissions, COUNT(DISTINCT user_id) AS competitors "
	  "FROM submissions) s" },
	{ "a drop's counts are its claims and submissions",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN (SELECT job_id, SUM(status = 'submitted') AS done, "
	  "SUM(status IN ('live', 'submitted')) AS places FROM claims GROUP BY job_id) c "
	  "ON c.job_id = j.id LEFT JOIN (SELECT job_id, COUNT(*) AS n FROM submissions GROUP BY job_id) s "
	  "ON s.job_id = j.id WHERE j.submissions_count <> COALESCE(s.n, 0) "
	  "OR j.submissions_count <> COALESCE(c.done, 0) "
	  "OR (j.status = 'open' AND j.claims_count <> COALESCE(c.places, 0))" },
	{ "a judged drop ranks its submissions 1 to n, and grades none above a higher rank",
	  "SELECT COUNT(*) AS n FROM (SELECT j.id FROM jobs j JOIN submissions s ON s.job_id = j.id "
	  "WHERE j.status = 'completed' GROUP BY j.id, j.submissions_count, j.winning_submission_id "
	  "HAVING COUNT(s.`rank`) <> j.submissions_count OR MAX(s.`rank`) <> j.submissions_count "
	  "OR SUM(s.`rank` = 1 AND s.id = j.winning_submission_id) <> 1 UNION "
	  "SELECT b.job_id FROM submissions a JOIN submissions b ON b.job_id = a.job_id "
	  "AND b.`rank` = a.`rank` + 1 WHERE FIELD(b.grade, 'S', 'A', 'B', 'C', 'D', 'F') < "
	  "FIELD(a.grade, 'S', 'A', 'B', 'C', 'D', 'F')) x" },
	{ "every answer graded F is a no-show of its author's",
	  "SELECT COUNT(*) AS n FROM submissions s WHERE s.grade = 'F' AND NOT EXISTS (SELECT 1 "
	  "FROM cooldowns c WHERE c.user_id = s.user_id AND c.job_id = s.job_id AND c.is_no_show "
	  "AND c.expires_at = c.created_at)" },
	{ "each hour that is counted has the drops that were completed in it, and their prizes",
	  "SELECT COUNT(*) AS n FROM hours h LEFT JOIN (SELECT CAST(DATE_FORMAT(completed_at, '%Y-%m-%d %H:00:00') AS DATETIME) AS hour, "
	  "COUNT(*) AS drops, SUM(prize_cents) AS prize_cents FROM jobs WHERE completed_at IS NOT NULL GROUP BY 1) j "
	  "ON j.hour = h.hour WHERE h.hour < NOW() - INTERVAL 70 MINUTE "
	  "AND (h.drops <> COALESCE(j.drops, 0) OR h.prize_cents <> COALESCE(j.prize_cents, 0))" },
};
/* clang-format on */

const struct invariants drop_invariants = { drop_lines, COUNT(drop_lines) };
