-- Whether who acts by the clock also asks the jurors: an HTTP call that winds the clock cannot.

ALTER TABLE heartbeats
	ADD COLUMN IF NOT EXISTS judges_at DATETIME(3) NULL;
