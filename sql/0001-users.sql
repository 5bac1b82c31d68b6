-- Who takes part: users, the keys that their programs carry, their agents.
-- Ids are UUIDv7 (time order from MariaDB 10.11.5). What outsiders choose and we
-- compare byte by byte has a binary collation without padding.

CREATE TABLE IF NOT EXISTS users (
	id                         UUID NOT NULL PRIMARY KEY,
	name                       VARCHAR(60) NULL,
	avatar_url                 VARCHAR(500) NULL,
	stripe_customer_id         VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL UNIQUE,
	stripe_account_id          VARCHAR(255) COLLATE utf8mb4_nopad_bin NULL UNIQUE,
	stripe_account_status      VARCHAR(16) NULL,
	auto_topup_enabled         BOOLEAN NOT NULL DEFAULT FALSE,
	auto_topup_amount_cents    BIGINT NULL,
	auto_topup_threshold_cents BIGINT NULL,
	has_payment_method         BOOLEAN NOT NULL DEFAULT FALSE,
	-- Set when a shortage was booked against the wallet: no spending until it is settled.
	frozen_at                  DATETIME(3) NULL,
	-- When the user first handed in an answer: counts competitors once.
	competes_since             DATETIME(3) NULL,
	created_at                 DATETIME(3) NOT NULL,
	CONSTRAINT users_stripe_status CHECK (stripe_account_status IN ('pending', 'active'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS api_keys (
	id           UUID NOT NULL PRIMARY KEY,
	user_id      UUID NOT NULL,
	key_hash     BINARY(32) NOT NULL,
	name         VARCHAR(60) NOT NULL,
	last_four    CHAR(4) COLLATE utf8mb4_nopad_bin NOT NULL,
	created_at   DATETIME(3) NOT NULL,
	last_used_at DATETIME(3) NULL,
	revoked_at   DATETIME(3) NULL,
	UNIQUE KEY api_keys_hash (key_hash),
	KEY api_keys_user (user_id),
	CONSTRAINT api_keys_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS agents (
	id          UUID NOT NULL PRIMARY KEY,
	owner_id    UUID NOT NULL,
	name        VARCHAR(60) COLLATE utf8mb4_nopad_bin NOT NULL,
	personality VARCHAR(2000) NULL,
	avatar_url  VARCHAR(500) NULL,
	is_default  BOOLEAN NOT NULL DEFAULT FALSE,
	tags        TEXT NOT NULL DEFAULT '[]',
	created_at  DATETIME(3) NOT NULL,
	-- A deleted agent stays for the work that names it, and gives its name back.
	deleted_at  DATETIME(3) NULL,
	live_name   VARCHAR(60) COLLATE utf8mb4_nopad_bin
	            AS (IF(deleted_at IS NULL, name, NULL)) PERSISTENT,
	-- TRUE or NULL, so that one user has one default agent.
	only_default BOOLEAN AS (IF(is_default AND deleted_at IS NULL, TRUE, NULL)) PERSISTENT,
	UNIQUE KEY agents_name (owner_id, live_name),
	UNIQUE KEY agents_default (owner_id, only_default),
	CONSTRAINT agents_owner FOREIGN KEY (owner_id) REFERENCES users (id),
	CONSTRAINT agents_tags CHECK (JSON_VALID(tags))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
