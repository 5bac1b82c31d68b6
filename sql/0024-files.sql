-- Files: what people hand over. The bytes lie in a directory under their hash
-- (files.dir), once however many own them; here stands whose they are, under
-- which name, and what they hang on.

CREATE TABLE IF NOT EXISTS blobs (
	sha256       BINARY(32) NOT NULL PRIMARY KEY,
	size         BIGINT NOT NULL,
	-- Told from the bytes, never from a name.
	content_type VARCHAR(127) COLLATE utf8mb4_nopad_bin NOT NULL,
	-- Of a text its beginning, for whoever judges: no more is read of it, and no disk.
	excerpt      MEDIUMTEXT NULL,
	created_at   DATETIME(3) NOT NULL,
	-- Since when nobody owns it: then the sweep takes it away.
	unused_since DATETIME(3) NULL,
	KEY blobs_unused (unused_since),
	CONSTRAINT blobs_size CHECK (size > 0)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- A user's own copy, as it were: its id is the key that requests name it by.
CREATE TABLE IF NOT EXISTS uploads (
	id         UUID NOT NULL PRIMARY KEY,
	user_id    UUID NOT NULL,
	sha256     BINARY(32) NOT NULL,
	name       VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	size       BIGINT NOT NULL,
	created_at DATETIME(3) NOT NULL,
	-- NULL once it hangs on something: then it stays.
	expires_at DATETIME(3) NULL,
	KEY uploads_user (user_id, id),
	KEY uploads_blob (sha256),
	KEY uploads_expiry (expires_at),
	CONSTRAINT uploads_user FOREIGN KEY (user_id) REFERENCES users (id),
	CONSTRAINT uploads_blob FOREIGN KEY (sha256) REFERENCES blobs (sha256)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- What an upload hangs on: a job, a submission or a delivery (owner_id), always of a job.
CREATE TABLE IF NOT EXISTS attachments (
	owner_id  UUID NOT NULL,
	position  INT NOT NULL,
	upload_id UUID NOT NULL,
	job_id    UUID NOT NULL,
	kind      VARCHAR(10) COLLATE utf8mb4_nopad_bin NOT NULL,
	PRIMARY KEY (owner_id, position),
	UNIQUE KEY attachments_once (upload_id, owner_id),
	CONSTRAINT attachments_upload FOREIGN KEY (upload_id) REFERENCES uploads (id),
	CONSTRAINT attachments_kind CHECK (kind IN ('job', 'submission', 'delivery'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- The bytes of all that a user has uploaded, kept under the user's lock.
ALTER TABLE users
	ADD COLUMN IF NOT EXISTS files_bytes BIGINT NOT NULL DEFAULT 0,
	DROP CONSTRAINT IF EXISTS users_files;

ALTER TABLE users
	ADD CONSTRAINT users_files CHECK (files_bytes >= 0);
