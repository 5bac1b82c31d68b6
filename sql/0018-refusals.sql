-- An event whose payment is another top-up already: refused, and kept for a person to look at.
ALTER TABLE stripe_events
	DROP CONSTRAINT IF EXISTS stripe_events_status,
	ADD CONSTRAINT stripe_events_status CHECK (status IN ('handled', 'ignored', 'parked', 'refused'));

-- Whose work a line of a log speaks of: for that user and the sender alone. NULL: of the job.
ALTER TABLE job_logs
	ADD COLUMN IF NOT EXISTS user_id UUID NULL AFTER job_id;

-- An account that an operator has closed: no credential opens it any more.
ALTER TABLE users
	ADD COLUMN IF NOT EXISTS closed_at DATETIME(3) NULL;
