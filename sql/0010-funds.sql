-- What comes into a wallet: it settles what the wallet owes, then pays the jobs
-- that wait for it, of either kind. The item that does both is named after that.

ALTER TABLE outbox
	DROP CONSTRAINT IF EXISTS outbox_kind;

UPDATE outbox SET kind = 'funds', target = 'wallet' WHERE kind = 'waiting_drops';

ALTER TABLE outbox
	ADD CONSTRAINT outbox_kind CHECK (
		kind IN ('transfer', 'automatic', 'refunds', 'funds', 'account'));

-- An earlier version gave back to the shortage what had been paid already: what it
-- holds too much of is the user's. And a wallet that owes nothing is not frozen.
START TRANSACTION;

INSERT INTO transfers (id, reason, created_at)
	SELECT UUID(), CONCAT('shortage-mended:', id), NOW(3) FROM users WHERE shortage_cents < 0;

INSERT INTO entries (id, transfer_id, account_id, delta, reason, seq, balance_after, created_at)
	SELECT UUID(), t.id, u.id, -u.shortage_cents, t.reason, a.last_seq + 1,
		a.balance_cents - u.shortage_cents, t.created_at
	FROM users u JOIN accounts a ON a.id = u.id
		JOIN transfers t ON t.reason = CONCAT('shortage-mended:', u.id) WHERE u.shortage_cents < 0;

INSERT INTO entries (id, transfer_id, account_id, delta, reason, created_at)
	SELECT UUID(), t.id, '00000000-0000-7000-8000-000000000005', u.shortage_cents, t.reason, t.created_at
	FROM users u JOIN transfers t ON t.reason = CONCAT('shortage-mended:', u.id)
	WHERE u.shortage_cents < 0;

UPDATE accounts a JOIN users u ON u.id = a.id
	SET a.balance_cents = a.balance_cents - u.shortage_cents, a.last_seq = a.last_seq + 1
	WHERE u.shortage_cents < 0;

UPDATE users SET shortage_cents = 0, frozen_at = NULL WHERE shortage_cents <= 0;

COMMIT;

-- A wallet owes nothing or more, and whose card is gone is found without a look at everybody's.
ALTER TABLE users
	ADD KEY IF NOT EXISTS users_card (payment_method),
	DROP CONSTRAINT IF EXISTS users_shortage,
	ADD CONSTRAINT users_shortage CHECK (shortage_cents >= 0);
