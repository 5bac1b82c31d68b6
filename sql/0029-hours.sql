-- What was won, hour by hour: counted once an hour is over, when nothing of it changes any more.

CREATE TABLE IF NOT EXISTS hours (
	hour        DATETIME NOT NULL PRIMARY KEY,
	drops       BIGINT NOT NULL,
	prize_cents BIGINT NOT NULL,
	submissions BIGINT NOT NULL,
	places      BIGINT NOT NULL,
	unanimous   BIGINT NOT NULL,
	majority    BIGINT NOT NULL,
	split       BIGINT NOT NULL,
	CONSTRAINT hours_whole CHECK (MINUTE(hour) = 0 AND SECOND(hour) = 0)
) ENGINE = InnoDB;
