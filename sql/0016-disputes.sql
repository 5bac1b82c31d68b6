-- Disputed money, and what operators decided on the payouts that it had paid for.
-- A refund by the payment service that went beyond the wallet stands here as well,
-- lost from the start. Which payouts are held follows from these rows and the
-- clock (money/hold.c): nothing has to be let go.

CREATE TABLE IF NOT EXISTS disputes (
	id           VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
	user_id      UUID NOT NULL,
	amount_cents BIGINT NOT NULL,
	status       VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL,
	created_at   DATETIME(3) NOT NULL,
	closed_at    DATETIME(3) NULL,
	KEY disputes_user (user_id, status),
	CONSTRAINT disputes_amount CHECK (amount_cents > 0),
	CONSTRAINT disputes_status CHECK (status IN ('open', 'won', 'lost')),
	CONSTRAINT disputes_closed CHECK ((status = 'open') = (closed_at IS NULL))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- Once a dispute and payout: the primary key is the slot.
CREATE TABLE IF NOT EXISTS dispute_decisions (
	dispute_id  VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	job_id      UUID NOT NULL,
	act         VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	taken_cents BIGINT NOT NULL,
	created_at  DATETIME(3) NOT NULL,
	PRIMARY KEY (dispute_id, job_id),
	KEY dispute_decisions_job (job_id),
	CONSTRAINT dispute_decisions_dispute FOREIGN KEY (dispute_id) REFERENCES disputes (id),
	CONSTRAINT dispute_decisions_act CHECK (
		(act = 'clawed-back' AND taken_cents > 0) OR (act = 'released' AND taken_cents = 0))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- What was disputed before this was written down.
INSERT IGNORE INTO disputes (id, user_id, amount_cents, status, created_at, closed_at)
	SELECT SUBSTRING(t.reason, 9), w.account_id, s.delta,
		IF(g.id IS NOT NULL, 'won', IF(c.at IS NOT NULL, 'lost', 'open')),
		t.created_at, COALESCE(g.created_at, c.at)
	FROM transfers t
	JOIN entries s ON s.transfer_id = t.id AND s.account_id = '00000000-0000-7000-8000-000000000004'
	JOIN entries w ON w.transfer_id = t.id AND w.seq IS NOT NULL
	LEFT JOIN transfers g ON g.reason = CONCAT('dispute-won:', SUBSTRING(t.reason, 9))
	LEFT JOIN (SELECT JSON_VALUE(payload, '$.data.object.id') AS id, MIN(created_at) AS at
		FROM stripe_events WHERE type = 'charge.dispute.closed' GROUP BY 1) c
		ON c.id = SUBSTRING(t.reason, 9)
	WHERE t.reason LIKE 'dispute:%';

ALTER TABLE outbox
	DROP CONSTRAINT IF EXISTS outbox_kind,
	ADD CONSTRAINT outbox_kind CHECK (
		kind IN ('transfer', 'automatic', 'refunds', 'funds', 'account', 'disputed'));
