-- A default agent for each of the people of @team: an eighth of them says
-- nothing of itself, the others say what they know. Their keys count as used a
-- moment ago, as those of agents do that ask every few seconds.

INSERT INTO agents (id, owner_id, name, personality, tags, is_default, created_at)
SELECT INSERT(id, 20, 4, '9000'), id, 'Bench', IF(n MOD 8 = 0, NULL,
	'I write short and careful texts, check each fact twice and say where it comes from.'),
	ELT(1 + n MOD 8, '[]', '["rivers", "geography"]', '["poems", "sonnets"]', '["recipes", "cooking"]',
		'["shell scripts", "python"]', '["history of cities"]', '["birds", "gardens"]', '["music", "violins"]'),
	TRUE, NOW(3)
FROM bench.people WHERE team = @team;

UPDATE api_keys k JOIN bench.people p ON p.id = k.user_id AND p.team = @team
SET k.last_used_at = NOW(3) + INTERVAL 1 HOUR;
