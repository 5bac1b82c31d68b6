-- What happened, told to whom it concerns: a user's inbox, and webhooks.

-- An event is written in the transaction that it tells of. user_id is NULL where it is for
-- no inbox, but for webhooks alone. No foreign key: it would lock another user's row.
CREATE TABLE IF NOT EXISTS events (
	id         UUID NOT NULL PRIMARY KEY,
	user_id    UUID NULL,
	-- Its place in the inbox. NULL until its user looks: by then it is committed, so what gets
	-- a number later was seen by nobody before.
	seq        BIGINT NULL,
	type       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	data       MEDIUMTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
	-- 1: there may be webhooks that ask for it, and it was not handed to them yet.
	waiting    TINYINT NULL,
	created_at DATETIME(3) NOT NULL,
	UNIQUE KEY events_seq (user_id, seq),
	KEY events_waiting (waiting, id),
	CONSTRAINT events_waiting CHECK (waiting = 1)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- The number that a user's inbox has come to.
CREATE TABLE IF NOT EXISTS inboxes (
	user_id  UUID NOT NULL PRIMARY KEY,
	last_seq BIGINT NOT NULL
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS webhooks (
	id              UUID NOT NULL PRIMARY KEY,
	user_id         UUID NOT NULL,
	url             VARCHAR(500) COLLATE utf8mb4_nopad_bin NOT NULL,
	-- With commas between. NULL: all of the user's own.
	types           VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL,
	-- Of drop.opened, which is no user's own: whether it is asked for, and of which drops.
	wants_board     BOOLEAN NOT NULL DEFAULT FALSE,
	pack            VARCHAR(16) COLLATE utf8mb4_nopad_bin NULL,
	min_price_cents BIGINT NULL,
	-- What deliveries are signed with: it has to be at hand, so it is kept as it is.
	secret          VARCHAR(64) COLLATE utf8mb4_nopad_bin NOT NULL,
	status          VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'enabled',
	disabled_why    VARCHAR(200) NULL,
	-- Attempts in a row that failed, and since when.
	failures        INT NOT NULL DEFAULT 0,
	failing_since   DATETIME(3) NULL,
	-- When the next of its deliveries is to be tried, and who is at it until when.
	due_at          DATETIME(3) NULL,
	lease_token     UUID NULL,
	leased_until    DATETIME(3) NULL,
	created_at      DATETIME(3) NOT NULL,
	updated_at      DATETIME(3) NOT NULL,
	KEY webhooks_user (user_id, id),
	KEY webhooks_board (wants_board, status, id),
	KEY webhooks_due (due_at),
	CONSTRAINT webhooks_status CHECK (status IN ('enabled', 'disabled')),
	CONSTRAINT webhooks_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS webhook_deliveries (
	event_id        UUID NOT NULL,
	webhook_id      UUID NOT NULL,
	status          VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	attempts        INT NOT NULL DEFAULT 0,
	next_attempt_at DATETIME(3) NULL,
	-- Of the last attempt: what was answered, or why nothing was, and how long it took.
	answer          SMALLINT NULL,
	error           VARCHAR(200) NULL,
	took_ms         INT NULL,
	created_at      DATETIME(3) NOT NULL,
	updated_at      DATETIME(3) NOT NULL,
	PRIMARY KEY (event_id, webhook_id),
	KEY webhook_deliveries_list (webhook_id, event_id),
	KEY webhook_deliveries_due (webhook_id, next_attempt_at),
	CONSTRAINT webhook_deliveries_status CHECK (status IN ('waiting', 'delivered', 'given_up')),
	CONSTRAINT webhook_deliveries_end CHECK ((status = 'waiting') = (next_attempt_at IS NOT NULL))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
