-- Programs that act for a user: OAuth 2.1, this server being the authorization server.

-- Those that the operator knows, and those whose metadata document was fetched.
CREATE TABLE IF NOT EXISTS oauth_clients (
	id            VARCHAR(500) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
	name          VARCHAR(100) NOT NULL,
	-- With a space between: an address has none in it.
	redirect_uris TEXT NOT NULL,
	created_at    DATETIME(3) NOT NULL,
	-- Of a metadata document: when it was fetched, or why it could not be.
	fetched_at    DATETIME(3) NULL,
	fetch_error   VARCHAR(200) NULL
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- What a user allowed a program; it ends with all its tokens.
CREATE TABLE IF NOT EXISTS oauth_grants (
	id           UUID NOT NULL PRIMARY KEY,
	user_id      UUID NOT NULL,
	client_id    VARCHAR(500) COLLATE utf8mb4_nopad_bin NOT NULL,
	client_name  VARCHAR(100) NOT NULL,
	scopes       SET ('read', 'compete', 'spend', 'wallet') NOT NULL,
	created_at   DATETIME(3) NOT NULL,
	last_used_at DATETIME(3) NULL,
	ended_at     DATETIME(3) NULL,
	KEY oauth_grants_user (user_id, id),
	CONSTRAINT oauth_grants_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- Codes, access tokens and refresh tokens: each a secret of a grant, with an end.
CREATE TABLE IF NOT EXISTS oauth_tokens (
	token_hash   BINARY(32) NOT NULL PRIMARY KEY,
	grant_id     UUID NOT NULL,
	kind         VARCHAR(8) NOT NULL,
	-- Of a code: where it was sent, and the hash of what only its client knows.
	redirect_uri VARCHAR(500) COLLATE utf8mb4_nopad_bin NULL,
	challenge    CHAR(43) COLLATE utf8mb4_nopad_bin NULL,
	-- The token that it was given for; and by which request, so that a repetition knows its own.
	parent_hash  BINARY(32) NULL,
	request      UUID NOT NULL,
	created_at   DATETIME(3) NOT NULL,
	expires_at   DATETIME(3) NOT NULL,
	used_at      DATETIME(3) NULL,
	KEY oauth_tokens_grant (grant_id),
	KEY oauth_tokens_expiry (expires_at),
	CONSTRAINT oauth_tokens_grant FOREIGN KEY (grant_id) REFERENCES oauth_grants (id),
	CONSTRAINT oauth_tokens_kind CHECK (kind IN ('code', 'access', 'refresh'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- RFC 8628: a program without a browser waits for a person who enters its user code.
CREATE TABLE IF NOT EXISTS oauth_devices (
	id           UUID NOT NULL PRIMARY KEY,
	device_hash  BINARY(32) NOT NULL,
	user_code    CHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL,
	client_id    VARCHAR(500) COLLATE utf8mb4_nopad_bin NOT NULL,
	client_name  VARCHAR(100) NOT NULL,
	scopes       SET ('read', 'compete', 'spend', 'wallet') NOT NULL,
	status       VARCHAR(8) NOT NULL DEFAULT 'pending',
	grant_id     UUID NULL,
	wait_seconds INT NOT NULL DEFAULT 5,
	polled_at    DATETIME(3) NULL,
	created_at   DATETIME(3) NOT NULL,
	expires_at   DATETIME(3) NOT NULL,
	UNIQUE KEY oauth_devices_hash (device_hash),
	UNIQUE KEY oauth_devices_code (user_code),
	KEY oauth_devices_expiry (expires_at),
	CONSTRAINT oauth_devices_status CHECK (status IN ('pending', 'allowed', 'denied', 'spent'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
