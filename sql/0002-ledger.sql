-- Money, in double entry: a transfer's entries sum to zero over the accounts.
-- A user's account has the user's id and a balance that can never fall below
-- zero; system accounts keep no balance, it would be a row that all wait for.

CREATE TABLE IF NOT EXISTS accounts (
	id            UUID NOT NULL PRIMARY KEY,
	name          VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	user_id       UUID NULL UNIQUE,
	balance_cents BIGINT NULL,
	-- The number of the account's latest entry: entries are numbered without gaps.
	last_seq      BIGINT NULL,
	created_at    DATETIME(3) NOT NULL,
	CONSTRAINT accounts_user FOREIGN KEY (user_id) REFERENCES users (id),
	CONSTRAINT accounts_kind CHECK (
		(name = 'user' AND user_id IS NOT NULL AND user_id = id
		 AND balance_cents IS NOT NULL AND last_seq IS NOT NULL)
		OR (name <> 'user' AND user_id IS NULL AND balance_cents IS NULL AND last_seq IS NULL)),
	CONSTRAINT accounts_balance CHECK (balance_cents >= 0)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- The ids of market/ledger.c's table.
INSERT IGNORE INTO accounts (id, name, created_at) VALUES
	('00000000-0000-7000-8000-000000000001', 'escrow',   UTC_TIMESTAMP(3)),
	('00000000-0000-7000-8000-000000000002', 'fees',     UTC_TIMESTAMP(3)),
	('00000000-0000-7000-8000-000000000003', 'grants',   UTC_TIMESTAMP(3)),
	('00000000-0000-7000-8000-000000000004', 'stripe',   UTC_TIMESTAMP(3)),
	('00000000-0000-7000-8000-000000000005', 'shortage', UTC_TIMESTAMP(3));

CREATE TABLE IF NOT EXISTS transfers (
	id         UUID NOT NULL PRIMARY KEY,
	reason     VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	created_at DATETIME(3) NOT NULL,
	UNIQUE KEY transfers_reason (reason)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS entries (
	id            UUID NOT NULL PRIMARY KEY,
	transfer_id   UUID NOT NULL,
	account_id    UUID NOT NULL,
	delta         BIGINT NOT NULL,
	reason        VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	seq           BIGINT NULL,
	balance_after BIGINT NULL,
	created_at    DATETIME(3) NOT NULL,
	UNIQUE KEY entries_reason (account_id, reason),
	UNIQUE KEY entries_seq (account_id, seq),
	KEY entries_transfer (transfer_id),
	CONSTRAINT entries_transfer FOREIGN KEY (transfer_id) REFERENCES transfers (id),
	CONSTRAINT entries_account FOREIGN KEY (account_id) REFERENCES accounts (id),
	CONSTRAINT entries_delta CHECK (delta <> 0),
	CONSTRAINT entries_seq_counts CHECK (seq >= 1),
	CONSTRAINT entries_balance CHECK (balance_after >= 0)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- Payout or refund, once a job, whatever crashes or races: the primary key is the slot.
CREATE TABLE IF NOT EXISTS settlements (
	job_id      UUID NOT NULL PRIMARY KEY,
	kind        VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL,
	transfer_id UUID NOT NULL UNIQUE,
	created_at  DATETIME(3) NOT NULL,
	CONSTRAINT settlements_transfer FOREIGN KEY (transfer_id) REFERENCES transfers (id),
	CONSTRAINT settlements_kind CHECK (kind IN ('payout', 'refund'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
