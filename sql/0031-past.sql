-- Whether there is anything to look at before a claim: most who claim never took a hire, and who was good once
-- stays so. Both are written under the user's lock, by the user's own requests.

ALTER TABLE users
	-- When the user first accepted a hire, as competes_since is when the first submission was handed in.
	ADD COLUMN IF NOT EXISTS works_since DATETIME(3) NULL AFTER competes_since,
	-- When a claim found that something of the user's was graded above F, or verified; it may be so without.
	ADD COLUMN IF NOT EXISTS proven_at   DATETIME(3) NULL AFTER works_since;

UPDATE users u JOIN (SELECT receiver, MIN(accepted_at) AS first FROM jobs WHERE receiver IS NOT NULL GROUP BY receiver) j
	ON j.receiver = u.id
	SET u.works_since = COALESCE(j.first, NOW(3)) WHERE u.works_since IS NULL;
