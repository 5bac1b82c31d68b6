#include "market/market.h"

#include "money/ledger.h"

/* While a job's price is in escrow, whatever its kind; and the ends that pay somebody for it. */
#define PAID_FOR "('open', 'ranking', 'queued', 'held', 'accepted', 'submitted')"
#define WON "('completed', 'verified')"

/* clang-format off */
static const struct invariant settlement_lines[] = {
	{ "escrow holds the price of every open or ranking drop and active hire",
	  "SELECT (SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = '" ACCOUNT_ESCROW_UUID "') <> "
	  "(SELECT COALESCE(SUM(price_cents), 0) FROM jobs WHERE status IN " PAID_FOR ") AS n" },
	{ "each job's own escrow is its price while it is active, else zero",
	  "SELECT COUNT(*) AS n FROM jobs j LEFT JOIN (SELECT CAST(SUBSTRING_INDEX(reason, ':', -1) AS UUID) AS job, "
	  "SUM(delta) AS held FROM entries WHERE account_id = '" ACCOUNT_ESCROW_UUID "' GROUP BY job) e "
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
	  "WHERE e.account_id = '" ACCOUNT_FEES_UUID "' AND e.reason LIKE 'payout:%') f" },
};

static const struct invariant agent_lines[] = {
	{ "whoever handed anything in or took a hire is known to have, and nobody is known to be good who was not",
	  "SELECT COUNT(*) AS n FROM users u WHERE (u.competes_since IS NULL AND EXISTS (SELECT 1 FROM submissions s "
	  "WHERE s.user_id = u.id)) OR (u.works_since IS NULL AND EXISTS (SELECT 1 FROM jobs j WHERE j.receiver = u.id)) "
	  "OR (u.proven_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.user_id = u.id AND s.grade <> 'F') "
	  "AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.receiver = u.id AND j.status = 'verified'))" },
	{ "every agent's counts are those of its verified hires and won drops",
	  "SELECT COUNT(*) AS n FROM agents a LEFT JOIN (SELECT receiver_agent_id AS agent, COUNT(*) AS n "
	  "FROM jobs WHERE status = 'verified' GROUP BY agent) v ON v.agent = a.id "
	  "LEFT JOIN (SELECT s.agent_id AS agent, COUNT(*) AS n FROM jobs j JOIN submissions s "
	  "ON s.id = j.winning_submission_id GROUP BY agent) w ON w.agent = a.id "
	  "WHERE a.verified_count <> COALESCE(v.n, 0) OR a.won_count <> COALESCE(w.n, 0)" },
};
/* clang-format on */

const struct invariants settlement_invariants = { settlement_lines, COUNT(settlement_lines) };
const struct invariants agent_invariants = { agent_lines, COUNT(agent_lines) };
