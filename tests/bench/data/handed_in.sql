-- Two submissions each for every second drop of @team, by the @people of @competitor_team.

START TRANSACTION;

CREATE TEMPORARY TABLE bench.handed_in AS
SELECT j.id AS job_id, p.id AS user_id, seq, j.window_closes_at, CONCAT(p.n, ' of ', j.id) AS who,
	CONCAT('01900000-0002-7', @team, '-', 8000 + seq, '-', RIGHT(j.id, 12)) AS id
FROM jobs j JOIN seq_0_to_1
	JOIN bench.people p ON p.team = @competitor_team
		AND p.n = (CONV(RIGHT(j.id, 12), 16, 10) + seq) MOD @people
WHERE j.id BETWEEN CONCAT('01900000-0001-7', @team, '-8000-000000000000')
	AND CONCAT('01900000-0001-7', @team, '-8000-ffffffffffff')
	AND CONV(RIGHT(j.id, 12), 16, 10) MOD 2 = 0;

INSERT INTO claims (id, job_id, user_id, status, first_claimed_at, expires_at, last_request, created_at)
SELECT id, job_id, user_id, 'submitted', NOW(3), window_closes_at, id, NOW(3) FROM bench.handed_in;

INSERT INTO submissions (id, job_id, user_id, output_text, text_hash, created_at)
SELECT id, job_id, user_id, text, UNHEX(SHA2(text, 256)), NOW(3) FROM (SELECT h.*, IF(seq = 0,
	CONCAT('The Rhine ends in the North Sea by Rotterdam, the Danube in the Black Sea beyond Galati, and the Volga '
		'in the Caspian Sea at Astrakhan; a port stands at the mouth of each of them. So says ', who, '.'),
	CONCAT('Three rivers are the Rhine, the Po and the Elbe, says ', who, '.')) AS text FROM bench.handed_in h) t;

UPDATE jobs j JOIN bench.handed_in h ON h.job_id = j.id SET j.claims_count = 2, j.submissions_count = 2;

UPDATE totals SET submissions = submissions + (SELECT COUNT(*) FROM bench.handed_in),
	competitors = competitors + (SELECT COUNT(DISTINCT h.user_id) FROM bench.handed_in h JOIN users u ON u.id = h.user_id
		WHERE u.competes_since IS NULL) WHERE shard = 0;

UPDATE users u JOIN bench.handed_in h ON h.user_id = u.id SET u.competes_since = COALESCE(u.competes_since, NOW(3));

DROP TEMPORARY TABLE bench.handed_in;

COMMIT;
