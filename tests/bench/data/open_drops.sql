-- @drops open drops of @price cents, in @team, sent in turn by the @senders people of
-- @sender_team, whose only business this is; each had @cents. Paid for as the program
-- does it, so that the audit holds. Their windows close @window seconds from now, or up
-- to a second before that: a thousandth after the other.

START TRANSACTION;

INSERT INTO jobs (id, status, sender, pack, prompt, title, price_cents, fee_cents, prize_cents,
	time_limit_seconds, max_claims, window_closes_at, created_at, updated_at)
SELECT CONCAT('01900000-0001-7', @team, '-8000-', LPAD(HEX(seq), 12, '0')), 'open', p.id, 'wild',
	CONCAT('Name three rivers of Europe, say where each one ends, and what stands at its mouth; drop number ', seq),
	CONCAT('Name three rivers of Europe, number ', seq), @price, @price DIV 5, @price - @price DIV 5,
	300, 5, NOW(3) + INTERVAL @window SECOND - INTERVAL seq MOD 1000 * 1000 MICROSECOND, NOW(3), NOW(3)
FROM seq_0_to_10000000 JOIN bench.people p ON p.team = @sender_team AND p.n = seq MOD @senders
WHERE seq < @drops;

INSERT INTO transfers (id, reason, created_at)
SELECT id, CONCAT('job:', id), created_at FROM jobs
WHERE id BETWEEN CONCAT('01900000-0001-7', @team, '-8000-000000000000')
	AND CONCAT('01900000-0001-7', @team, '-8000-ffffffffffff');

INSERT INTO entries (id, transfer_id, account_id, delta, reason, seq, balance_after, created_at)
SELECT id, id, sender, -@price, CONCAT('job:', id), 2 + CONV(RIGHT(id, 12), 16, 10) DIV @senders,
	@cents - @price * (1 + CONV(RIGHT(id, 12), 16, 10) DIV @senders), created_at FROM jobs
WHERE id BETWEEN CONCAT('01900000-0001-7', @team, '-8000-000000000000')
	AND CONCAT('01900000-0001-7', @team, '-8000-ffffffffffff');

INSERT INTO entries (id, transfer_id, account_id, delta, reason, created_at)
SELECT INSERT(id, 20, 4, '9000'), id, @escrow, @price, CONCAT('job:', id), created_at FROM jobs
WHERE id BETWEEN CONCAT('01900000-0001-7', @team, '-8000-000000000000')
	AND CONCAT('01900000-0001-7', @team, '-8000-ffffffffffff');

UPDATE accounts a JOIN bench.people p ON p.id = a.id AND p.team = @sender_team
	JOIN (SELECT account_id, MAX(seq) AS seq, MIN(balance_after) AS balance
		FROM entries WHERE seq IS NOT NULL GROUP BY account_id) e ON e.account_id = a.id
SET a.balance_cents = e.balance, a.last_seq = e.seq;

COMMIT;
