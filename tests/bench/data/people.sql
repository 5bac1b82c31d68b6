-- People with a wallet and a key each: @people of them, in @team (three digits
-- of their ids), with a grant of @cents. Their keys are in bench.people.

SET @escrow = '00000000-0000-7000-8000-000000000001', @grants = '00000000-0000-7000-8000-000000000003',
	@digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

CREATE DATABASE IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.people (
	team INT NOT NULL, n INT NOT NULL, id UUID NOT NULL, api_key CHAR(42) NOT NULL, PRIMARY KEY (team, n)
) ENGINE = InnoDB, CHARACTER SET ascii, COLLATE ascii_bin;

START TRANSACTION;

-- A key ends with the CRC-32 of what is before it, in six digits to the base of 62.
INSERT INTO bench.people (team, n, id, api_key)
SELECT @team, seq, CONCAT('01900000-0000-7', @team, '-8000-', LPAD(HEX(seq), 12, '0')), CONCAT(secret,
	SUBSTRING(@digits, crc DIV 916132832 % 62 + 1, 1), SUBSTRING(@digits, crc DIV 14776336 % 62 + 1, 1),
	SUBSTRING(@digits, crc DIV 238328 % 62 + 1, 1), SUBSTRING(@digits, crc DIV 3844 % 62 + 1, 1),
	SUBSTRING(@digits, crc DIV 62 % 62 + 1, 1), SUBSTRING(@digits, crc % 62 + 1, 1))
FROM (SELECT seq, secret, CRC32(secret) AS crc FROM (SELECT seq, CONCAT('clorp_', LPAD(CONCAT('Bench', @team, 'x', seq), 30, '0'))
	AS secret FROM seq_0_to_10000000 WHERE seq < @people) s) c;

INSERT INTO users (id, name, created_at)
SELECT id, CONCAT('Bench ', team, ' ', n), NOW(3) FROM bench.people WHERE team = @team;

INSERT INTO accounts (id, name, user_id, balance_cents, last_seq, created_at)
SELECT id, 'user', id, @cents, @cents > 0, NOW(3) FROM bench.people WHERE team = @team;

INSERT INTO api_keys (id, user_id, key_hash, name, last_four, created_at)
SELECT id, id, UNHEX(SHA2(api_key, 256)), 'bench', RIGHT(api_key, 4), NOW(3) FROM bench.people WHERE team = @team;

INSERT INTO transfers (id, reason, created_at)
SELECT id, CONCAT('grant:', id), NOW(3) FROM bench.people WHERE team = @team AND @cents > 0;

INSERT INTO entries (id, transfer_id, account_id, delta, reason, seq, balance_after, created_at)
SELECT id, id, id, @cents, CONCAT('grant:', id), 1, @cents, NOW(3)
FROM bench.people WHERE team = @team AND @cents > 0;

INSERT INTO entries (id, transfer_id, account_id, delta, reason, created_at)
SELECT INSERT(id, 20, 4, '9000'), id, @grants, -@cents, CONCAT('grant:', id), NOW(3)
FROM bench.people WHERE team = @team AND @cents > 0;

COMMIT;
