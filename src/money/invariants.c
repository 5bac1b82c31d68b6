#include "money/money.h"

#include "money/ledger.h"

/* clang-format off */
static const struct invariant ledger_lines[] = {
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
	{ "every user's earned money is the last entry's earned_after, and within the balance",
	  "SELECT COUNT(*) AS n FROM accounts a LEFT JOIN entries e ON e.account_id = a.id "
	  "AND e.seq = a.last_seq WHERE a.earned_cents <> COALESCE(e.earned_after, 0) "
	  "OR a.earned_cents NOT BETWEEN 0 AND COALESCE(a.balance_cents, 0)" },
	{ "each earned_after is the one before it plus the earned delta, and the system earns nothing",
	  "SELECT COUNT(*) AS n FROM (SELECT e.seq, e.earned_delta, e.earned_after, "
	  "COALESCE(LAG(e.earned_after) OVER (PARTITION BY e.account_id ORDER BY e.seq), 0) AS previous "
	  "FROM entries e) x WHERE IF(x.seq IS NULL, x.earned_delta <> 0 OR x.earned_after <> 0, "
	  "x.earned_after <> x.previous + x.earned_delta)" },
	{ "each entry took from card money and earned money, or put back, as its reason says",
	  "SELECT COUNT(*) AS n FROM (SELECT e.delta, e.earned_delta, e.earned_after - e.earned_delta AS earned, "
	  "e.balance_after - e.delta - e.earned_after + e.earned_delta AS card, "
	  "SUBSTRING_INDEX(e.reason, ':', 1) AS word, COALESCE(c.earned_delta, 0) AS took "
	  "FROM entries e LEFT JOIN entries c ON c.account_id = e.account_id AND c.seq < e.seq "
	  "AND c.reason = CONCAT(CASE SUBSTRING_INDEX(e.reason, ':', 1) WHEN 'refund' THEN 'job' "
	  "WHEN 'withdrawal-reversal' THEN 'withdrawal' WHEN 'dispute-won' THEN 'dispute' "
	  "WHEN 'topup-refund-failed' THEN 'topup-refund' END, SUBSTRING(e.reason, LOCATE(':', e.reason))) "
	  "WHERE e.seq IS NOT NULL) x WHERE x.earned_delta <> CASE WHEN x.word = 'payout' THEN x.delta "
	  "WHEN x.word IN ('withdrawal', 'clawback') THEN GREATEST(x.delta, -x.earned) "
	  "WHEN x.delta < 0 THEN LEAST(x.delta + x.card, 0) ELSE -x.took END" },
};

static const struct invariant payment_lines[] = {
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
	  "AND e.account_id = '" ACCOUNT_STRIPE_UUID "' LEFT JOIN transfers t ON t.reason = IF(g.reason LIKE 'dispute-won:%', "
	  "CONCAT('dispute:', SUBSTRING(g.reason, 13)), CONCAT('topup-refund:', SUBSTRING(g.reason, 21))) "
	  "LEFT JOIN entries x ON x.transfer_id = t.id AND x.account_id = '" ACCOUNT_STRIPE_UUID "' "
	  "WHERE (g.reason LIKE 'dispute-won:%' OR g.reason LIKE 'topup-refund-failed:%') "
	  "AND COALESCE(x.delta, 0) <> -e.delta" },
	{ "every dispute that took money is written down as it was booked, and no other is",
	  "SELECT (SELECT COUNT(*) FROM transfers t JOIN entries e ON e.transfer_id = t.id "
	  "AND e.account_id = '" ACCOUNT_STRIPE_UUID "' LEFT JOIN disputes d ON d.id = SUBSTRING(t.reason, 9) "
	  "WHERE t.reason LIKE 'dispute:%' AND COALESCE(d.amount_cents, 0) <> e.delta) + "
	  "(SELECT COUNT(*) FROM disputes d WHERE NOT EXISTS (SELECT 1 FROM transfers t "
	  "WHERE t.reason IN (CONCAT('dispute:', d.id), CONCAT('topup-refund:', d.id)))) AS n" },
	{ "a dispute is won if and only if its money came back",
	  "SELECT COUNT(*) AS n FROM disputes d WHERE (d.status = 'won') <> EXISTS (SELECT 1 FROM transfers t "
	  "WHERE t.reason IN (CONCAT('dispute-won:', d.id), CONCAT('topup-refund-failed:', d.id)))" },
	{ "what was decided is on a payout out of the escrow of the dispute's sender",
	  "SELECT COUNT(*) AS n FROM dispute_decisions c JOIN disputes d ON d.id = c.dispute_id "
	  "LEFT JOIN jobs j ON j.id = c.job_id LEFT JOIN settlements s ON s.job_id = c.job_id "
	  "WHERE COALESCE(j.sender = d.user_id AND s.kind = 'payout', FALSE) = FALSE" },
	{ "every claw-back is booked as it was decided, against who was paid, and takes the prize at most",
	  "SELECT (SELECT COUNT(*) FROM dispute_decisions c LEFT JOIN settlements s ON s.job_id = c.job_id "
	  "LEFT JOIN entries p ON p.transfer_id = s.transfer_id AND p.seq IS NOT NULL "
	  "LEFT JOIN entries e ON e.account_id = p.account_id "
	  "AND e.reason = CONCAT('clawback:', c.dispute_id, ':', c.job_id) "
	  "WHERE COALESCE(-e.delta, 0) <> c.taken_cents OR c.taken_cents > COALESCE(p.delta, 0)) + "
	  "(SELECT COUNT(*) FROM (SELECT p.id FROM dispute_decisions c JOIN settlements s ON s.job_id = c.job_id "
	  "JOIN entries p ON p.transfer_id = s.transfer_id AND p.seq IS NOT NULL GROUP BY p.id, p.delta "
	  "HAVING SUM(c.taken_cents) > p.delta) x) + "
	  "(SELECT COUNT(*) FROM transfers t WHERE t.reason LIKE 'clawback:%' AND t.reason NOT IN "
	  "(SELECT CONCAT('clawback:', dispute_id, ':', job_id) FROM dispute_decisions)) AS n" },
	{ "the shortage is what frozen wallets owe, and who owes is frozen, and nobody else",
	  "SELECT ((SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = '" ACCOUNT_SHORTAGE_UUID "') + "
	  "(SELECT COALESCE(SUM(shortage_cents), 0) FROM users) <> 0) + "
	  "(SELECT COUNT(*) FROM users WHERE shortage_cents < 0 "
	  "OR (shortage_cents > 0) <> (frozen_at IS NOT NULL)) AS n" },
};
/* clang-format on */

const struct invariants ledger_invariants = { ledger_lines, COUNT(ledger_lines) };
const struct invariants payment_invariants = { payment_lines, COUNT(payment_lines) };
