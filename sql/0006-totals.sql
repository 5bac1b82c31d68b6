-- What the arena has done in all, kept in shards so that no two transactions
-- wait for one row: each adds to one shard picked at random, in the transaction
-- of what it counts. Sums over the shards are exact; the audit proves them.

CREATE TABLE IF NOT EXISTS totals (
	shard           TINYINT NOT NULL PRIMARY KEY,
	completed_drops BIGINT NOT NULL DEFAULT 0,
	paid_cents      BIGINT NOT NULL DEFAULT 0,
	fees_cents      BIGINT NOT NULL DEFAULT 0,
	submissions     BIGINT NOT NULL DEFAULT 0,
	competitors     BIGINT NOT NULL DEFAULT 0
) ENGINE = InnoDB;

INSERT IGNORE INTO totals (shard) VALUES
	(0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15);
