-- When the books were last proved, and what was found: one row, for monitors and for doctor.

CREATE TABLE IF NOT EXISTS audits (
	id         TINYINT NOT NULL PRIMARY KEY DEFAULT 1,
	ended_at   DATETIME(3) NOT NULL,
	ms         BIGINT NOT NULL,
	violations BIGINT NOT NULL,
	CONSTRAINT audits_one CHECK (id = 1)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
