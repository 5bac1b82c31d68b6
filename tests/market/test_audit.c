#include <string.h>

#include "audit/audit.h"
#include "money/decision.h"
#include "money/topup.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"
#include "support/world.h"

enum { INVARIANTS_MOST = 100 };

static bool was_caught[INVARIANTS_MOST];
static struct audit found;

static enum error run(struct db *db, void *out)
{
	return audit_run(db, out);
}

static void audit_now(void)
{
	expect(OK, db_transact(world_db(), DB_SNAPSHOT, run, &found));
	ck_assert_int_le(found.count, INVARIANTS_MOST);
	for (int i = 0; i < found.count; i++)
		was_caught[i] = was_caught[i] || found.findings[i].violations != 0;
}

static void complete(struct id job)
{
	for (int i = 0; i < 5; i++)
		expect(OK, act_submit(job, given_user(), NULL));
}

/* Three hires, so that the numbers of the drops' stay as they are: verified, tried once, waiting. */
static void given_hires(void)
{
	static const bool yes = true, no = false;
	struct id worker = given_user(), tried = given_accepted(worker);

	expect(OK, act_deliver(tried, worker, NULL, &no));
	expect(OK, act_deliver(given_accepted(worker), worker, NULL, &yes));
	(void)given_hire();
}

static enum error call_back(struct db *db, void *sender)
{
	return topup_take_back(db, &(const struct recall){ .kind = RECALL_DISPUTE,
							   .id = "dp_1",
							   .user = *(struct id *)sender,
							   .amount = cents(300),
							   .lost = true });
}

static enum error claw_back(struct db *db, void *decision)
{
	return decision_claw_back(db, decision);
}

/* A hire whose sender's payment was called back, and whose worker paid for it. */
static void given_dispute(void)
{
	static const bool yes = true;
	struct id sender = given_user(.cents = 500), worker = given_user();
	struct decision decision = { .request = id_new(), .dispute = "dp_1" };

	settings_mutable()->payout_hold_seconds = 86400;
	decision.job = given_hire(.sender = sender);
	expect(OK, act_hold(decision.job, worker));
	expect(OK, act_accept(decision.job, worker));
	expect(OK, act_deliver(decision.job, worker, NULL, &yes));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, call_back, &sender));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, claw_back, &decision));
}

/* One drop of each fate, and two that are open. */
static void given_history(void)
{
	struct id sender = given_user(.cents = 10000),
		  lost = given_drop(.sender = sender, .cents = 150);
	struct id cancelled = given_drop(.sender = sender, .cents = 200);

	complete(given_drop(.sender = sender, .cents = 500));
	age(lost, 301);
	(void)act_pass();
	expect(OK, act_cancel(cancelled, sender));
	expect(OK, act_claim(given_drop(.sender = sender, .cents = 300), given_user(), NULL));
	expect(OK, act_submit(given_drop(.sender = sender, .cents = 400), given_user(), NULL));
	(void)given_drop(.unpaid = true);
	given_hires();
	given_dispute();
	sql("INSERT INTO blobs (sha256, size, content_type, created_at) VALUES (UNHEX(SHA2('x', 256)), 1, 'text/plain', NOW(3)); "
	    "INSERT INTO uploads (id, user_id, sha256, name, size, created_at, expires_at) "
	    "VALUES (UUID(), '%s', UNHEX(SHA2('x', 256)), 'x', 1, NOW(3), NOW(3) + INTERVAL 1 DAY); "
	    "UPDATE users SET files_bytes = 1 WHERE id = '%s'", sender.text, sender.text);
}

START_TEST(an_honest_history_has_no_findings)
{
	given_history();
	audit_now();
	ck_assert_int_eq(found.violations, 0);
	ck_assert_int_ge(found.count, 10);
}
END_TEST

/* What was done behind the program's back, and words of the invariant that catches it. */
static const struct {
	const char *words, *sql;
} frauds[] = {
	{ "sum to zero", "UPDATE entries SET delta = delta + 1 WHERE seq = 1 LIMIT 1" },
	{ "at least two",
	  "UPDATE entries SET delta = delta + 1 WHERE reason LIKE 'refund:%' LIMIT 1" },
	{ "at least two",
	  "INSERT INTO transfers (id, reason, created_at) VALUES (UUID(), 'x', NOW(3))" },
	{ "transfer's reason",
	  "UPDATE entries SET reason = 'grant:x' WHERE reason LIKE 'grant:%' LIMIT 1" },
	{ "sum of the user's entries", "UPDATE accounts SET balance_cents = balance_cents + 1 "
				       "WHERE user_id IS NOT NULL LIMIT 1" },
	{ "last entry's balance_after", "UPDATE accounts SET balance_cents = balance_cents + 1 "
					"WHERE balance_cents > 0 LIMIT 1" },
	{ "without gaps", "UPDATE entries SET seq = seq + 10 WHERE seq = 1 LIMIT 1" },
	{ "without gaps", "UPDATE accounts SET last_seq = last_seq + 1 WHERE last_seq > 0 LIMIT 1" },
	{ "before it plus the delta", "UPDATE entries SET balance_after = balance_after + 1 "
				      "WHERE seq = 2 LIMIT 1" },
	{ "within the balance",
	  "UPDATE accounts SET earned_cents = earned_cents - 1 WHERE earned_cents > 0 LIMIT 1" },
	{ "plus the earned delta", "UPDATE entries SET earned_after = earned_after - 1 "
				   "WHERE earned_after > 0 LIMIT 1" },
	{ "as its reason says",
	  "UPDATE entries SET earned_delta = 0, earned_after = 0 WHERE reason LIKE 'payout:%'; "
	  "UPDATE accounts SET earned_cents = 0" },
	{ "escrow holds", "UPDATE jobs SET price_cents = price_cents + 1, fee_cents = fee_cents + 1 "
			  "WHERE price_cents = 300" },
	{ "own escrow",
	  "UPDATE jobs SET price_cents = 300, fee_cents = 0, prize_cents = 300 WHERE price_cents = 400; "
	  "UPDATE jobs SET price_cents = 400, fee_cents = 0, prize_cents = 400 WHERE price_cents = 300 AND claims_count > submissions_count" },
	{ "own escrow",
	  "UPDATE jobs SET status = 'open', failure_reason = NULL WHERE status = 'failed'" },
	{ "settled once", "DELETE FROM settlements WHERE kind = 'payout'" },
	{ "settled once",
	  "UPDATE settlements SET job_id = (SELECT id FROM jobs WHERE price_cents = 300) "
	  "WHERE kind = 'refund' LIMIT 1" },
	{ "by its payout", "UPDATE settlements SET kind = 'refund' WHERE kind = 'payout'" },
	{ "author of what won",
	  "UPDATE jobs SET winning_submission_id = (SELECT id FROM submissions s "
	  "WHERE s.`rank` = 2) WHERE status = 'completed'" },
	{ "author of what won",
	  "UPDATE jobs SET prize_cents = prize_cents + 1, fee_cents = fee_cents - 1 "
	  "WHERE status = 'completed'" },
	{ "refund went to the sender",
	  "UPDATE jobs SET sender = (SELECT user_id FROM submissions LIMIT 1) "
	  "WHERE status = 'cancelled'" },
	{ "published totals", "UPDATE totals SET paid_cents = paid_cents + 1 WHERE shard = 3" },
	{ "published totals", "UPDATE totals SET fees_cents = fees_cents - 1 WHERE shard = 3" },
	{ "published totals",
	  "UPDATE totals SET completed_drops = completed_drops + 1 WHERE shard = 3" },
	{ "published counts", "UPDATE totals SET submissions = submissions + 1 WHERE shard = 3" },
	{ "published counts", "UPDATE totals SET competitors = competitors + 1 WHERE shard = 3" },
	{ "counts are its claims",
	  "UPDATE jobs SET claims_count = claims_count + 1 WHERE price_cents = 300" },
	{ "counts are its claims", "UPDATE jobs SET submissions_count = 0 WHERE price_cents = 400" },
	{ "counts are its claims", "UPDATE claims SET status = 'released' WHERE status = 'live'" },
	{ "1 to n", "UPDATE submissions SET `rank` = NULL, grade = NULL WHERE `rank` = 3" },
	{ "1 to n", "UPDATE submissions SET `rank` = 9 WHERE `rank` = 3" },
	{ "own escrow", "UPDATE jobs SET status = 'cancelled' WHERE status = 'queued'" },
	{ "author of what won",
	  "UPDATE deliveries SET user_id = (SELECT id FROM users LIMIT 1) WHERE passed" },
	{ "graded F is a no-show",
	  "UPDATE submissions SET grade = 'F' WHERE `rank` = (SELECT MAX(`rank`) FROM submissions)" },
	{ "hour that is counted",
	  "INSERT INTO hours VALUES ('2026-01-01 00:00:00', 1, 0, 0, 0, 0, 0, 0)" },
	{ "was junk is a no-show",
	  "UPDATE deliveries SET is_junk = TRUE, passed = FALSE WHERE passed" },
	{ "spent or spared", "UPDATE jobs SET attempt_count = 2 WHERE attempt_count = 1" },
	{ "spent or spared", "UPDATE deliveries SET passed = FALSE WHERE passed" },
	{ "found by its words", "DELETE FROM job_tokens LIMIT 1" },
	{ "found by its words", "INSERT INTO job_tokens (token, job_id) SELECT 1, id FROM jobs "
				"WHERE status = 'verified'" },
	{ "agent's counts", "UPDATE agents SET verified_count = 2 WHERE verified_count = 1" },
	{ "agent's counts", "UPDATE agents SET won_count = 1 LIMIT 1" },
	{ "is known to have", "UPDATE users SET competes_since = NULL" },
	{ "is known to have", "UPDATE users SET works_since = NULL" },
	{ "is known to have", "UPDATE users SET proven_at = NOW(3)" },
	{ "credited payment",
	  "INSERT INTO topups (id, user_id, kind, amount_cents, status, created_at, updated_at) "
	  "SELECT 'cs_x', id, 'checkout', 500, 'credited', NOW(3), NOW(3) FROM users LIMIT 1" },
	{ "withdrawal was debited",
	  "INSERT INTO withdrawals (id, user_id, amount_cents, status, created_at, "
	  "updated_at) SELECT UUID(), id, 500, 'pending', NOW(3), NOW(3) FROM users LIMIT 1" },
	{ "withdrawal's transfer is in the outbox",
	  "INSERT INTO withdrawals (id, user_id, amount_cents, status, "
	  "created_at, updated_at) SELECT UUID(), id, 500, 'pending', NOW(3), NOW(3) FROM users LIMIT 1" },
	{ "came back of a refund or a dispute",
	  "INSERT INTO transfers (id, reason, created_at) VALUES "
	  "('01900000-0000-7000-8000-0000000000aa', 'dispute-won:dp_x', NOW(3)); INSERT INTO entries "
	  "(id, transfer_id, account_id, delta, reason, created_at) VALUES (UUID(), "
	  "'01900000-0000-7000-8000-0000000000aa', '00000000-0000-7000-8000-000000000004', -500, "
	  "'dispute-won:dp_x', NOW(3))" },
	{ "came back of a refund or a dispute",
	  "INSERT INTO transfers (id, reason, created_at) VALUES "
	  "('01900000-0000-7000-8000-0000000000aa', 'topup-refund:re_x', NOW(3)), "
	  "('01900000-0000-7000-8000-0000000000ab', 'topup-refund-failed:re_x', NOW(3)); INSERT INTO entries "
	  "(id, transfer_id, account_id, delta, reason, created_at) VALUES (UUID(), "
	  "'01900000-0000-7000-8000-0000000000aa', '00000000-0000-7000-8000-000000000004', 500, "
	  "'topup-refund:re_x', NOW(3)), (UUID(), '01900000-0000-7000-8000-0000000000ab', "
	  "'00000000-0000-7000-8000-000000000004', -501, 'topup-refund-failed:re_x', NOW(3))" },
	{ "written down as it was booked", "UPDATE disputes SET amount_cents = amount_cents + 1" },
	{ "written down as it was booked",
	  "INSERT INTO disputes SELECT 'dp_2', user_id, 1, 'open', NOW(3), NULL FROM disputes" },
	{ "its money came back", "UPDATE disputes SET status = 'won'" },
	{ "escrow of the dispute's sender", "UPDATE disputes SET user_id = UUID()" },
	{ "booked as it was decided", "UPDATE dispute_decisions SET taken_cents = taken_cents - 1" },
	{ "booked as it was decided", "DELETE FROM dispute_decisions" },
	{ "who owes is frozen",
	  "SET check_constraint_checks = 0; UPDATE users SET shortage_cents = 1 LIMIT 1; "
	  "SET check_constraint_checks = 1" },
	{ "bytes are those", "UPDATE users SET files_bytes = files_bytes + 1 LIMIT 1" },
	{ "as large as its bytes", "UPDATE uploads SET size = size + 1 LIMIT 1" },
	{ "as large as its bytes", "UPDATE blobs SET unused_since = NOW(3)" },
	{ "hangs on something stays", "UPDATE uploads SET expires_at = NULL" },
	{ "as many files as hang",
	  "INSERT INTO attachments (owner_id, position, upload_id, job_id, kind) "
	  "SELECT j.id, 0, u.id, j.id, 'job' FROM jobs j, uploads u LIMIT 1" },
	{ "none above a higher rank", "UPDATE submissions SET grade = IF(`rank` = 1, 'D', 'A') "
				      "WHERE `rank` IS NOT NULL" },
};

static int64_t violations_of(const char *words)
{
	int64_t violations = 0;
	bool known = false;

	for (int i = 0; i < found.count; i++) {
		if (!strstr(found.findings[i].invariant, words))
			continue;
		known = true;
		violations += found.findings[i].violations;
	}
	ck_assert_msg(known, "no invariant says \"%s\"", words);
	return violations;
}

static void check_fraud(const char *words, const char *statement)
{
	given_history();
	sql("%s", statement);
	audit_now();
	ck_assert_msg(violations_of(words) != 0, "not caught by \"%s\": %s", words, statement);
	ck_assert_int_ne(found.violations, 0);
}

START_TEST(every_invariant_catches_what_is_done_behind_the_programs_back)
{
	for (int i = 0; i < COUNT(frauds); i++) {
		check_fraud(frauds[i].words, frauds[i].sql);
		world_close();
		world_open();
	}
	audit_now();
	for (int i = 0; i < found.count; i++)
		ck_assert_msg(was_caught[i], "never failed: %s", found.findings[i].invariant);
}
END_TEST

SUITE("audit", world_open, world_close, an_honest_history_has_no_findings,
      every_invariant_catches_what_is_done_behind_the_programs_back)
