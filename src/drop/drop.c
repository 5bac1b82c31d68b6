#include "drop/drop.h"

#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "market/cooldown.h"
#include "market/job.h"
#include "market/joblog.h"
#include "market/jobnews.h"
#include "market/judging.h"
#include "money/fee.h"

static const char *const names[] = {
	[DROP_PENDING_PAYMENT] = "pending_payment",
	[DROP_OPEN] = "open",
	[DROP_RANKING] = "ranking",
	[DROP_COMPLETED] = "completed",
	[DROP_CANCELLED] = "cancelled",
	[DROP_FAILED] = "failed",
};

const char *drop_status_name(enum drop_status status)
{
	return names[status];
}

bool drop_is_terminal(enum drop_status status)
{
	return status == DROP_COMPLETED || status == DROP_CANCELLED || status == DROP_FAILED;
}

enum drop_status drop_status_named(const char *name)
{
	for (int i = 0; i < DROP_STATUSES; i++)
		if (strcmp(names[i], name) == 0)
			return (enum drop_status)i;
	abort();
}

struct drop drop_from_row(const struct rows *row)
{
	return (struct drop){
		JOB_ROW_MEMBERS(row),
		.status = drop_status_named(row_text(row, "status")),
		.max_claims = row_int(row, "max_claims"),
		.claims_count = row_int(row, "claims_count"),
		.submissions_count = row_int(row, "submissions_count"),
		.window_closes_at = row_time(row, "window_closes_at"),
		.next_lapse_at = row_time(row, "next_lapse_at"),
	};
}

enum error drop_lock(struct db *db, struct id id, struct drop *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "job", "SELECT " DROP_COLUMNS " FROM jobs j "
				"WHERE j.id = ? AND j.kind = 'drop' FOR UPDATE", id));
	*out = drop_from_row(rows);
	return OK;
}

/* To the webhooks that ask for the board: what the board shows of it. */
static void tell_board(struct db *db, struct id drop)
{
	db_queue(db,
		NEWS_OF_BOARD "JSON_OBJECT(" JOBNEWS_MEMBERS ", 'prompt', j.prompt, 'pack', j.pack, "
		"'window_closes_at', " NEWS_TIME("j.window_closes_at") ", 'max_claims', j.max_claims) "
		"FROM jobs j WHERE j.id = ? AND " NEWS_IS_WANTED,
		id_new(), "drop.opened", drop);
}

/* The window starts here: when the drop is paid. */
static void open_paid(struct db *db, const struct drop *drop, struct id request)
{
	db_queue(db, "UPDATE jobs SET status = 'open', window_closes_at = ?, last_request = ?, "
		     "updated_at = ? WHERE id = ?",
		 instant_plus(drop->now, drop->time_limit_seconds * 1000), request, drop->now,
		 drop->id);
	tell_board(db, drop->id);
}

static enum error fund(struct db *db, const struct drop *drop, enum payer payer, struct id transfer,
		       struct id request, bool *paid, struct shortfall *shortfall)
{
	struct stake stake = JOB_STAKE(drop);

	TRY(escrow_fund(db, &stake, payer, transfer, paid, shortfall));
	if (*paid)
		open_paid(db, drop, request);
	return OK;
}

static void queue_insert(struct db *db, const struct order *order)
{
	struct money fee = fee_on_drop(order->price);

	db_queue(db,
		"INSERT INTO jobs (id, status, sender, pack, prompt, title, env_vars, attachments, "
		"attachments_count, price_cents, fee_cents, prize_cents, time_limit_seconds, max_claims, pay_when_funded, "
		"last_request, created_at, updated_at) VALUES (?, 'pending_payment', ?, ?, ?, ?, ?, ?, "
		"?, ?, ?, ?, ?, ?, ?, ?, SYSDATE(3), SYSDATE(3))",
		order->job, order->sender, order->pack, order->prompt, order->title,
		order->env_vars, attachments_json(&order->attachments), order->attachments.count,
		order->price, fee, money_minus(order->price, fee), order->time_limit_seconds,
		settings()->max_claims, order->pay_when_funded, order->job);
	attachments_add(db, OWNER_JOB, order->job, order->job, &order->attachments);
}

/* A run that was committed though its answer was lost: pending means that it was not paid. */
static enum error answer_again(struct db *db, const struct drop *drop, bool *paid,
			       struct shortfall *shortfall)
{
	struct stake stake = JOB_STAKE(drop);

	*paid = drop->status != DROP_PENDING_PAYMENT;
	return *paid ? OK : escrow_find_shortfall(db, &stake, shortfall);
}

enum error drop_create(struct db *db, const struct order *order, bool *paid,
		       struct shortfall *shortfall)
{
	struct drop drop = { .price = { 0 } };

	queue_insert(db, order);
	enum error e = drop_lock(db, order->job, &drop);

	if (e == ERR_DUPLICATE) {
		TRY(drop_lock(db, order->job, &drop));
		return answer_again(db, &drop, paid, shortfall);
	}
	TRY(e);
	return fund(db, &drop, PAYER_SENDER, order->transfer, order->job, paid, shortfall);
}

/* Who is no sender learns of the job only what its visibility allows. */
static enum error check_sender(struct db *db, const struct drop *drop, struct id user)
{
	return id_equal(drop->sender, user) ? OK : job_check_sender(db, drop->id, user);
}

static enum error pay(struct db *db, struct id id, struct actor who, enum payer payer, bool *paid,
		      struct shortfall *shortfall)
{
	struct id user = who.user, request = who.request;
	struct drop drop = { .price = { 0 } };

	TRY(drop_lock(db, id, &drop));
	TRY(check_sender(db, &drop, user));
	*paid = id_equal(drop.last_request, request);
	if (*paid)
		return OK; /* done already, by this very request */
	if (drop.status != DROP_PENDING_PAYMENT)
		return failure(ERR_WRONG_STATE, "the drop is %s: there is nothing to pay",
			       drop_status_name(drop.status));
	return fund(db, &drop, payer, id_new(), request, paid, shortfall);
}

enum error drop_pay(struct db *db, struct id id, struct id user, struct id request, bool *paid,
		    struct shortfall *shortfall)
{
	return pay(db, id, (struct actor){ .user = user, .request = request }, PAYER_SENDER, paid,
		   shortfall);
}

enum error drop_pay_waiting(struct db *db, struct id id, struct id user, struct id request,
			    bool *paid)
{
	struct shortfall shortfall;

	return pay(db, id, (struct actor){ .user = user, .request = request }, PAYER_FUNDS, paid,
		   &shortfall);
}

enum error drop_pay_out(struct db *db, const struct drop *drop, struct id winner)
{
	struct stake stake = JOB_STAKE(drop);

	return escrow_pay_out(db, &stake, winner);
}

enum error drop_refund(struct db *db, const struct drop *drop, enum drop_status status,
		       const char *failure_reason)
{
	struct stake stake = JOB_STAKE(drop);

	TRY(escrow_refund(db, &stake));
	db_queue(db, "UPDATE jobs SET status = ?, failure_reason = ?, next_lapse_at = NULL, "
		     JUDGING_OVER ", updated_at = ? WHERE id = ?",
		 drop_status_name(status), failure_reason, drop->now, drop->id);
	jobnews_tell_sender(db, drop->id, status == DROP_FAILED ? "drop.failed" : "drop.cancelled");
	return OK;
}

/* Settings say how long for a few entries; a field of a hundred takes its time. */
int64_t drop_lease_ms(const struct drop *drop)
{
	enum { FEW = 5, MS_EACH = 100 };
	int64_t more = drop->submissions_count - FEW;

	return judging_lease_ms() + (more > 0 ? more * MS_EACH : 0);
}

void drop_rank(struct db *db, const struct drop *drop, const char *jurors, struct id token)
{
	struct judging judging = judging_begin(drop->now, jurors, token, drop_lease_ms(drop));

	db_queue(db, "UPDATE jobs SET status = 'ranking', closed_at = ?, next_lapse_at = NULL, "
		     JUDGING_SET ", updated_at = ? WHERE id = ?",
		 drop->now, JUDGING_VALUES(judging), drop->now, drop->id);
	if (jurors)
		joblog_add(db, drop->id, "info",
			   arena_printf(db_arena(db), "The drop is closed, and is judged by %s.",
					jurors));
}

static void lapse_one(struct db *db, const struct drop *drop, const struct rows *claim)
{
	struct instant ended = row_time(claim, "expires_at");

	db_queue(db, "UPDATE claims SET status = 'lapsed' WHERE id = ?", row_id(claim, "id"));
	jobnews_tell(db, drop->id, row_id(claim, "user_id"), "claim.lapsed");
	cooldown_add(db, row_id(claim, "user_id"), drop->id, LETDOWN_NO_SHOW, ended);
}

enum error drop_lapse(struct db *db, struct drop *drop)
{
	struct rows *rows;

	if (!drop->next_lapse_at.ms || instant_before(drop->now, drop->next_lapse_at))
		return OK;
	TRY(db_query(db, &rows, "SELECT id, user_id, expires_at FROM claims "
				"WHERE job_id = ? AND status = 'live' ORDER BY id", drop->id));
	drop->next_lapse_at = (struct instant){ 0 };
	while (rows_next(rows)) {
		struct instant end = row_time(rows, "expires_at");

		if (!instant_before(drop->now, end)) {
			lapse_one(db, drop, rows);
			drop->claims_count--;
		} else if (!drop->next_lapse_at.ms || instant_before(end, drop->next_lapse_at)) {
			drop->next_lapse_at = end;
		}
	}
	db_queue(db, "UPDATE jobs SET claims_count = ?, next_lapse_at = ? WHERE id = ?",
		 drop->claims_count, drop->next_lapse_at, drop->id);
	return OK;
}

static enum error cancel_open(struct db *db, struct drop *drop)
{
	if (!instant_before(drop->now, drop->window_closes_at) && drop->submissions_count > 0)
		return failure(ERR_RANKING, "the drop's window is over: it is being ranked");
	TRY(drop_lapse(db, drop));
	if (drop->claims_count == 0)
		return drop_refund(db, drop, DROP_CANCELLED, NULL);
	db_queue(db, "UPDATE jobs SET cancellation_requested = TRUE, updated_at = ? WHERE id = ?",
		 drop->now, drop->id);
	return OK;
}

enum error drop_cancel(struct db *db, struct id id, struct id user, struct id request)
{
	struct drop drop = { .price = { 0 } };

	TRY(drop_lock(db, id, &drop));
	TRY(check_sender(db, &drop, user));
	if (id_equal(drop.last_request, request))
		return OK;
	if (drop_is_terminal(drop.status))
		return failure(ERR_WRONG_STATE, "the drop is %s already",
			       drop_status_name(drop.status));
	if (drop.status == DROP_RANKING)
		return failure(ERR_RANKING, "the drop is being ranked");
	db_queue(db, "UPDATE jobs SET last_request = ? WHERE id = ?", request, id);
	if (drop.status == DROP_OPEN)
		return cancel_open(db, &drop);
	db_queue(db, "UPDATE jobs SET status = 'cancelled', updated_at = ? WHERE id = ?",
		 drop.now, id);
	jobnews_tell_sender(db, id, "drop.cancelled");
	return OK;
}

/* Who held a place loses it, for no fault, and is told. */
static enum error clear_places(struct db *db, const struct drop *drop)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT user_id FROM claims WHERE job_id = ? AND status = 'live' "
				"ORDER BY id", drop->id));
	db_queue(db, "UPDATE claims SET status = 'released' WHERE job_id = ? AND status = 'live'",
		 drop->id);
	db_queue(db, "UPDATE jobs SET claims_count = 0 WHERE id = ?", drop->id);
	while (rows_next(rows))
		jobnews_tell(db, drop->id, row_id(rows, "user_id"), "drop.cancelled");
	return OK;
}

enum error drop_call_off(struct db *db, struct id id)
{
	struct drop drop = { .price = { 0 } };

	TRY(drop_lock(db, id, &drop));
	if (drop.status != DROP_OPEN || drop.submissions_count > 0)
		return OK;
	TRY(drop_lapse(db, &drop));
	joblog_add(db, id, "info", "Called off before anything was handed in.");
	TRY(drop_refund(db, &drop, DROP_CANCELLED, NULL));
	return clear_places(db, &drop);
}
