#include "hire/hire.h"

#include "hire/presentation.h"
#include "hire/token.h"
#include "market/job.h"
#include "market/joblog.h"
#include "market/jobnews.h"
#include "market/judging.h"
#include "money/fee.h"

struct hire hire_from_row(const struct rows *row)
{
	return (struct hire){
		JOB_ROW_MEMBERS(row),
		.status = hire_status_named(row_text(row, "status")),
		.attempt_count = row_int(row, "attempt_count"),
		.held_by = row_id(row, "held_by"),
		.held_by_agent = row_id(row, "held_by_agent_id"),
		.held_until = row_time(row, "held_until"),
		.receiver = row_id(row, "receiver"),
		.receiver_agent = row_id(row, "receiver_agent_id"),
		.accepted_at = row_time(row, "accepted_at"),
		.deadline_at = row_time(row, "deadline_at"),
		.delivery = row_id(row, "delivery_id"),
	};
}

enum error hire_lock(struct db *db, struct id id, struct hire *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "job", "SELECT " HIRE_COLUMNS " FROM jobs j "
				"WHERE j.id = ? AND j.kind = 'hire' FOR UPDATE", id));
	*out = hire_from_row(rows);
	return OK;
}

enum error hire_pay_out(struct db *db, const struct hire *hire)
{
	struct stake stake = JOB_STAKE(hire);

	return escrow_pay_out(db, &stake, hire->receiver);
}

static void tell_sender(struct db *db, const struct hire *hire)
{
	static const char *const types[] = {
		[HIRE_QUEUED] = "hire.queued",
		[HIRE_CANCELLED] = "hire.cancelled",
		[HIRE_FAILED] = "hire.failed",
	};

	jobnews_tell_sender(db, hire->id, types[hire->status]);
}

/* Nobody holds it or works on it from here on. */
static void let_go(struct db *db, struct hire *hire, const char *failure_reason)
{
	hire->held_by = hire->held_by_agent = hire->receiver = hire->receiver_agent = ID_NONE;
	hire->held_until = hire->accepted_at = hire->deadline_at = (struct instant){ 0 };
	hire->delivery = hire->lease_token = ID_NONE;
	db_queue(db, "UPDATE jobs SET status = ?, attempt_count = ?, held_by = NULL, "
		     "held_by_agent_id = NULL, held_until = NULL, receiver = NULL, "
		     "receiver_agent_id = NULL, accepted_at = NULL, deadline_at = NULL, "
		     "submitted_at = NULL, delivery_id = NULL, judging_by = NULL, " JUDGING_OVER
		     ", failure_reason = ?, last_request = ?, updated_at = ? WHERE id = ?",
		 hire_status_name(hire->status), hire->attempt_count,
		 hire->status == HIRE_FAILED ? failure_reason : NULL, hire->last_request, hire->now,
		 hire->id);
	tell_sender(db, hire);
}

/* The end without a worker paid: the sender has the money back, if it was paid at all. */
static enum error end(struct db *db, struct hire *hire, bool paid, const char *failure_reason)
{
	struct stake stake = JOB_STAKE(hire);

	if (paid)
		TRY(escrow_refund(db, &stake));
	let_go(db, hire, failure_reason);
	token_hide(db, hire->id);
	return OK;
}

enum error hire_return(struct db *db, struct hire *hire, enum hire_event event)
{
	if (hire->cancellation_requested)
		event = HIRE_ABANDON;
	TRY(hire_move(hire->status, event, &hire->status));
	if (hire->status != HIRE_QUEUED)
		return end(db, hire, true, "attempts_spent");
	let_go(db, hire, NULL);
	token_show(db, hire->id);
	return OK;
}

enum error hire_leave_unjudged(struct db *db, struct hire *hire)
{
	enum hire_event event = hire->cancellation_requested ? HIRE_ABANDON : HIRE_UNJUDGED;
	struct id worker = hire->receiver;

	TRY(hire_move(hire->status, event, &hire->status));
	TRY(end(db, hire, true, "judge_unavailable"));
	jobnews_tell(db, hire->id, worker,
		     hire->status == HIRE_FAILED ? "hire.failed" : "hire.cancelled");
	return OK;
}

/* To both: an attempt is over, and was not verified. */
static void tell_of_rejection(struct db *db, const struct hire *hire)
{
	jobnews_tell(db, hire->id, hire->receiver, "hire.rejected");
	jobnews_tell_sender(db, hire->id, "hire.rejected");
}

enum error hire_spend_attempt(struct db *db, struct hire *hire, enum letdown letdown,
			      const char *why)
{
	hire->attempt_count++;
	joblog_add(db, hire->id, "info",
		   arena_printf(db_arena(db), "Attempt %lld of %d is spent: %s.",
				(long long)hire->attempt_count, HIRE_ATTEMPTS, why));
	cooldown_add(db, hire->receiver, hire->id, letdown, hire->now);
	tell_of_rejection(db, hire);
	return hire_return(db, hire,
			   hire->attempt_count < HIRE_ATTEMPTS ? HIRE_RETRY : HIRE_EXHAUST);
}

enum error hire_spare_attempt(struct db *db, struct hire *hire, const char *why)
{
	joblog_add(db, hire->id, "info",
		   arena_printf(db_arena(db), "No attempt is spent: %s.", why));
	cooldown_add(db, hire->receiver, hire->id, LETDOWN_NO_DELIVERY, hire->now);
	tell_of_rejection(db, hire);
	return hire_return(db, hire, HIRE_RETRY);
}

enum error hire_catch_up(struct db *db, struct hire *hire, enum hire_change *change)
{
	*change = HIRE_UNCHANGED;
	if (hire->status == HIRE_HELD && !instant_before(hire->now, hire->held_until)) {
		*change = HIRE_LAPSED;
		presentation_end(db, hire->id, hire->held_by, "lapsed");
		return hire_return(db, hire, HIRE_LAPSE);
	}
	if (hire->status == HIRE_ACCEPTED && !instant_before(hire->now, hire->deadline_at)) {
		*change = HIRE_EXPIRED;
		presentation_end(db, hire->id, hire->receiver, "expired");
		return hire_spend_attempt(db, hire, LETDOWN_NO_DELIVERY,
					  "its deadline passed without a delivery");
	}
	return OK;
}

/* The request is the transfer's id too: by that it is known again. */
static enum error fund(struct db *db, struct hire *hire, enum payer payer, struct id request,
		       bool *paid, struct shortfall *shortfall)
{
	struct stake stake = JOB_STAKE(hire);

	TRY(hire_move(hire->status, HIRE_PAY, &hire->status));
	TRY(escrow_fund(db, &stake, payer, request, paid, shortfall));
	if (!*paid)
		return OK;
	db_queue(db, "UPDATE jobs SET status = 'queued', last_request = ?, updated_at = ? "
		     "WHERE id = ?", request, hire->now, hire->id);
	tell_sender(db, hire);
	token_show(db, hire->id);
	return OK;
}

static void queue_insert(struct db *db, const struct order *order)
{
	struct money fee = fee_on_hire(order->price);

	db_queue(db,
		"INSERT INTO jobs (id, kind, status, sender, prompt, title, description, requirements, "
		"tokens, env_vars, attachments, attachments_count, price_cents, fee_cents, prize_cents, time_limit_seconds, max_claims, "
		"pay_when_funded, last_request, created_at, updated_at) VALUES (?, 'hire', "
		"'pending_payment', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, SYSDATE(3), SYSDATE(3))",
		order->job, order->sender, order->prompt, order->title, order->description,
		order->requirements, token_list(db_arena(db), order), order->env_vars,
		attachments_json(&order->attachments), order->attachments.count, order->price, fee,
		money_minus(order->price, fee), order->time_limit_seconds, order->pay_when_funded,
		order->job);
	attachments_add(db, OWNER_JOB, order->job, order->job, &order->attachments);
}

enum error hire_create(struct db *db, const struct order *order, bool *paid,
		       struct shortfall *shortfall)
{
	struct hire hire = { .price = { 0 } };
	struct stake stake;

	queue_insert(db, order);
	enum error e = hire_lock(db, order->job, &hire);

	if (e == ERR_DUPLICATE) { /* committed, though its answer was lost: pending means not paid */
		TRY(hire_lock(db, order->job, &hire));
		stake = JOB_STAKE(&hire);
		*paid = hire.status != HIRE_PENDING_PAYMENT;
		return *paid ? OK : escrow_find_shortfall(db, &stake, shortfall);
	}
	TRY(e);
	return fund(db, &hire, PAYER_SENDER, order->transfer, paid, shortfall);
}

enum error hire_refuse_role(struct db *db, const struct hire *hire, struct id user, const char *role)
{
	struct job job = { .is_sender = false };

	TRY(job_find(db, hire->id, user, &job));
	return failure(ERR_FORBIDDEN, "only %s may do that", role);
}

enum error hire_refuse_late(struct db *db, const struct hire *hire, struct id user, const char *role)
{
	TRY(presentation_check_late(db, hire->id, user));
	return hire_refuse_role(db, hire, user, role);
}

static enum error check_sender(struct db *db, const struct hire *hire, struct id user)
{
	return id_equal(hire->sender, user)
		       ? OK
		       : hire_refuse_role(db, hire, user, "the sender of a job");
}

static enum error pay(struct db *db, struct id id, struct actor who, enum payer payer, bool *paid,
		      struct shortfall *shortfall)
{
	struct id user = who.user, request = who.request;
	struct hire hire = { .price = { 0 } };

	TRY(hire_lock(db, id, &hire));
	TRY(check_sender(db, &hire, user));
	/* By an earlier run of this, after which an agent may have been here already. */
	bool done = false;

	if (db_unsure(db))
		TRY(ledger_has(db, request, &done));
	if (!done)
		return fund(db, &hire, payer, request, paid, shortfall);
	*paid = true;
	return OK;
}

enum error hire_pay(struct db *db, struct id id, struct id user, struct id request, bool *paid,
		    struct shortfall *shortfall)
{
	return pay(db, id, (struct actor){ .user = user, .request = request }, PAYER_SENDER, paid,
		   shortfall);
}

enum error hire_pay_waiting(struct db *db, struct id id, struct id user, struct id request,
			    bool *paid)
{
	struct shortfall shortfall;

	return pay(db, id, (struct actor){ .user = user, .request = request }, PAYER_FUNDS, paid,
		   &shortfall);
}

/* Accepted or submitted, it goes on; else it ends here. */
static enum error cancel(struct db *db, struct hire *hire)
{
	bool paid = hire->status != HIRE_PENDING_PAYMENT;

	TRY(hire_move(hire->status, HIRE_CANCEL, &hire->status));
	if (hire->status == HIRE_CANCELLED)
		return end(db, hire, paid, NULL);
	db_queue(db, "UPDATE jobs SET cancellation_requested = TRUE, last_request = ?, updated_at = ? "
		     "WHERE id = ?", hire->last_request, hire->now, hire->id);
	return OK;
}

enum error hire_cancel(struct db *db, struct id id, struct id user, struct id request)
{
	struct hire hire = { .price = { 0 } };
	enum hire_change change;

	TRY(hire_lock(db, id, &hire));
	TRY(check_sender(db, &hire, user));
	if (id_equal(hire.last_request, request))
		return OK;
	TRY(hire_catch_up(db, &hire, &change));
	hire.last_request = request;
	return cancel(db, &hire);
}

enum error hire_call_off(struct db *db, struct id id)
{
	struct hire hire = { .price = { 0 } };
	enum hire_change change;

	TRY(hire_lock(db, id, &hire));
	TRY(hire_catch_up(db, &hire, &change));
	if (hire.status != HIRE_QUEUED && hire.status != HIRE_HELD)
		return OK;

	struct id holder = hire.held_by;

	joblog_add(db, id, "info", "Called off before anything was handed in.");
	TRY(cancel(db, &hire));
	if (!id_is_none(holder))
		jobnews_tell(db, id, holder, "hire.cancelled");
	return OK;
}
