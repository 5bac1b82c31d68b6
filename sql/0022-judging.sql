-- Judging by models takes its time: who judges a job, until when, and when they are
-- next to look at it. The columns of the lease fence out a slower judge as before.

ALTER TABLE jobs
	ADD COLUMN IF NOT EXISTS judging_by    VARCHAR(500) NULL,	-- for people to read
	-- Set while models are to judge it: from then on what settings' judge.fallback says.
	ADD COLUMN IF NOT EXISTS judging_until DATETIME(3) NULL,
	-- When one of their processes may take it; NULL: one has it, or none is to.
	ADD COLUMN IF NOT EXISTS judge_at      DATETIME(3) NULL,
	-- How far the models agreed; NULL: no model judged.
	ADD COLUMN IF NOT EXISTS agreement     VARCHAR(16) COLLATE utf8mb4_nopad_bin NULL;

ALTER TABLE jobs
	-- What models judge is the clock's once their time, or the lease of the one at it, is over.
	MODIFY COLUMN due_at DATETIME(3) AS (CASE
		WHEN status = 'open' AND cancellation_requested AND claims_count = 0 THEN updated_at
		WHEN status = 'open' THEN LEAST(window_closes_at, COALESCE(next_lapse_at, window_closes_at))
		WHEN status = 'ranking' THEN COALESCE(lease_expires_at, judging_until, closed_at)
		WHEN status = 'held' THEN held_until
		WHEN status = 'accepted' THEN deadline_at
		WHEN status = 'submitted' THEN COALESCE(lease_expires_at, judging_until, submitted_at)
		END) PERSISTENT,
	ADD KEY IF NOT EXISTS jobs_judge (judge_at),
	DROP CONSTRAINT IF EXISTS jobs_agreement,
	DROP CONSTRAINT IF EXISTS jobs_judging,
	ADD CONSTRAINT jobs_agreement CHECK (agreement IN ('unanimous', 'majority', 'split')),
	ADD CONSTRAINT jobs_judging CHECK (judge_at IS NULL
		OR (judging_until IS NOT NULL AND lease_token IS NULL));
