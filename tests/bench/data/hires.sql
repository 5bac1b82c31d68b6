-- Waiting hires in @team, from number @from up to @hires: in turn copies of those
-- that the people of @sender_team have posted, with the words that the program found in
-- them. They are older than any other. There is no ledger of them.

START TRANSACTION;

INSERT INTO jobs (id, kind, status, sender, prompt, title, description, requirements, tokens, price_cents, fee_cents,
	prize_cents, time_limit_seconds, max_claims, created_at, updated_at)
SELECT CONCAT('01900000-0001-7', @team, '-8000-', LPAD(HEX(seq), 12, '0')), 'hire', 'queued', m.sender, m.prompt,
	m.title, m.description, m.requirements, m.tokens, m.price_cents, m.fee_cents, m.prize_cents,
	m.time_limit_seconds, 1, NOW(3), NOW(3)
FROM seq_0_to_10000000 JOIN (SELECT j.*, ROW_NUMBER() OVER (ORDER BY j.id) - 1 AS n, COUNT(*) OVER () AS total
	FROM jobs j JOIN bench.people p ON p.id = j.sender AND p.team = @sender_team
	WHERE j.id > '01900000-0002-7000-8000-000000000000') m ON m.n = seq MOD m.total
WHERE seq >= @from AND seq < @hires;

INSERT INTO job_tokens (token, job_id)
SELECT t.token, j.id FROM jobs j, JSON_TABLE(j.tokens, '$[*]' COLUMNS (token BIGINT PATH '$')) t
WHERE j.id >= CONCAT('01900000-0001-7', @team, '-8000-', LPAD(HEX(@from), 12, '0'))
	AND j.id < CONCAT('01900000-0001-7', @team, '-8000-', LPAD(HEX(@hires), 12, '0'))
ORDER BY t.token, j.id;

COMMIT;

ANALYZE TABLE jobs, job_tokens;
