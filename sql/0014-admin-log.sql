-- What operators did by hand: who, to whom or what, and why. Written in the
-- transaction of the act itself, so that neither stands without the other.

CREATE TABLE IF NOT EXISTS admin_log (
	id         UUID NOT NULL PRIMARY KEY,
	actor      VARCHAR(64) NOT NULL,
	act        VARCHAR(32) COLLATE utf8mb4_nopad_bin NOT NULL,
	subject    VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	why        VARCHAR(500) NOT NULL,
	created_at DATETIME(3) NOT NULL,
	KEY admin_log_subject (subject),
	CONSTRAINT admin_log_why CHECK (why <> '')
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;
