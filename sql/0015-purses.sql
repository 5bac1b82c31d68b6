-- Two purses in one wallet: card money, and what was earned. An account keeps how
-- much of its balance is earned, an entry how much of its delta is, and both are
-- derived here from all that was ever booked, by the rules of money/ledger.h:
-- the audit proves every entry by the same ones.

ALTER TABLE accounts
	ADD COLUMN IF NOT EXISTS earned_cents BIGINT NOT NULL DEFAULT 0;

ALTER TABLE entries
	ADD COLUMN IF NOT EXISTS earned_delta BIGINT NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS earned_after BIGINT NOT NULL DEFAULT 0;

-- Whoever has the triggers of triggers.sql has them again at the end: the trigger
-- that stays tells, also to a run that begins where another one died. Where the binary
-- log is on, even to drop a trigger that is not there needs SUPER: so it is asked first.
SET @lift = IF(
	(SELECT COUNT(*) FROM information_schema.TRIGGERS
		WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME = 'entries_no_update') > 0,
	'DROP TRIGGER entries_no_update', 'DO 0');

EXECUTE IMMEDIATE @lift;

-- An account's entries one after the other, all accounts at once: each stands on
-- the one before it, and what comes back on what went out.
BEGIN NOT ATOMIC
	DECLARE n BIGINT DEFAULT 1
	; DECLARE most BIGINT DEFAULT (SELECT COALESCE(MAX(last_seq), 0) FROM accounts)
	; START TRANSACTION
	; WHILE n <= most DO
		UPDATE entries e JOIN (
			SELECT x.id, x.earned, x.earned + CASE
				WHEN x.word = 'payout' THEN x.delta
				WHEN x.word IN ('withdrawal', 'clawback') THEN GREATEST(x.delta, -x.earned)
				WHEN x.delta < 0 THEN LEAST(x.delta + x.card, 0)
				ELSE -x.took END AS earned_after
			FROM (SELECT e.id, e.delta, SUBSTRING_INDEX(e.reason, ':', 1) AS word,
				COALESCE(p.earned_after, 0) AS earned,
				e.balance_after - e.delta - COALESCE(p.earned_after, 0) AS card,
				COALESCE(c.earned_delta, 0) AS took
				FROM accounts a JOIN entries e ON e.account_id = a.id AND e.seq = n
				LEFT JOIN entries p ON p.account_id = a.id AND p.seq = n - 1
				LEFT JOIN entries c ON c.account_id = a.id AND c.seq < n AND c.reason = CONCAT(
					CASE SUBSTRING_INDEX(e.reason, ':', 1) WHEN 'refund' THEN 'job'
					WHEN 'withdrawal-reversal' THEN 'withdrawal' WHEN 'dispute-won' THEN 'dispute'
					WHEN 'topup-refund-failed' THEN 'topup-refund' END,
					SUBSTRING(e.reason, LOCATE(':', e.reason)))
				WHERE a.last_seq >= n) x) y ON y.id = e.id
			SET e.earned_delta = y.earned_after - y.earned, e.earned_after = y.earned_after
		; SET n = n + 1
	; END WHILE
	; UPDATE accounts a JOIN entries e ON e.account_id = a.id AND e.seq = a.last_seq
		SET a.earned_cents = e.earned_after
	; COMMIT
; END;

SET @mend = IF(
	(SELECT COUNT(*) FROM information_schema.TRIGGERS
		WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME = 'entries_no_delete') > 0,
	'CREATE OR REPLACE TRIGGER entries_no_update BEFORE UPDATE ON entries FOR EACH ROW SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''entries are append-only''',
	'DO 0');

EXECUTE IMMEDIATE @mend;

ALTER TABLE accounts
	DROP CONSTRAINT IF EXISTS accounts_earned,
	ADD CONSTRAINT accounts_earned CHECK (earned_cents BETWEEN 0 AND COALESCE(balance_cents, 0));

ALTER TABLE entries
	DROP CONSTRAINT IF EXISTS entries_earned,
	ADD CONSTRAINT entries_earned CHECK (
		earned_after BETWEEN 0 AND COALESCE(balance_after, 0)
		AND earned_delta BETWEEN LEAST(delta, 0) AND GREATEST(delta, 0));

-- Two things freeze a wallet, and each thaws by itself alone: what it owes
-- (frozen_at), and an operator, with a reason that its user is told.
ALTER TABLE users
	ADD COLUMN IF NOT EXISTS suspended_at DATETIME(3) NULL,
	ADD COLUMN IF NOT EXISTS suspended_why VARCHAR(500) NULL,
	DROP CONSTRAINT IF EXISTS users_suspended,
	ADD CONSTRAINT users_suspended CHECK ((suspended_at IS NULL) = (suspended_why IS NULL));

-- By hand, before there was a word for it: a frozen wallet that owes nothing.
UPDATE users SET suspended_at = frozen_at, suspended_why = 'frozen by an operator', frozen_at = NULL
	WHERE frozen_at IS NOT NULL AND shortage_cents = 0;

ALTER TABLE users
	DROP CONSTRAINT IF EXISTS users_frozen,
	ADD CONSTRAINT users_frozen CHECK ((shortage_cents > 0) = (frozen_at IS NOT NULL));
