#include "hire/verification.h"

#include "base/tally.h"
#include "files/attachment.h"
#include "hire/hire.h"
#include "market/joblog.h"
#include "market/jobnews.h"
#include "market/judging.h"
#include "market/standing.h"
#include "money/totals.h"

struct run {
	struct id job, token, delivery;
	struct assignment assignment;
	struct delivery handed_in;
	struct verification verification;
	int64_t verified_ms;
};

static const char *text_or_none(const struct rows *row, const char *column)
{
	const char *text = row_text(row, column);

	return text ? text : "";
}

static enum error read_files(struct db *db, struct run *run)
{
	struct readable files;
	struct delivery *given = &run->handed_in;

	TRY(attachments_read(db, run->delivery, &files));
	given->files -= files.count;
	given->is_mixed = (*given->text != '\0') + files.count > 1;
	given->text = arena_printf(db_arena(db), "%s%s%s", given->text,
				   *given->text && files.count ? "\n\n" : "", files.text);
	return OK;
}

static enum error load(struct db *db, void *arg)
{
	struct run *run = arg;
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT d.id, j.prompt, j.title, j.description, j.requirements, d.output_text, "
		"d.files_count FROM jobs j JOIN deliveries d ON d.id = j.delivery_id WHERE j.id = ?",
		run->job));
	if (!rows_next(rows))
		return failure(ERR_CONFLICT, "nothing is handed in any more");
	run->delivery = row_id(rows, "id");
	run->assignment = (struct assignment){
		.job = run->job,
		.budget_ms = run->assignment.budget_ms,
		.prompt = row_text(rows, "prompt"),
		.title = text_or_none(rows, "title"),
		.description = text_or_none(rows, "description"),
		.requirements = text_or_none(rows, "requirements"),
	};
	run->handed_in = (struct delivery){
		.text = text_or_none(rows, "output_text"),
		.files = (int)row_int(rows, "files_count"),
	};
	return run->handed_in.files ? read_files(db, run) : OK;
}

static void queue_verdict(struct db *db, const struct hire *hire, const struct run *run)
{
	const struct verification *v = &run->verification;

	db_queue(db, "UPDATE deliveries SET passed = ?, reason = ?, is_junk = ? WHERE id = ?", v->passed,
		 v->reason, v->is_junk, run->delivery);
	for (int i = 0; i < v->remark_count; i++)
		joblog_add_about(db, run->job, hire->receiver, v->remarks[i].type,
				 v->remarks[i].content);
	if (run->assignment.budget_ms > 0)
		joblog_add_about(db, run->job, hire->receiver, "info",
				 arena_printf(db_arena(db), "Verifying took %.1f seconds.",
					      (double)run->verified_ms / 1000));
}

static enum error pass(struct db *db, struct hire *hire, const struct run *run)
{
	TRY(hire_move(hire->status, HIRE_PASS, &hire->status));
	TRY(hire_pay_out(db, hire));
	db_queue(db, "UPDATE jobs SET status = 'verified', agreement = ?, " JUDGING_OVER
		     ", updated_at = ? WHERE id = ?",
		 run->verification.agreement, hire->now, hire->id);
	db_queue(db, "UPDATE agents SET verified_count = verified_count + 1 WHERE id = ?",
		 hire->receiver_agent);
	totals_add(db, (struct totals){ .paid = hire->prize, .fees = hire->fee });
	jobnews_tell_sender(db, hire->id, "hire.verified");
	jobnews_tell(db, hire->id, hire->receiver, "hire.verified");
	return OK;
}

/* Junk is a no-show; a newcomer's spends no attempt of the sender's besides. */
static enum error fail(struct db *db, struct hire *hire, const struct run *run)
{
	struct standing standing = { .is_new = false };

	if (!run->verification.is_junk)
		return hire_spend_attempt(db, hire, LETDOWN_FAILED_ATTEMPT,
					  "its delivery was not accepted");
	TRY(standing_find(db, hire->receiver, &standing));
	if (!standing.is_new)
		return hire_spend_attempt(db, hire, LETDOWN_NO_DELIVERY,
					  "what was delivered is no answer");
	db_queue(db, "UPDATE deliveries SET is_spared = TRUE WHERE id = ?", run->delivery);
	return hire_spare_attempt(db, hire, "what a newcomer delivered is no answer");
}

/* Of a lost lease, or of a lost COMMIT: then this verdict, or another's, stands already. */
static enum error check_is_over(struct db *db, const struct run *run)
{
	struct rows *rows;

	if (db_unsure(db)) {
		TRY(db_query(db, &rows, "SELECT passed IS NOT NULL AS is_over FROM deliveries WHERE id = ?",
			     run->delivery));
		if (rows_next(rows) && row_bool(rows, "is_over"))
			return OK;
	}
	return failure(ERR_CONFLICT, "the delivery is verified by another");
}

static enum error settle(struct db *db, void *arg)
{
	const struct run *run = arg;
	struct hire hire = { .price = { 0 } };

	TRY(hire_lock(db, run->job, &hire));
	if (hire.status != HIRE_SUBMITTED || !id_equal(hire.lease_token, run->token))
		return check_is_over(db, run);
	queue_verdict(db, &hire, run);
	return run->verification.passed ? pass(db, &hire, run) : fail(db, &hire, run);
}

static enum tally tally_of(enum error e, const struct verification *found)
{
	if (e)
		return TALLY_HIRE_UNDECIDED;
	if (found->agreement)
		return found->passed ? TALLY_HIRE_JURORS_PASSED : TALLY_HIRE_JURORS_FAILED;
	return found->passed ? TALLY_HIRE_BUILTIN_PASSED : TALLY_HIRE_BUILTIN_FAILED;
}

static enum error verify_counted(struct arena *arena, verify_fn *verify, struct run *run)
{
	int64_t began = monotonic_ms();
	enum error e = verify(arena, &run->assignment, &run->handed_in, &run->verification);

	tally_add(tally_of(e, &run->verification), monotonic_ms() - began);
	return e;
}

enum error verification_run(struct db *db, struct id job, struct id token, verify_fn *verify)
{
	return verification_run_within(db, job, token, verify, 0);
}

enum error verification_run_within(struct db *db, struct id job, struct id token, verify_fn *verify,
				   int64_t ms)
{
	struct run run = { .job = job, .token = token, .assignment.budget_ms = ms };
	int64_t began = monotonic_ms();

	TRY(db_transact(db, DB_AUTOCOMMIT, load, &run));
	TRY(verify_counted(db_arena(db), verify, &run));
	run.verified_ms = monotonic_ms() - began;
	if (!run.verification.reason)
		return failure(ERR_BROKEN, "the verifier gave no reason");
	return db_transact(db, DB_TRANSACTION, settle, &run);
}
