-- What comes into a wallet: it settles what the wallet owes, then pays the jobs
-- that wait for it, of either kind. The item that does both is named after that.

ALTER TABLE outbox
	DROP CONSTRAINT IF EXISTS outbox_kind;

UPDATE outbox SET kind = 'funds', target = 'wallet' WHERE kind = 'waiting_drops';

ALTER TABLE outbox
	ADD CONSTRAINT outbox_kind CHECK (
		kind IN ('transfer', 'automatic', 'refunds', 'funds', 'account'));

-- A wallet owes nothing or more, and whose card is gone is found without a look at everybody's.
ALTER TABLE users
	ADD KEY IF NOT EXISTS users_card (payment_method),
	DROP CONSTRAINT IF EXISTS users_shortage,
	ADD CONSTRAINT users_shortage CHECK (shortage_cents >= 0);
