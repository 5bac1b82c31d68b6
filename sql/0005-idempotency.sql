-- The first answer to a request that named itself, written in the transaction
-- of its effect. The scope is user, method and path: their hash, with the key.

CREATE TABLE IF NOT EXISTS idempotency_keys (
	user_id     UUID NOT NULL,
	scope_hash  BINARY(32) NOT NULL,
	body_hash   BINARY(32) NOT NULL,
	-- Drawn by the request that took the name: how a repeated run knows its own row.
	request     UUID NOT NULL,
	status      SMALLINT NULL,
	body        MEDIUMTEXT NULL,
	created_at  DATETIME(3) NOT NULL,
	PRIMARY KEY (user_id, scope_hash),
	KEY idempotency_keys_age (created_at)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
