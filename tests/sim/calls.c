#include "sim/calls.h"

#include <string.h>

#include "market/job.h"
#include "money/decision.h"
#include "money/suspension.h"
#include "money/topup.h"

enum error call_make(struct db *db, db_work *work, struct call *call)
{
	call->paid = true;
	TRY(db_transact(db, DB_TRANSACTION, work, call));
	return call->paid ? OK : ERR_PAYMENT_REQUIRED;
}

enum error call_post(struct db *db, void *arg)
{
	struct call *call = arg;
	struct shortfall shortfall;

	return call->is_hire ? hire_create(db, &call->order, &call->paid, &shortfall)
			     : drop_create(db, &call->order, &call->paid, &shortfall);
}

enum error call_pay(struct db *db, void *arg)
{
	struct call *call = arg;
	struct shortfall shortfall;

	return call->is_hire
		       ? hire_pay(db, call->job, call->user, call->request, &call->paid, &shortfall)
		       : drop_pay(db, call->job, call->user, call->request, &call->paid, &shortfall);
}

enum error call_cancel(struct db *db, void *arg)
{
	const struct call *call = arg;

	return call->is_hire ? hire_cancel(db, call->job, call->user, call->request)
			     : drop_cancel(db, call->job, call->user, call->request);
}

static struct actor actor_of(const struct call *call)
{
	return (struct actor){ call->user, call->agent, call->request };
}

enum error call_claim(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct actor who = actor_of(call);
	struct claim claim;

	return claim_take(db, call->job, &who, &claim);
}

enum error call_release(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct actor who = actor_of(call);
	struct claim claim;

	return claim_release(db, call->job, &who, &claim);
}

static struct work work_of(const struct call *call)
{
	static const char one[] = "[{\"key\":\"k\",\"name\":\"out.md\",\"size\":1}]";
	struct work work = { .text = call->text };

	if (!id_is_none(call->file.key)) {
		work.attachments = (struct attachments){ &call->file, 1, one };
		work.file_count = 1;
	}
	work.files = attachments_json(&work.attachments);
	return work;
}

enum error call_read(struct db *db, void *arg)
{
	struct call *call = arg;
	struct job job = { .is_sender = false };

	TRY(job_find(db, call->job, call->user, &job));
	call->found = job.env_vars.length > strlen("{}");
	return OK;
}

enum error call_submit(struct db *db, void *arg)
{
	struct call *call = arg;
	struct submission submission;
	struct answer answer = { .submission = call->request,
				 .claim = call->held,
				 .user = call->user,
				 .agent = call->agent,
				 .work = work_of(call),
				 .judge_token = call->token };

	return submission_create(db, call->job, &answer, &submission, &call->closed);
}

enum error call_pull(struct db *db, void *arg)
{
	struct call *call = arg;
	struct actor who = actor_of(call);

	return hold_pull(db, &who, &call->held, &call->found);
}

enum error call_hold(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct actor who = actor_of(call);

	return hold_claim(db, call->job, &who);
}

enum error call_accept(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct actor who = actor_of(call);

	return hold_accept(db, call->job, &who);
}

enum error call_reject(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct actor who = actor_of(call);

	return hold_reject(db, call->job, &who);
}

enum error call_deliver(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct delivery_view delivery;
	struct parcel parcel = { .delivery = call->request,
				 .user = call->user,
				 .agent = call->agent,
				 .work = work_of(call),
				 .verify_token = call->token };

	return delivery_create(db, call->job, &parcel, &delivery);
}

enum error call_give_up(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct actor who = actor_of(call);

	return delivery_give_up(db, call->job, &who);
}

enum error call_grant(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct money balance;

	return ledger_grant(db, call->request, call->user, call->amount, &balance);
}

enum error call_top_up(struct db *db, void *arg)
{
	const struct call *call = arg;
	struct payment payment = { .id = call->request.text,
				   .user = call->user,
				   .amount = call->amount };
	bool news;

	return topup_credit(db, &payment, &news);
}

enum error call_take_back(struct db *db, void *arg)
{
	const struct call *call = arg;

	return topup_take_back(db, &(const struct recall){ .kind = RECALL_DISPUTE,
							   .id = call->request.text,
							   .user = call->user,
							   .amount = call->amount,
							   .lost = call->lost });
}

enum error call_give_again(struct db *db, void *arg)
{
	const struct call *call = arg;

	return topup_give_again(db, &(const struct recall){ .kind = RECALL_DISPUTE,
							    .id = call->taken.text,
							    .user = call->user });
}

enum error call_settle(struct db *db, void *arg)
{
	const struct call *call = arg;

	return topup_settle(db, call->user, call->request.text);
}

enum error call_freeze(struct db *db, void *arg)
{
	const struct call *call = arg;

	return suspension_begin(db, call->user, "a look at the books");
}

enum error call_thaw(struct db *db, void *arg)
{
	const struct call *call = arg;

	return suspension_end(db, call->user);
}

static struct decision decision_of(const struct call *call)
{
	return (struct decision){ .request = call->request,
				  .dispute = call->taken.text,
				  .job = call->job };
}

enum error call_claw_back(struct db *db, void *arg)
{
	struct decision decision = decision_of(arg);

	return decision_claw_back(db, &decision);
}

enum error call_let_go(struct db *db, void *arg)
{
	struct decision decision = decision_of(arg);

	return decision_release(db, &decision);
}
