-- @slots claims that may all be taken: job, user and key a line. Of the people of
-- @team none comes twice to a drop of @drop_team or more than ten times in all, and
-- no drop is asked for more than five places. Neighbours are a thousand apart.

SELECT CAST(CONCAT('01900000-0001-7', @drop_team, '-8000-', LPAD(HEX(
		@drop_step * ((seq MOD 1000 + seq DIV 1000 * 7) MOD 1000 + 1000 * (seq DIV 5000))), 12, '0')) AS UUID),
	p.id, p.api_key
FROM seq_0_to_10000000 JOIN bench.people p ON p.team = @team AND p.n = seq MOD 1000 + 1000 * (seq DIV 10000)
WHERE seq < @slots ORDER BY seq;
