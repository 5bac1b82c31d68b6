#include "money/decision.h"

#include <string.h>

#include "money/dispute.h"
#include "money/hold.h"
#include "money/ledger.h"
#include "money/moneynews.h"
#include "queue/outbox.h"

#define CLAWED_BACK "clawed-back"
#define RELEASED "released"

/* All that a decision looks at, under its locks. */
struct matter {
	struct dispute dispute;
	struct money owed;
	struct money lost; /* of that, what is not of disputes that are open still: those may come back */
	struct money left; /* of the prize, after what others have clawed back */
	struct account winner;
	bool is_held, is_own; /* by this dispute; decided by this very request */
	const char *act;      /* decided already; or NULL */
	struct money taken;
};

static enum error lock_owing(struct db *db, struct id user, struct money *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "user", "SELECT shortage_cents FROM users WHERE id = ? FOR UPDATE",
		    user));
	*out = row_money(rows, "shortage_cents");
	return OK;
}

static enum error find_winner(struct db *db, const struct decision *decision, struct id sender,
			      struct id *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "payout out of that sender's escrow",
		"SELECT e.account_id FROM jobs j JOIN settlements s ON s.job_id = j.id "
		"AND s.kind = 'payout' JOIN entries e ON e.transfer_id = s.transfer_id AND e.seq IS NOT NULL "
		"WHERE j.id = ? AND j.sender = ?", decision->job, sender));
	*out = row_id(rows, "account_id");
	return OK;
}

/* The dispute as it stands under the lock of its user; the clock is of after the winner's. */
static enum error look(struct db *db, const struct decision *decision, struct matter *out)
{
	struct rows *rows;

	TRY(dispute_find(db, decision->dispute, &out->dispute));
	TRY(db_find(db, &rows, "payout",
		"SELECT e.delta - (SELECT COALESCE(SUM(o.taken_cents), 0) FROM dispute_decisions o "
		"WHERE o.job_id = s.job_id) AS cents_left, "
		"GREATEST(u.shortage_cents - (SELECT COALESCE(SUM(o.amount_cents), 0) FROM disputes o "
		"WHERE o.user_id = d.user_id AND o.status = 'open'), 0) AS cents_lost, COALESCE(" PAYOUT_IS_REACHED ", FALSE) AS is_held, "
		"c.act, c.taken_cents, COALESCE(c.request = ?, FALSE) AS is_own "
		"FROM disputes d JOIN users u ON u.id = d.user_id "
		"JOIN settlements s ON s.job_id = ? JOIN entries e ON e.transfer_id = s.transfer_id "
		"AND e.account_id = ? LEFT JOIN dispute_decisions c ON c.dispute_id = d.id "
		"AND c.job_id = s.job_id WHERE d.id = ?",
		REACH_PARAMETERS, decision->request, decision->job, out->winner.id, decision->dispute));
	out->left = row_money(rows, "cents_left");
	out->lost = row_money(rows, "cents_lost");
	out->is_held = row_bool(rows, "is_held");
	out->act = row_text(rows, "act");
	out->taken = out->act ? row_money(rows, "taken_cents") : cents(0);
	out->is_own = row_bool(rows, "is_own");
	return OK;
}

static enum error open_matter(struct db *db, struct decision *decision, struct matter *out)
{
	TRY(dispute_find(db, decision->dispute, &out->dispute));
	TRY(lock_owing(db, out->dispute.user, &out->owed));
	TRY(find_winner(db, decision, out->dispute.user, &decision->winner));
	TRY(account_lock(db, decision->winner, &out->winner));
	TRY(look(db, decision, out));
	decision->taken = out->taken;
	decision->owed = out->owed;
	return OK;
}

static enum error check_undecided(const struct matter *matter)
{
	if (matter->act)
		return failure(ERR_WRONG_STATE, "that was decided already: %s", matter->act);
	if (!matter->is_held)
		return failure(ERR_WRONG_STATE, "the dispute is %s, and holds that payout no more",
			       dispute_status_name(matter->dispute.status));
	return OK;
}

static void keep(struct db *db, const struct decision *decision, const char *act)
{
	db_queue(db, "INSERT INTO dispute_decisions (dispute_id, job_id, act, taken_cents, request, "
		     "created_at) VALUES (?, ?, ?, ?, ?, NOW(3))",
		 decision->dispute, decision->job, act, decision->taken, decision->request);
}

static struct money least_of(const struct matter *matter)
{
	struct money most = money_below(matter->left, matter->lost) ? matter->left : matter->lost;

	return money_below(matter->winner.balance, most) ? matter->winner.balance : most;
}

/* What the sender owes is less by that; with the last of it the wallet thaws, and jobs that wait are paid. */
static void make_up(struct db *db, struct decision *decision, struct id sender)
{
	db_queue(db, "UPDATE users SET shortage_cents = shortage_cents - ?, "
		     "frozen_at = IF(shortage_cents > 0, frozen_at, NULL) WHERE id = ?",
		 decision->taken, sender);
	moneynews_tell_thawed(db, sender);
	outbox_wake(db, sender, decision->request);
	decision->owed = money_minus(decision->owed, decision->taken);
}

static enum error take(struct db *db, struct decision *decision, struct matter *matter)
{
	const char *reason = arena_printf(db_arena(db), "clawback:%s:%s", decision->dispute,
					  decision->job.text);

	decision->taken = least_of(matter);
	if (matter->lost.cents == 0)
		return failure(ERR_WRONG_STATE, "what is owed is of a dispute that is still open");
	if (decision->taken.cents == 0)
		return failure(ERR_PAYMENT_REQUIRED, "the winner's wallet holds nothing to take");
	TRY(ledger_post(db, decision->request, reason,
			LEGS(earned_leg(&matter->winner, money_negate(decision->taken)),
			     system_leg(ACCOUNT_SHORTAGE, decision->taken))));
	make_up(db, decision, matter->dispute.user);
	keep(db, decision, CLAWED_BACK);
	return OK;
}

enum error decision_claw_back(struct db *db, struct decision *decision)
{
	struct matter matter = { .act = NULL };

	TRY(open_matter(db, decision, &matter));
	if (matter.is_own)
		return OK;
	TRY(check_undecided(&matter));
	if (matter.dispute.status != DISPUTE_LOST)
		return failure(ERR_WRONG_STATE,
			       "the dispute is %s: only of a lost one is anything taken",
			       dispute_status_name(matter.dispute.status));
	return take(db, decision, &matter);
}

enum error decision_release(struct db *db, struct decision *decision)
{
	struct matter matter = { .act = NULL };

	TRY(open_matter(db, decision, &matter));
	if (matter.is_own)
		return OK;
	TRY(check_undecided(&matter));
	keep(db, decision, RELEASED);
	return OK;
}
