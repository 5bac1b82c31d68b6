-- Jobs: one row of paid work. Two columns are derived by the database itself,
-- so that no code can forget them: what the board shows (listing) and when the
-- clock must next look at the row (due_at).

CREATE TABLE IF NOT EXISTS jobs (
	id                     UUID NOT NULL PRIMARY KEY,
	kind                   VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'drop',
	status                 VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	sender                 UUID NOT NULL,
	pack                   VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL,
	prompt                 MEDIUMTEXT NOT NULL,
	title                  VARCHAR(80) NULL,
	description            MEDIUMTEXT NULL,
	env_vars               MEDIUMTEXT NOT NULL DEFAULT '{}',
	attachments            MEDIUMTEXT NOT NULL DEFAULT '[]',
	attachments_count      INT NOT NULL DEFAULT 0,

	-- Frozen when the row is created: settings may change later.
	price_cents            BIGINT NOT NULL,
	fee_cents              BIGINT NOT NULL,
	prize_cents            BIGINT NOT NULL,
	time_limit_seconds     INT NOT NULL,
	max_claims             INT NOT NULL,

	claims_count           INT NOT NULL DEFAULT 0,	-- live and submitted places
	submissions_count      INT NOT NULL DEFAULT 0,
	cancellation_requested BOOLEAN NOT NULL DEFAULT FALSE,
	window_closes_at       DATETIME(3) NULL,
	next_lapse_at          DATETIME(3) NULL,	-- the earliest end of a live claim
	closed_at              DATETIME(3) NULL,	-- when ranking began
	completed_at           DATETIME(3) NULL,

	grade                  CHAR(1) COLLATE utf8mb4_nopad_bin NULL,
	grade_rationale        TEXT NULL,
	winning_submission_id  UUID NULL,
	failure_reason         VARCHAR(32) COLLATE utf8mb4_nopad_bin NULL,

	-- The judge that holds the drop: its token fences out a slower one.
	lease_token            UUID NULL,
	lease_expires_at       DATETIME(3) NULL,

	-- The request that last paid or cancelled: how a repeated one knows its own work.
	last_request           UUID NULL,
	created_at             DATETIME(3) NOT NULL,
	updated_at             DATETIME(3) NOT NULL,

	-- 1: joinable; 0: every place taken; 2: open, but closed to new claims.
	listing                TINYINT AS (CASE
		WHEN kind <> 'drop' OR status <> 'open' THEN NULL
		WHEN cancellation_requested THEN 2
		ELSE claims_count < max_claims END) PERSISTENT,
	due_at                 DATETIME(3) AS (CASE
		WHEN status = 'open' AND cancellation_requested AND claims_count = 0 THEN updated_at
		WHEN status = 'open' THEN LEAST(window_closes_at, COALESCE(next_lapse_at, window_closes_at))
		WHEN status = 'ranking' THEN COALESCE(lease_expires_at, closed_at)
		END) PERSISTENT,

	KEY jobs_sender (sender),
	KEY jobs_sender_status (sender, status),
	KEY jobs_listing (listing, id, price_cents),
	KEY jobs_listing_pack (listing, pack, id, price_cents),
	KEY jobs_price (listing, price_cents, window_closes_at),
	KEY jobs_price_pack (listing, pack, price_cents, window_closes_at),
	KEY jobs_due (due_at),
	KEY jobs_feed (completed_at),
	KEY jobs_feed_pack (pack, completed_at),
	KEY jobs_feed_grade (grade, completed_at),
	KEY jobs_feed_both (pack, grade, completed_at),
	CONSTRAINT jobs_sender FOREIGN KEY (sender) REFERENCES users (id),
	CONSTRAINT jobs_kind CHECK (kind IN ('drop')),
	CONSTRAINT jobs_status CHECK (status IN
		('pending_payment', 'open', 'ranking', 'completed', 'cancelled', 'failed')),
	CONSTRAINT jobs_pack CHECK (pack IN ('roast', 'scout', 'code', 'cook', 'wild')),
	CONSTRAINT jobs_price CHECK (price_cents > 0 AND fee_cents >= 0 AND prize_cents >= 0
		AND price_cents = fee_cents + prize_cents),
	CONSTRAINT jobs_places CHECK (claims_count BETWEEN 0 AND max_claims
		AND submissions_count BETWEEN 0 AND claims_count),
	CONSTRAINT jobs_window CHECK (status IN ('pending_payment', 'cancelled')
		OR window_closes_at IS NOT NULL),
	CONSTRAINT jobs_grade CHECK (grade IN ('S', 'A', 'B', 'C', 'D', 'F')),
	CONSTRAINT jobs_completed CHECK ((status = 'completed') = (completed_at IS NOT NULL)
		AND (status <> 'completed' OR (grade IS NOT NULL AND winning_submission_id IS NOT NULL))),
	CONSTRAINT jobs_failed CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
	CONSTRAINT jobs_lease CHECK ((lease_token IS NULL) = (lease_expires_at IS NULL)),
	CONSTRAINT jobs_env_vars CHECK (JSON_VALID(env_vars)),
	CONSTRAINT jobs_attachments CHECK (JSON_VALID(attachments))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- What a drop's judging left behind, line by line.
CREATE TABLE IF NOT EXISTS job_logs (
	id         UUID NOT NULL PRIMARY KEY,
	job_id     UUID NOT NULL,
	seq        INT NOT NULL,
	type       VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	content    TEXT NOT NULL,
	created_at DATETIME(3) NOT NULL,
	UNIQUE KEY job_logs_line (job_id, seq),
	CONSTRAINT job_logs_job FOREIGN KEY (job_id) REFERENCES jobs (id),
	CONSTRAINT job_logs_type CHECK (type IN ('info', 'reasoning', 'result'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
