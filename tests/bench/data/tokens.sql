-- A program's access token for each of the people of @team, beside the key: in bench.people, too.

ALTER TABLE bench.people ADD COLUMN IF NOT EXISTS token CHAR(43) NULL;

START TRANSACTION;

-- The same digits at its end as a key has.
UPDATE bench.people SET token = CONCAT('clorpa_', LPAD(CONCAT('Bench', team, 'x', n), 30, '0')) WHERE team = @team;
UPDATE bench.people SET token = CONCAT(token,
	SUBSTRING(@digits, CRC32(token) DIV 916132832 % 62 + 1, 1), SUBSTRING(@digits, CRC32(token) DIV 14776336 % 62 + 1, 1),
	SUBSTRING(@digits, CRC32(token) DIV 238328 % 62 + 1, 1), SUBSTRING(@digits, CRC32(token) DIV 3844 % 62 + 1, 1),
	SUBSTRING(@digits, CRC32(token) DIV 62 % 62 + 1, 1), SUBSTRING(@digits, CRC32(token) % 62 + 1, 1)) WHERE team = @team;

INSERT INTO oauth_grants (id, user_id, client_id, client_name, scopes, created_at)
SELECT id, id, 'clorp-cli', 'clorp (command line)', 'read,compete', NOW(3) FROM bench.people WHERE team = @team;

INSERT INTO oauth_tokens (token_hash, grant_id, kind, request, created_at, expires_at)
SELECT UNHEX(SHA2(token, 256)), id, 'access', id, NOW(3), NOW(3) + INTERVAL 1 DAY FROM bench.people WHERE team = @team;

COMMIT;
