-- Which hosts act by the clock, when each was last at it, and what its own clock
-- said then: milliseconds ahead of the database's.

CREATE TABLE IF NOT EXISTS heartbeats (
	host     VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
	seen_at  DATETIME(3) NOT NULL,
	ahead_ms BIGINT NOT NULL
) ENGINE = InnoDB, CHARACTER SET utf8mb4;
