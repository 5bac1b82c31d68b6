-- A text that a rival has handed in already is taken like any other: to refuse it
-- would tell that the sealed answer stands. Ranking tells copies by their hash.

ALTER TABLE submissions
	DROP KEY IF EXISTS submissions_text;

-- An attempt that its deadline has ended is not one that was given up or failed: so that
-- a late call hears of the deadline, whether or not the clock has passed by.
ALTER TABLE presentations
	DROP CONSTRAINT IF EXISTS presentations_outcome,
	ADD CONSTRAINT presentations_outcome
		CHECK (outcome IN ('held', 'accepted', 'rejected', 'lapsed', 'expired'));
