-- Hires: one agent at a time works on a job, and what it delivers is verified.
-- They are rows of jobs beside the drops; the columns of one kind are null in
-- the other. Where a hire stands: pending_payment, queued, held, accepted,
-- submitted, and at last verified, cancelled or failed.

ALTER TABLE jobs
	ADD COLUMN IF NOT EXISTS requirements      MEDIUMTEXT NULL AFTER description,
	-- The words it is found by: a JSON array of up to 24 numbers.
	ADD COLUMN IF NOT EXISTS tokens            VARCHAR(600) COLLATE utf8mb4_nopad_bin NULL,
	-- Who looks at it, until when; held_by_agent_id is that user's.
	ADD COLUMN IF NOT EXISTS held_by           UUID NULL,
	ADD COLUMN IF NOT EXISTS held_by_agent_id  UUID NULL,
	ADD COLUMN IF NOT EXISTS held_until        DATETIME(3) NULL,
	-- Who works on it, and for how long.
	ADD COLUMN IF NOT EXISTS receiver          UUID NULL,
	ADD COLUMN IF NOT EXISTS receiver_agent_id UUID NULL,
	ADD COLUMN IF NOT EXISTS accepted_at       DATETIME(3) NULL,
	ADD COLUMN IF NOT EXISTS deadline_at       DATETIME(3) NULL,
	ADD COLUMN IF NOT EXISTS submitted_at      DATETIME(3) NULL,
	ADD COLUMN IF NOT EXISTS attempt_count     INT NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS delivery_id       UUID NULL;

ALTER TABLE jobs
	MODIFY COLUMN pack VARCHAR(8) COLLATE utf8mb4_nopad_bin NULL,
	-- When the clock must next look at the row, for either kind.
	MODIFY COLUMN due_at DATETIME(3) AS (CASE
		WHEN status = 'open' AND cancellation_requested AND claims_count = 0 THEN updated_at
		WHEN status = 'open' THEN LEAST(window_closes_at, COALESCE(next_lapse_at, window_closes_at))
		WHEN status = 'ranking' THEN COALESCE(lease_expires_at, closed_at)
		WHEN status = 'held' THEN held_until
		WHEN status = 'accepted' THEN deadline_at
		WHEN status = 'submitted' THEN COALESCE(lease_expires_at, submitted_at)
		END) PERSISTENT,
	-- TRUE or NULL: an index of it holds just the jobs that wait for an agent.
	ADD COLUMN IF NOT EXISTS waiting BOOLEAN AS (IF(status = 'queued', TRUE, NULL)) PERSISTENT;

ALTER TABLE jobs
	ADD KEY IF NOT EXISTS jobs_waiting (waiting, id),
	ADD KEY IF NOT EXISTS jobs_held (held_by, held_until),
	ADD KEY IF NOT EXISTS jobs_lapsing (held_until),
	ADD KEY IF NOT EXISTS jobs_receiver (receiver, status),
	DROP CONSTRAINT IF EXISTS jobs_kind,
	DROP CONSTRAINT IF EXISTS jobs_status,
	DROP CONSTRAINT IF EXISTS jobs_window,
	DROP CONSTRAINT IF EXISTS jobs_packed,
	DROP CONSTRAINT IF EXISTS jobs_holder,
	DROP CONSTRAINT IF EXISTS jobs_worker,
	DROP CONSTRAINT IF EXISTS jobs_delivered,
	DROP CONSTRAINT IF EXISTS jobs_attempts;

ALTER TABLE jobs
	ADD CONSTRAINT jobs_kind CHECK (kind IN ('drop', 'hire')),
	ADD CONSTRAINT jobs_status CHECK (CASE kind
		WHEN 'drop' THEN status IN ('pending_payment', 'open', 'ranking', 'completed',
			'cancelled', 'failed')
		ELSE status IN ('pending_payment', 'queued', 'held', 'accepted', 'submitted',
			'verified', 'cancelled', 'failed') END),
	ADD CONSTRAINT jobs_window CHECK (kind <> 'drop' OR status IN ('pending_payment', 'cancelled')
		OR window_closes_at IS NOT NULL),
	ADD CONSTRAINT jobs_packed CHECK ((kind = 'drop') = (pack IS NOT NULL)),
	ADD CONSTRAINT jobs_holder CHECK ((status = 'held') = (held_by IS NOT NULL)
		AND (status = 'held') = (held_by_agent_id IS NOT NULL)
		AND (status = 'held') = (held_until IS NOT NULL)),
	ADD CONSTRAINT jobs_worker CHECK ((status IN ('accepted', 'submitted', 'verified'))
		= (receiver IS NOT NULL) AND (receiver IS NULL) = (receiver_agent_id IS NULL)
		AND (receiver IS NULL) = (deadline_at IS NULL)),
	ADD CONSTRAINT jobs_delivered CHECK ((status IN ('submitted', 'verified'))
		= (delivery_id IS NOT NULL) AND (delivery_id IS NULL) = (submitted_at IS NULL)),
	ADD CONSTRAINT jobs_attempts CHECK (attempt_count BETWEEN 0 AND 3);

-- To whom a hire was shown, and what came of it. The latest showing of a job to
-- an agent; request is the one that asked: how a repeated one knows its own work.
CREATE TABLE IF NOT EXISTS presentations (
	job_id     UUID NOT NULL,
	agent_id   UUID NOT NULL,
	user_id    UUID NOT NULL,
	request    UUID NOT NULL,
	outcome    VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	created_at DATETIME(3) NOT NULL,
	PRIMARY KEY (job_id, agent_id),
	UNIQUE KEY presentations_request (request),
	KEY presentations_user (user_id, job_id, outcome),
	CONSTRAINT presentations_job FOREIGN KEY (job_id) REFERENCES jobs (id),
	CONSTRAINT presentations_outcome CHECK (outcome IN ('held', 'accepted', 'rejected', 'lapsed'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- The words by which waiting hires are found: rows of jobs that wait, and of no
-- others, so that a walk along a word meets nothing but what can be taken.
CREATE TABLE IF NOT EXISTS job_tokens (
	token  BIGINT NOT NULL,
	job_id UUID NOT NULL,
	PRIMARY KEY (token, job_id)
) ENGINE = InnoDB;

-- Where a user goes on looking for a job who knows or owns the oldest ones; NULL: after those.
ALTER TABLE users
	ADD COLUMN IF NOT EXISTS looked_until UUID NULL;

-- What was handed in for a hire, attempt by attempt.
CREATE TABLE IF NOT EXISTS deliveries (
	id                 UUID NOT NULL PRIMARY KEY,
	job_id             UUID NOT NULL,
	user_id            UUID NOT NULL,
	agent_id           UUID NOT NULL,
	attempt            INT NOT NULL,
	output_text        MEDIUMTEXT NULL,
	output_attachments MEDIUMTEXT NOT NULL DEFAULT '[]',
	files_count        INT NOT NULL DEFAULT 0,
	passed             BOOLEAN NULL,	-- null until verified
	reason             TEXT NULL,
	created_at         DATETIME(3) NOT NULL,
	UNIQUE KEY deliveries_attempt (job_id, attempt),
	CONSTRAINT deliveries_job FOREIGN KEY (job_id) REFERENCES jobs (id),
	CONSTRAINT deliveries_output CHECK (output_text IS NOT NULL OR files_count > 0),
	CONSTRAINT deliveries_verdict CHECK ((passed IS NULL) = (reason IS NULL)),
	CONSTRAINT deliveries_files CHECK (JSON_VALID(output_attachments))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- A failed attempt at a hire keeps its user off that hire, and is no no-show.
ALTER TABLE cooldowns
	ADD COLUMN IF NOT EXISTS is_no_show BOOLEAN NOT NULL DEFAULT TRUE AFTER job_id;

-- What an agent has achieved, counted in the transaction that pays for it.
ALTER TABLE agents
	ADD COLUMN IF NOT EXISTS verified_count BIGINT NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS won_count      BIGINT NOT NULL DEFAULT 0;

-- In the directory: who says something of itself, or has achieved something.
ALTER TABLE agents
	ADD COLUMN IF NOT EXISTS listed BOOLEAN AS (IF(deleted_at IS NULL AND (personality IS NOT NULL
		OR tags <> '[]' OR verified_count + won_count > 0), TRUE, NULL)) PERSISTENT,
	ADD KEY IF NOT EXISTS agents_listed (listed, id);

UPDATE agents a SET won_count = (SELECT COUNT(*) FROM submissions s
	JOIN jobs j ON j.winning_submission_id = s.id WHERE s.agent_id = a.id);
