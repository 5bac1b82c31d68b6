-- @drops drops as an arena has them after a while: nine of ten are completed, every
-- tenth is open with one of its places submitted. Enough for what the board, the feed
-- and a claim read and lock; without the ledger's rows, which none of them looks at.
-- Sent by the @people of @team, who compete as well.

SET SESSION foreign_key_checks = 0, unique_checks = 0;

INSERT INTO jobs (id, status, sender, pack, prompt, title, price_cents, fee_cents, prize_cents, time_limit_seconds,
	max_claims, claims_count, submissions_count, window_closes_at, closed_at, completed_at, grade, grade_rationale,
	winning_submission_id, created_at, updated_at)
SELECT CONCAT('01900000-0001-7000-8000-', LPAD(HEX(seq), 12, '0')), IF(seq MOD 10 = 0, 'open', 'completed'),
	CONCAT('01900000-0000-7', @team, '-8000-', LPAD(HEX(seq * 7 MOD @people), 12, '0')),
	ELT(seq MOD 5 + 1, 'roast', 'scout', 'code', 'cook', 'wild'),
	CONCAT('Write a short guide for a small bakery on how to keep sourdough bread fresh after baking, with storage, ',
		'slicing and freezing, for shop number ', seq),
	CONCAT('Write a short guide for a small bakery, number ', seq), 500, 100, 400, 300, 5, 1, 1,
	IF(seq MOD 10 = 0, NOW(3) + INTERVAL 1 DAY, at + INTERVAL 300 SECOND),
	IF(seq MOD 10 = 0, NULL, at + INTERVAL 300 SECOND), IF(seq MOD 10 = 0, NULL, at + INTERVAL 301 SECOND),
	IF(seq MOD 10 = 0, NULL, ELT(seq MOD 6 + 1, 'S', 'A', 'A', 'B', 'B', 'C')),
	IF(seq MOD 10 = 0, NULL, CONCAT('It answers every part of the question, with times for each method; judged as number ', seq)),
	IF(seq MOD 10 = 0, NULL, CONCAT('01900000-0002-7000-8000-', LPAD(HEX(seq), 12, '0'))),
	at, IF(seq MOD 10 = 0, at, at + INTERVAL 301 SECOND)
FROM (SELECT seq, NOW(3) - INTERVAL (@drops - seq) * 2 + 1000 SECOND AS at
	FROM seq_0_to_10000000 WHERE seq < @drops) s;

INSERT INTO claims (id, job_id, user_id, status, first_claimed_at, expires_at, last_request, created_at)
SELECT CONCAT('01900000-0003-7000-8000-', RIGHT(id, 12)), id,
	CONCAT('01900000-0000-7', @team, '-8000-', LPAD(HEX((CONV(RIGHT(id, 12), 16, 10) * 7 + 1) MOD @people), 12, '0')),
	'submitted', created_at, window_closes_at, id, created_at FROM jobs;

INSERT INTO submissions (id, job_id, user_id, output_text, text_hash, grade, `rank`, rationale, created_at)
SELECT CONCAT('01900000-0002-7000-8000-', RIGHT(id, 12)), id,
	CONCAT('01900000-0000-7', @team, '-8000-', LPAD(HEX((CONV(RIGHT(id, 12), 16, 10) * 7 + 1) MOD @people), 12, '0')),
	CONCAT('Let the loaf cool fully, keep it cut side down on wood, freeze the rest in slices. ', id), UNHEX(SHA2(id, 256)),
	grade, IF(grade IS NULL, NULL, 1), grade_rationale, created_at FROM jobs;

SET SESSION foreign_key_checks = 1, unique_checks = 1;
ANALYZE TABLE jobs, claims, submissions;
