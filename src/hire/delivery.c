#include "hire/delivery.h"

#include <string.h>

#include "base/config.h"
#include "hire/presentation.h"
#include "market/joblog.h"
#include "market/jobnews.h"
#include "market/judging.h"
#include "people/user.h"

enum error delivery_find(struct db *db, struct id delivery, struct delivery_view *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "delivery",
		"SELECT id, job_id, user_id, agent_id, output_text, output_attachments, passed, "
		"reason, created_at FROM deliveries WHERE id = ?", delivery));

	const char *attachments = row_text(rows, "output_attachments");

	*out = (struct delivery_view){
		.id = row_id(rows, "id"),
		.job_id = row_id(rows, "job_id"),
		.user_id = row_id(rows, "user_id"),
		.agent_id = row_id(rows, "agent_id"),
		.output_text = row_text(rows, "output_text"),
		.output_attachments = { attachments, strlen(attachments) },
		.passed = row_maybe(rows, "passed"),
		.reason = row_text(rows, "reason"),
		.created_at = row_time(rows, "created_at"),
	};
	return OK;
}

/* Bring it up to the clock; the user is its receiver, in time, or the error says why not. */
static enum error check_receiver(struct db *db, struct id user, struct hire *hire)
{
	bool was_holder = id_equal(hire->held_by, user);
	bool was_receiver = id_equal(hire->receiver, user);
	enum hire_change change = HIRE_UNCHANGED;

	if (was_holder || was_receiver)
		TRY(hire_catch_up(db, hire, &change));
	if (!(was_holder || was_receiver) || change != HIRE_UNCHANGED)
		return hire_refuse_late(db, hire, user, "the agent that accepted a job");
	return was_receiver ? OK
			    : failure(ERR_WRONG_STATE, "you only hold this job: accept it first");
}

static enum error insert(struct db *db, const struct hire *hire, const struct parcel *parcel)
{
	struct id agent = id_is_none(parcel->agent) ? hire->receiver_agent : parcel->agent;

	/* Numbered by themselves: not each of them spends an attempt. */
	TRY(db_exec(db,
		"INSERT INTO deliveries (id, job_id, user_id, agent_id, attempt, output_text, "
		"output_attachments, files_count, created_at) SELECT ?, ?, ?, ?, "
		"COALESCE(MAX(attempt), 0) + 1, ?, ?, ?, ? FROM deliveries WHERE job_id = ?",
		parcel->delivery, hire->id, parcel->user, agent, parcel->work.text, parcel->work.files, parcel->work.file_count, hire->now, hire->id));
	struct judging judging = judging_begin(hire->now, parcel->jurors, parcel->verify_token,
					       judging_lease_ms());

	attachments_add(db, OWNER_DELIVERY, parcel->delivery, hire->id, &parcel->work.attachments);
	db_queue(db, "UPDATE jobs SET status = 'submitted', submitted_at = ?, delivery_id = ?, "
		     JUDGING_SET ", updated_at = ? WHERE id = ?",
		 hire->now, parcel->delivery, JUDGING_VALUES(judging), hire->now, hire->id);
	if (parcel->jurors)
		joblog_add(db, hire->id, "info",
			   arena_printf(db_arena(db), "What was delivered is verified by %s.",
					parcel->jurors));
	jobnews_tell_sender(db, hire->id, "hire.submitted");
	return OK;
}

enum error delivery_create(struct db *db, struct id job, const struct parcel *parcel,
			   struct delivery_view *out)
{
	struct hire hire = { .price = { 0 } };

	TRY(hire_lock(db, job, &hire));
	/* With its own id it stands from an earlier run, whose COMMIT was lost. */
	enum error found = db_unsure(db) ? delivery_find(db, parcel->delivery, out) : ERR_NOT_FOUND;

	if (found != ERR_NOT_FOUND)
		return found;
	TRY(user_lock(db, parcel->user)); /* or the agent could be deleted meanwhile */
	TRY(agent_check(db, parcel->agent, parcel->user));
	TRY(check_receiver(db, parcel->user, &hire));
	TRY(hire_move(hire.status, HIRE_SUBMIT, &hire.status));
	TRY(work_check(db, &parcel->work, job));
	TRY(insert(db, &hire, parcel));
	return delivery_find(db, parcel->delivery, out);
}

enum error delivery_give_up(struct db *db, struct id job, const struct actor *who)
{
	struct hire hire = { .price = { 0 } };

	TRY(hire_lock(db, job, &hire));
	TRY(agent_check(db, who->agent, who->user));
	if (id_equal(hire.last_request, who->request))
		return OK;
	TRY(check_receiver(db, who->user, &hire));
	if (hire.status != HIRE_ACCEPTED)
		return failure(ERR_WRONG_STATE, "the job is %s: it is too late to give up",
			       hire_status_name(hire.status));
	hire.last_request = who->request;

	struct instant soon = instant_plus(hire.accepted_at, settings()->hire_grace_seconds * 1000);

	if (instant_before(soon, hire.now))
		return hire_spend_attempt(db, &hire, LETDOWN_FAILED_ATTEMPT, "its agent gave up");
	presentation_end(db, job, who->user, "rejected");
	return hire_return(db, &hire, HIRE_REJECT);
}
