-- Money in and out. A user's card and account at Stripe stand in users; here
-- stand the payments that came in, the withdrawals, what is to be sent, and the
-- events that arrived. Stripe's ids are compared byte by byte. No foreign key to
-- users: its shared lock would come after the account's, against the lock order.

CREATE TABLE IF NOT EXISTS topups (
	-- The Checkout session's id, or the PaymentIntent's of an automatic top-up.
	id                 VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
	user_id            UUID NOT NULL,
	kind               VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	amount_cents       BIGINT NOT NULL,
	payment_intent     VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL,
	status             VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	created_at         DATETIME(3) NOT NULL,
	updated_at         DATETIME(3) NOT NULL,
	UNIQUE KEY topups_payment (payment_intent),
	KEY topups_user (user_id),
	KEY topups_open (status, created_at),
	CONSTRAINT topups_kind CHECK (kind IN ('checkout', 'automatic')),
	CONSTRAINT topups_amount CHECK (amount_cents > 0),
	CONSTRAINT topups_status CHECK (status IN ('open', 'credited', 'closed'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS withdrawals (
	id                 UUID NOT NULL PRIMARY KEY,
	user_id            UUID NOT NULL,
	amount_cents       BIGINT NOT NULL,
	status             VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	stripe_transfer_id VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL UNIQUE,
	created_at         DATETIME(3) NOT NULL,
	updated_at         DATETIME(3) NOT NULL,
	KEY withdrawals_user (user_id),
	CONSTRAINT withdrawals_amount CHECK (amount_cents > 0),
	CONSTRAINT withdrawals_status CHECK (status IN ('pending', 'completed', 'failed')),
	CONSTRAINT withdrawals_done CHECK (status <> 'completed' OR stripe_transfer_id IS NOT NULL)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- What must be sent: decided and written, with frozen parameters and key, in
-- the transaction that booked it; sent later, by cron, as often as it takes.
CREATE TABLE IF NOT EXISTS outbox (
	id               UUID NOT NULL PRIMARY KEY,
	kind             VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	user_id          UUID NOT NULL,
	subject          VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	amount_cents     BIGINT NOT NULL,
	-- Frozen: to whom (a connected account, a customer), and from what (a card).
	target           VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	source           VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL,
	idempotency_key  VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL UNIQUE,
	status           VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	attempts         INT NOT NULL DEFAULT 0,
	next_attempt_at  DATETIME(3) NULL,
	lease_token      UUID NULL,
	-- Since when the key is the one it is: the outside forgets keys after a day.
	key_since        DATETIME(3) NOT NULL,
	result           VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL,
	last_error       VARCHAR(500) NULL,
	created_at       DATETIME(3) NOT NULL,
	updated_at       DATETIME(3) NOT NULL,
	-- One automatic top-up in flight a user.
	in_flight        UUID AS (IF(kind = 'automatic' AND status = 'waiting', user_id, NULL)) PERSISTENT,
	UNIQUE KEY outbox_subject (kind, subject),
	UNIQUE KEY outbox_in_flight (in_flight),
	KEY outbox_due (next_attempt_at),
	KEY outbox_user (user_id, kind, created_at),
	CONSTRAINT outbox_kind CHECK (kind IN ('transfer', 'automatic', 'refunds', 'waiting_drops')),
	CONSTRAINT outbox_status CHECK (status IN ('waiting', 'done', 'refused')),
	CONSTRAINT outbox_next CHECK ((status = 'waiting') = (next_attempt_at IS NOT NULL))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- Events are kept whole: handled once each, in any order; what names a payment
-- that is not known yet is parked, and handled when the payment is.
CREATE TABLE IF NOT EXISTS stripe_events (
	id             VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
	type           VARCHAR(100) COLLATE utf8mb4_nopad_bin NOT NULL,
	status         VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	about          VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL,	-- a payment or a card
	payload        MEDIUMTEXT NOT NULL,
	created_at     DATETIME(3) NOT NULL,
	KEY stripe_events_about (about, status),
	CONSTRAINT stripe_events_status CHECK (status IN ('handled', 'ignored', 'parked'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

ALTER TABLE users
	ADD COLUMN IF NOT EXISTS payment_method VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL,
	-- Stripe's time of the last word on the account: an older one changes nothing.
	ADD COLUMN IF NOT EXISTS stripe_account_seen BIGINT NOT NULL DEFAULT 0,
	-- What refunds and disputes took beyond the balance: the wallet is frozen while it is above zero.
	ADD COLUMN IF NOT EXISTS shortage_cents BIGINT NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS auto_topup_failures INT NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS auto_topup_retry_at DATETIME(3) NULL;

ALTER TABLE jobs
	ADD COLUMN IF NOT EXISTS pay_when_funded BOOLEAN NOT NULL DEFAULT FALSE;
