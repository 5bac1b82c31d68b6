-- What the outbox learned. An account at Stripe is asked for there rather than
-- believed from events, which come in any order; a card that declines is no
-- trouble, where any other refusal is; and what needs no Stripe is found without
-- walking over what waits for it.

ALTER TABLE outbox
	DROP CONSTRAINT IF EXISTS outbox_kind,
	ADD CONSTRAINT outbox_kind CHECK (
		kind IN ('transfer', 'automatic', 'refunds', 'waiting_drops', 'account')),
	DROP CONSTRAINT IF EXISTS outbox_status,
	ADD CONSTRAINT outbox_status CHECK (status IN ('waiting', 'done', 'refused', 'declined')),
	ADD KEY IF NOT EXISTS outbox_lane (kind, next_attempt_at);

-- 'lost': its owner has taken our access away. The id stays, so that a new
-- account is not asked for under the key of the old one.
ALTER TABLE users
	DROP CONSTRAINT IF EXISTS users_stripe_status,
	ADD CONSTRAINT users_stripe_status CHECK (stripe_account_status IN ('pending', 'active', 'lost')),
	-- How many words on the account were taken in: an answer to a question that was
	-- asked before the last of them changes nothing.
	ADD COLUMN IF NOT EXISTS stripe_account_words BIGINT NOT NULL DEFAULT 0,
	DROP COLUMN IF EXISTS stripe_account_seen;
