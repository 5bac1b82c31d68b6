-- What a claim may last, and when giving it back is a no-show, is counted from a
-- user's first on that drop: when the place was last taken decides nothing.

ALTER TABLE claims
	DROP COLUMN IF EXISTS claimed_at;
