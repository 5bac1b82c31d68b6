-- What costs standing, and who has earned any.

-- Was anything of a user's ever graded above F? One look.
ALTER TABLE submissions
	ADD KEY IF NOT EXISTS submissions_graded (user_id, grade);

-- When the user was first shown the drop's env_vars: a place is not given back after that for nothing.
ALTER TABLE claims
	ADD COLUMN IF NOT EXISTS env_vars_read_at DATETIME(3) NULL AFTER first_claimed_at;

-- A delivery that was no answer at all, and one whose failure spent no attempt.
ALTER TABLE deliveries
	ADD COLUMN IF NOT EXISTS is_junk   BOOLEAN NOT NULL DEFAULT FALSE AFTER passed,
	ADD COLUMN IF NOT EXISTS is_spared BOOLEAN NOT NULL DEFAULT FALSE AFTER is_junk,
	DROP CONSTRAINT IF EXISTS deliveries_junk,
	ADD CONSTRAINT deliveries_junk CHECK (is_spared <= is_junk AND NOT (is_junk AND passed <=> TRUE));

-- An answer graded F is a no-show: of those that were, too. A drop's row is as its settlement left it.
INSERT INTO cooldowns (id, user_id, job_id, is_no_show, expires_at, created_at)
	SELECT UUID(), s.user_id, s.job_id, TRUE, j.updated_at, j.updated_at
	FROM submissions s JOIN jobs j ON j.id = s.job_id WHERE s.grade = 'F'
	AND NOT EXISTS (SELECT 1 FROM cooldowns c WHERE c.user_id = s.user_id AND c.job_id = s.job_id
		AND c.is_no_show AND c.created_at = j.updated_at);
