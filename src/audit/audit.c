/*
 * Each invariant is a query that counts its violations: first those of the
 * ledger, then of jobs and their money, of what is published, of what comes in
 * and goes out.
 */
#include "audit/audit.h"

struct invariant {
	const char *words, *sql;
};

#define ESCROW "'00000000-0000-7000-8000-000000000001'"
#define SHORTAGE "'00000000-0000-7000-8000-000000000005'"
#define STRIPE "'00000000-0000-7000-8000-000000000004'"
#define FEES "'00000000-0000-7000-8000-000000000002'"

/* While a job's price is in escrow, whatever its kind; and the ends that pay somebody for it. */
#define PAID_FOR "('open', 'ranking', 'queued', 'held', 'accepted', 'submitted')"
#define WON "('completed', 'verified')"

/* clang-format off */
static const struct invariant invariants[] = {
	{ "all entries together sum to zero",
	  "SELECT COALESCE(SUM(delta), 0) <> 0 AS n FROM entries" },
	{ "every transfer's entries sum to zero, and there are at least two",
	  "SELECT COUNT(*) AS n FROM (SELECT t.id FROM transfers t LEFT JOIN entries e "
	  "ON e.transfer_id = t.id GROUP BY t.id "
	  "HAVING COALESCE(SUM(e.delta), 1) <> 0 OR COUNT(e.id) < 2) x" },
	{ "every entry has its transfer's reason",
	  "SELECT COUNT(*) AS n FROM entries e JOIN transfers t ON t.id = e.transfer_id "
	  "WHERE e.reason <> t.reason" },
	{ "every user's balance is the sum of the user's entries",
	  "SELECT COUNT(*) AS n FROM accounts a LEFT JOIN (SELECT account_id, SUM(delta) AS total "
	  "FROM entries GROUP BY account_id) e ON e.account_id = a.id "
	  "WHERE a.user_id IS NOT NULL AND a.balance_cents <> COALESCE(e.total, 0)" },
	{ "every user's balance is the last entry's balance_after",
	  "SELECT COUNT(*) AS n FROM accounts a LEFT JOIN entries e ON e.account_id = a.id "
	  "AND e.seq = a.last_seq WHERE a.user_id IS NOT NULL "
	  "AND a.balance_cents <> COALESCE(e.balance_after, 0)" },
	{ "users' entries are numbered from 1 without gaps",
	  "SELECT COUNT(*) AS n FROM (SELECT a.id FROM accounts a LEFT JOIN entries e "
	  "ON e.account_id = a.id WHERE a.user_id IS NOT NULL GROUP BY a.id, a.last_seq "
	  "HAVING COUNT(e.id) <> a.last_seq OR COUNT(e.seq) <> COUNT(e.id) "
	  "OR COALESCE(MAX(e.seq), 0) <> a.last_seq) x" },
	{ "each balance_after is the one before it plus the delta",
	  "SELECT COUNT(*) AS n FROM (SELECT e.delta, e.balance_after, COALESCE(LAG(e.balance_after) "
	  "OVER (PARTITION BY e.account_id ORDER BY e.seq), 0) AS previous FROM entries e "
	  "WHERE e.seq IS NOT NULL) x WHERE x.balance_after <> x.previous + x.delta" },
	{ "escrow holds the price of every open or ranking drop and active hire",
	  "SELECT (SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = " ESCROW ") <> "
	  "(SELECT COALESCE(SUM(price_cents), 0) FROM jobs WHERE status IN " PAID_FOR ") AS n" },
	{ "each job's own escrow is its price while it is active, else zero",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN (SELECT CAST(SUBSTRING_INDEX(reason, ':', -1) AS UUID) AS job, "
	  "SUM(delta) AS held FROM entries WHERE account_id = " ESCROW " GROUP BY job) e "
	  "ON e.job = j.id WHERE COALESCE(e.held, 0) <> "
	  "IF(j.status IN " PAID_FOR ", j.price_cents, 0)" },
	{ "every terminal job that was paid for is settled once, and no other is",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN settlements s ON s.job_id = j.id "
	  "LEFT JOIN transfers t ON t.reason = CONCAT('job:', j.id) WHERE (s.job_id IS NOT NULL) <> "
	  "(t.id IS NOT NULL AND j.status IN ('completed', 'verified', 'cancelled', 'failed'))" },
	{ "a completed or verified job is settled by its payout, a cancelled or failed one by its refund",
	  "SELECT COUNT(*) AS n FROM settlements s JOIN jobs j ON j.id = s.job_id "
	  "JOIN transfers t ON t.id = s.transfer_id "
	  "WHERE s.kind <> IF(j.status IN " WON ", 'payout', 'refund') "
	  "OR t.reason <> CONCAT(s.kind, ':', s.job_id)" },
	{ "every payout went to the author of what won or was verified, in full",
	  "SELECT COUNT(*) AS n FROM settlements s JOIN jobs j ON j.id = s.job_id "
	  "LEFT JOIN submissions w ON w.id = j.winning_submission_id "
	  "LEFT JOIN deliveries d ON d.id = j.delivery_id LEFT JOIN entries e "
	  "ON e.transfer_id = s.transfer_id AND e.account_id = COALESCE(w.user_id, d.user_id) "
	  "WHERE s.kind = 'payout' AND COALESCE(e.delta, 0) <> j.prize_cents" },
	{ "every refund went to the sender, in full",
	  "SELECT COUNT(*) AS n FROM settlements s JOIN jobs j ON j.id = s.job_id "
	  "LEFT JOIN entries e ON e.transfer_id = s.transfer_id AND e.account_id = j.sender "
	  "WHERE s.kind = 'refund' AND COALESCE(e.delta, 0) <> j.price_cents" },
	{ "published totals are the ledger's sums",
	  "SELECT (t.paid <> p.paid) + (t.fees <> f.fees) + (t.drops <> p.drops) AS n FROM "
	  "(SELECT SUM(paid_cents) AS paid, SUM(fees_cents) AS fees, SUM(completed_drops) AS drops "
	  "FROM totals) t, "
	  "(SELECT COALESCE(SUM(j.prize_cents), 0) AS paid, COALESCE(SUM(j.kind = 'drop'), 0) AS drops FROM settlements s "
	  "JOIN jobs j ON j.id = s.job_id WHERE s.kind = 'payout') p, "
	  "(SELECT COALESCE(SUM(e.delta), 0) AS fees FROM entries e "
	  "WHERE e.account_id = " FEES " AND e.reason LIKE 'payout:%') f" },
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
	{ "a hire's spent attempts each left a cooldown, and it is verified if a delivery passed",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN (SELECT job_id, COUNT(*) AS n FROM cooldowns "
	  "GROUP BY job_id) c ON c.job_id = j.id LEFT JOIN (SELECT job_id, SUM(passed = 0) AS failed, "
	  "SUM(passed = 1) AS passed FROM deliveries GROUP BY job_id) d ON d.job_id = j.id "
	  "WHERE j.kind = 'hire' AND (j.attempt_count <> COALESCE(c.n, 0) "
	  "OR j.attempt_count < COALESCE(d.failed, 0) OR (j.status = 'failed') > (j.attempt_count = 3) "
	  "OR COALESCE(d.passed, 0) <> (j.status = 'verified'))" },
	{ "a hire is found by its words while it waits, and only then",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN (SELECT job_id, COUNT(*) AS n FROM job_tokens "
	  "GROUP BY job_id) t ON t.job_id = j.id WHERE j.kind = 'hire' "
	  "AND COALESCE(t.n, 0) <> IF(j.status = 'queued', JSON_LENGTH(j.tokens), 0)" },
	{ "every agent's counts are those of its verified hires and won drops",
	  "SELECT COUNT(*) AS n FROM agents a LEFT JOIN (SELECT receiver_agent_id AS agent, COUNT(*) AS n "
	  "FROM jobs WHERE status = 'verified' GROUP BY agent) v ON v.agent = a.id "
	  "LEFT JOIN (SELECT s.agent_id AS agent, COUNT(*) AS n FROM jobs j JOIN submissions s "
	  "ON s.id = j.winning_submission_id GROUP BY agent) w ON w.agent = a.id "
	  "WHERE a.verified_count <> COALESCE(v.n, 0) OR a.won_count <> COALESCE(w.n, 0)" },
	{ "every credited payment is booked in full, and no other is",
	  "SELECT (SELECT COUNT(*) FROM topups p LEFT JOIN entries e ON e.account_id = p.user_id "
	  "AND e.reason = CONCAT(IF(p.kind = 'automatic', 'autotopup:', 'topup:'), p.id) "
	  "WHERE (p.status = 'credited') <> (e.id IS NOT NULL) "
	  "OR (e.id IS NOT NULL AND e.delta <> p.amount_cents)) + "
	  "(SELECT COUNT(*) FROM entries e LEFT JOIN topups p "
	  "ON p.id = SUBSTRING(e.reason, LOCATE(':', e.reason) + 1) AND p.user_id = e.account_id "
	  "WHERE e.seq IS NOT NULL AND (e.reason LIKE 'topup:%' OR e.reason LIKE 'autotopup:%') "
	  "AND p.id IS NULL) AS n" },
	{ "every withdrawal was debited once, and given back if and only if it failed",
	  "SELECT COUNT(*) AS n FROM withdrawals w "
	  "LEFT JOIN entries d ON d.account_id = w.user_id AND d.reason = CONCAT('withdrawal:', w.id) "
	  "LEFT JOIN entries r ON r.account_id = w.user_id "
	  "AND r.reason = CONCAT('withdrawal-reversal:', w.id) "
	  "WHERE COALESCE(d.delta, 0) <> -w.amount_cents "
	  "OR COALESCE(r.delta, 0) <> IF(w.status = 'failed', w.amount_cents, 0)" },
	{ "every withdrawal's transfer is in the outbox, and is waiting while it is pending",
	  "SELECT COUNT(*) AS n FROM withdrawals w LEFT JOIN outbox o ON o.kind = 'transfer' "
	  "AND o.subject = CAST(w.id AS CHAR) WHERE o.id IS NULL OR o.amount_cents <> w.amount_cents "
	  "OR (w.status = 'pending') <> (o.status = 'waiting')" },
	{ "what came back of a refund or a dispute is what it took",
	  "SELECT COUNT(*) AS n FROM transfers g JOIN entries e ON e.transfer_id = g.id "
	  "AND e.account_id = " STRIPE " LEFT JOIN transfers t ON t.reason = IF(g.reason LIKE 'dispute-won:%', "
	  "CONCAT('dispute:', SUBSTRING(g.reason, 13)), CONCAT('topup-refund:', SUBSTRING(g.reason, 21))) "
	  "LEFT JOIN entries x ON x.transfer_id = t.id AND x.account_id = " STRIPE " "
	  "WHERE (g.reason LIKE 'dispute-won:%' OR g.reason LIKE 'topup-refund-failed:%') "
	  "AND COALESCE(x.delta, 0) <> -e.delta" },
	{ "the shortage is what frozen wallets owe, and who owes is frozen, and nobody else",
	  "SELECT ((SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = " SHORTAGE ") + "
	  "(SELECT COALESCE(SUM(shortage_cents), 0) FROM users) <> 0) + "
	  "(SELECT COUNT(*) FROM users WHERE shortage_cents < 0 "
	  "OR (shortage_cents > 0) <> (frozen_at IS NOT NULL)) AS n" },
};
/* clang-format on */

enum error audit_run(struct db *db, struct audit *out)
{
	struct finding *findings = ARENA_ARRAY(db_arena(db), struct finding, COUNT(invariants));
	struct audit audit = { findings, COUNT(invariants), 0 };

	for (int i = 0; i < COUNT(invariants); i++) {
		struct rows *rows;

		TRY(db_query_values(db, &rows, invariants[i].sql, VALUES()));
		if (!rows_next(rows))
			return failure(ERR_BROKEN, "an invariant's query has no row");
		findings[i] = (struct finding){ invariants[i].words, row_int(rows, "n") };
		audit.violations += findings[i].violations;
	}
	*out = audit;
	return OK;
}
