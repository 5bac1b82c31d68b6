-- How people come in: addresses and passwords, sessions of browsers, invitations;
-- and what a key may do, and for how long.

ALTER TABLE api_keys
	ADD COLUMN IF NOT EXISTS scopes SET ('read', 'compete', 'spend', 'wallet')
		NOT NULL DEFAULT 'read,compete,spend,wallet',
	ADD COLUMN IF NOT EXISTS expires_at DATETIME(3) NULL;

-- An address is kept in lower case, so that one mailbox is one account.
ALTER TABLE users
	ADD COLUMN IF NOT EXISTS email VARCHAR(254) COLLATE utf8mb4_nopad_bin NULL,
	ADD COLUMN IF NOT EXISTS email_confirmed_at DATETIME(3) NULL,
	ADD COLUMN IF NOT EXISTS password_hash VARCHAR(128) COLLATE utf8mb4_nopad_bin NULL,
	ADD UNIQUE KEY IF NOT EXISTS users_email (email);

CREATE TABLE IF NOT EXISTS sessions (
	id           UUID NOT NULL PRIMARY KEY,
	user_id      UUID NOT NULL,
	token_hash   BINARY(32) NOT NULL,
	-- By what it was opened: password, key, signup, or the name of who vouched.
	opened_by    VARCHAR(64) NOT NULL,
	user_agent   VARCHAR(200) NULL,
	created_at   DATETIME(3) NOT NULL,
	last_used_at DATETIME(3) NOT NULL,
	expires_at   DATETIME(3) NOT NULL,
	UNIQUE KEY sessions_token (token_hash),
	KEY sessions_user (user_id, id),
	KEY sessions_expiry (expires_at),
	CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS invites (
	id         UUID NOT NULL PRIMARY KEY,
	code_hash  BINARY(32) NOT NULL,
	note       VARCHAR(200) NULL,
	created_at DATETIME(3) NOT NULL,
	expires_at DATETIME(3) NOT NULL,
	used_at    DATETIME(3) NULL,
	used_by    UUID NULL,
	UNIQUE KEY invites_code (code_hash)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- What is counted per address or account within a time: the row is one name's, for one subject.
CREATE TABLE IF NOT EXISTS quotas (
	name       VARCHAR(32) COLLATE utf8mb4_nopad_bin NOT NULL,
	subject    BINARY(32) NOT NULL,
	taken      INT NOT NULL,
	expires_at DATETIME(3) NOT NULL,
	PRIMARY KEY (name, subject),
	KEY quotas_expiry (expires_at)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
