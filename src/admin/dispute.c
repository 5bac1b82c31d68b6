/* Disputed payments, and what is decided on the prizes that they paid for. */
#include "money/dispute.h"

#include <string.h>

#include "admin/verb.h"
#include "json/write.h"
#include "money/decision.h"

struct wanted {
	const char *id;
	bool all;
	struct dispute dispute;
	struct dispute_list list;
	struct disputed_payouts payouts;
};

static enum error list(struct db *db, void *arg)
{
	struct wanted *wanted = arg;

	return dispute_list(db, wanted->all, &wanted->list);
}

enum error admin_dispute_list(struct call *call)
{
	struct wanted wanted = { .all = call->count > 0 };
	const struct dispute_list *found = &wanted.list;

	if (wanted.all && strcmp(call->words[0], "--all") != 0)
		return failure(ERR_INVALID, "dispute list takes --all, not \"%s\"", call->words[0]);
	TRY(db_transact(call->db, DB_AUTOCOMMIT, list, &wanted));
	for (int i = 0; i < found->count; i++) {
		const struct dispute *dispute = &found->disputes[i];

		say(js_object(call->arena, "dispute", dispute->id, "user_id", dispute->user,
			      "amount_cents", dispute->amount, "status",
			      dispute_status_name(dispute->status), "user_owes_cents", found->owed[i],
			      "payouts_held", found->held[i], "created_at", dispute->created_at,
			      "closed_at", dispute->closed_at));
	}
	return OK;
}

static enum error find(struct db *db, void *arg)
{
	struct wanted *wanted = arg;

	TRY(dispute_find(db, wanted->id, &wanted->dispute));
	return dispute_payouts(db, wanted->id, &wanted->payouts);
}

static void say_payout(struct call *call, const struct disputed_payout *payout)
{
	say(js_object(call->arena, "job_id", payout->job, "winner", payout->winner, "cents",
		      payout->cents, "state", payout->state, "taken_cents", payout->taken,
		      "winner_balance_cents", payout->balance, "paid_at", payout->paid_at,
		      "withdrawable_at", payout->withdrawable_at));
}

/* A line for the dispute, and one for each prize. */
enum error admin_dispute_show(struct call *call)
{
	struct wanted wanted = { .id = call->words[0] };
	const struct dispute *dispute = &wanted.dispute;

	TRY(db_transact(call->db, DB_SNAPSHOT, find, &wanted));
	say(js_object(call->arena, "dispute", dispute->id, "user_id", dispute->user, "amount_cents",
		      dispute->amount, "status", dispute_status_name(dispute->status), "created_at",
		      dispute->created_at, "closed_at", dispute->closed_at));
	for (int i = 0; i < wanted.payouts.count; i++)
		say_payout(call, &wanted.payouts.list[i]);
	return OK;
}

static enum error claw_back(struct db *db, void *decision)
{
	return decision_claw_back(db, decision);
}

static enum error release(struct db *db, void *decision)
{
	return decision_release(db, decision);
}

/* The job's id, as `dispute show` has it, or the reason that the ledger has. */
static enum error read_payout(const char *text, struct id *out)
{
	static const char word[] = "payout:";
	bool is_reason = strncmp(text, word, strlen(word)) == 0;

	return read_id("PAYOUT", is_reason ? text + strlen(word) : text, out);
}

static enum error decide(struct call *call, db_work *work, const char *act_word)
{
	struct decision decision = { .request = call->request, .dispute = call->words[0] };
	const char *id = decision.dispute;

	TRY(read_payout(call->words[1], &decision.job));
	TRY(act(call, work, &decision,
		arena_printf(call->arena, "%s %s", decision.dispute, decision.job.text)));
	say(js_object(call->arena, "dispute", id, "job_id", decision.job, "winner", decision.winner,
		      "act", act_word, "taken_cents", decision.taken, "user_owes_cents",
		      decision.owed));
	return OK;
}

enum error admin_dispute_claw_back(struct call *call)
{
	return decide(call, claw_back, "clawed-back");
}

enum error admin_dispute_release(struct call *call)
{
	return decide(call, release, "released");
}
