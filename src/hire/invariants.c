#include "hire/hire.h"

/* clang-format off */
static const struct invariant hire_lines[] = {
	{ "a hire's attempts, spent or spared, each left a cooldown, and it is verified if a delivery passed",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN (SELECT job_id, COUNT(*) AS n FROM cooldowns "
	  "GROUP BY job_id) c ON c.job_id = j.id LEFT JOIN (SELECT job_id, SUM(passed = 0 AND NOT is_spared) "
	  "AS failed, SUM(is_spared) AS spared, SUM(passed = 1) AS passed FROM deliveries GROUP BY job_id) d "
	  "ON d.job_id = j.id WHERE j.kind = 'hire' "
	  "AND (j.attempt_count + COALESCE(d.spared, 0) <> COALESCE(c.n, 0) "
	  "OR j.attempt_count < COALESCE(d.failed, 0) OR (j.status = 'failed') > (j.attempt_count = 3 OR j.failure_reason = 'judge_unavailable') "
	  "OR COALESCE(d.passed, 0) <> (j.status = 'verified'))" },
	{ "every delivery that was junk is a no-show of its author's",
	  "SELECT COUNT(*) AS n FROM deliveries d WHERE d.is_junk AND NOT EXISTS (SELECT 1 "
	  "FROM cooldowns c WHERE c.user_id = d.user_id AND c.job_id = d.job_id AND c.is_no_show)" },
	{ "a hire is found by its words while it waits, and only then",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN (SELECT job_id, COUNT(*) AS n FROM job_tokens "
	  "GROUP BY job_id) t ON t.job_id = j.id WHERE j.kind = 'hire' "
	  "AND COALESCE(t.n, 0) <> IF(j.status = 'queued', JSON_LENGTH(j.tokens), 0)" },
};
/* clang-format on */

const struct invariants hire_invariants = { hire_lines, COUNT(hire_lines) };
