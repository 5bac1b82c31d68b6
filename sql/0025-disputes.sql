-- Which request of an operator decided: by that it knows its own decision again.
ALTER TABLE dispute_decisions
	ADD COLUMN IF NOT EXISTS request UUID NULL AFTER taken_cents;

-- A dispute of what an empty wallet no longer held has no entry of its user's, by which 0016
-- looked for it: the event that told of it names the payment.
INSERT IGNORE INTO disputes (id, user_id, amount_cents, status, created_at, closed_at)
	SELECT SUBSTRING(t.reason, 9), p.user_id, s.delta,
		IF(g.id IS NOT NULL, 'won', IF(v.closed_at IS NOT NULL, 'lost', 'open')),
		t.created_at, COALESCE(g.created_at, v.closed_at)
	FROM (SELECT JSON_VALUE(payload, '$.data.object.id') AS id, MIN(about) AS about,
			MIN(IF(type = 'charge.dispute.closed', created_at, NULL)) AS closed_at
		FROM stripe_events WHERE type LIKE 'charge.dispute.%' GROUP BY 1) v
	JOIN transfers t ON t.reason = CONCAT('dispute:', v.id)
	JOIN entries s ON s.transfer_id = t.id AND s.account_id = '00000000-0000-7000-8000-000000000004'
	JOIN topups p ON p.payment_intent = v.about AND p.status = 'credited'
	LEFT JOIN transfers g ON g.reason = CONCAT('dispute-won:', v.id);

-- Refunds that went beyond the wallet, and whose user an entry tells.
INSERT IGNORE INTO disputes (id, user_id, amount_cents, status, created_at, closed_at)
	SELECT SUBSTRING(t.reason, 14), w.account_id, s.delta, IF(g.id IS NOT NULL, 'won', 'lost'),
		t.created_at, COALESCE(g.created_at, t.created_at)
	FROM transfers t
	JOIN entries s ON s.transfer_id = t.id AND s.account_id = '00000000-0000-7000-8000-000000000004'
	JOIN entries h ON h.transfer_id = t.id AND h.account_id = '00000000-0000-7000-8000-000000000005'
	JOIN entries w ON w.transfer_id = t.id AND w.seq IS NOT NULL
	LEFT JOIN transfers g ON g.reason = CONCAT('topup-refund-failed:', SUBSTRING(t.reason, 14))
	WHERE t.reason LIKE 'topup-refund:%';
