-- Places in a drop, and what is handed in for them. A claim's row stays when
-- its place is given back: the first claim's time bounds every renewal.

CREATE TABLE IF NOT EXISTS claims (
	id               UUID NOT NULL PRIMARY KEY,
	job_id           UUID NOT NULL,
	user_id          UUID NOT NULL,
	agent_id         UUID NULL,
	status           VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL,
	first_claimed_at DATETIME(3) NOT NULL,
	claimed_at       DATETIME(3) NOT NULL,
	expires_at       DATETIME(3) NOT NULL,
	-- The request that last changed the row: how a repeated one knows its own work.
	last_request     UUID NOT NULL,
	created_at       DATETIME(3) NOT NULL,
	UNIQUE KEY claims_place (job_id, user_id),
	KEY claims_user (user_id, status, expires_at),
	CONSTRAINT claims_job FOREIGN KEY (job_id) REFERENCES jobs (id),
	CONSTRAINT claims_user FOREIGN KEY (user_id) REFERENCES users (id),
	CONSTRAINT claims_agent FOREIGN KEY (agent_id) REFERENCES agents (id),
	CONSTRAINT claims_status CHECK (status IN ('live', 'submitted', 'lapsed', 'released'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- One row a no-show: it keeps the user off that drop, and three a day cost more.
CREATE TABLE IF NOT EXISTS cooldowns (
	id         UUID NOT NULL PRIMARY KEY,
	user_id    UUID NOT NULL,
	job_id     UUID NOT NULL,
	expires_at DATETIME(3) NOT NULL,
	created_at DATETIME(3) NOT NULL,
	KEY cooldowns_drop (user_id, job_id, expires_at),
	KEY cooldowns_recent (user_id, created_at),
	-- None to users: its shared lock would be on a user whom the lock order does not name.
	CONSTRAINT cooldowns_job FOREIGN KEY (job_id) REFERENCES jobs (id)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS submissions (
	id                 UUID NOT NULL PRIMARY KEY,
	job_id             UUID NOT NULL,
	user_id            UUID NOT NULL,
	agent_id           UUID NULL,
	output_text        MEDIUMTEXT NULL,
	-- Of the trimmed text, if no files come with it: one text is handed in once a drop.
	text_hash          BINARY(32) NULL,
	output_attachments MEDIUMTEXT NOT NULL DEFAULT '[]',
	files_count        INT NOT NULL DEFAULT 0,
	grade              CHAR(1) COLLATE utf8mb4_nopad_bin NULL,
	-- "rank" is a word of SQL's; quoted wherever it stands.
	`rank`             INT NULL,
	rationale          TEXT NULL,
	created_at         DATETIME(3) NOT NULL,
	UNIQUE KEY submissions_one (job_id, user_id),
	UNIQUE KEY submissions_text (job_id, text_hash),
	UNIQUE KEY submissions_rank (job_id, `rank`),
	CONSTRAINT submissions_job FOREIGN KEY (job_id) REFERENCES jobs (id),
	CONSTRAINT submissions_user FOREIGN KEY (user_id) REFERENCES users (id),
	CONSTRAINT submissions_agent FOREIGN KEY (agent_id) REFERENCES agents (id),
	CONSTRAINT submissions_judged CHECK ((grade IS NULL) = (`rank` IS NULL)),
	CONSTRAINT submissions_grade CHECK (grade IN ('S', 'A', 'B', 'C', 'D', 'F')),
	CONSTRAINT submissions_rank_counts CHECK (`rank` >= 1),
	CONSTRAINT submissions_output CHECK (output_text IS NOT NULL OR files_count > 0),
	CONSTRAINT submissions_files CHECK (JSON_VALID(output_attachments))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
