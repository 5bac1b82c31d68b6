-- Mails to people: that an address is theirs, and a new password for who forgot it.

CREATE TABLE IF NOT EXISTS mails (
	id              UUID NOT NULL PRIMARY KEY,
	user_id         UUID NOT NULL,
	kind            VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL,
	address         VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL,
	status          VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'waiting',
	attempts        INT NOT NULL DEFAULT 0,
	next_attempt_at DATETIME(3) NULL,
	lease_token     UUID NULL,
	last_error      VARCHAR(200) NULL,
	created_at      DATETIME(3) NOT NULL,
	KEY mails_due (next_attempt_at),
	KEY mails_user (user_id),
	KEY mails_age (created_at),
	CONSTRAINT mails_user FOREIGN KEY (user_id) REFERENCES users (id),
	CONSTRAINT mails_kind CHECK (kind IN ('confirm', 'reset')),
	CONSTRAINT mails_status CHECK (status IN ('waiting', 'sent', 'given_up')),
	CONSTRAINT mails_end CHECK ((status = 'waiting') = (next_attempt_at IS NOT NULL))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- What a mail proves. Drawn when it is sent, so that the secret itself is nowhere kept: each
-- attempt has one of its own, for an earlier one may have arrived.
CREATE TABLE IF NOT EXISTS mail_tokens (
	token_hash BINARY(32) NOT NULL PRIMARY KEY,
	user_id    UUID NOT NULL,
	kind       VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL,
	address    VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL,
	created_at DATETIME(3) NOT NULL,
	expires_at DATETIME(3) NOT NULL,
	used_at    DATETIME(3) NULL,
	-- By which request, so that a repetition knows its own work.
	used_by    UUID NULL,
	KEY mail_tokens_user (user_id, kind),
	KEY mail_tokens_expiry (expires_at),
	CONSTRAINT mail_tokens_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
