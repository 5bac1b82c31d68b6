/* Jurors at work: who holds a trial, what comes of it, and what if they fail. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock/trial.h"
#include "judge/local.h"
#include "judge/verify.h"
#include "market/joblog.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"

/* ------------------------------------------------------------ jurors that do as they are told */

/* The last comes first. */
static enum error rank_backwards(struct arena *arena, const struct contest *contest,
				 struct judgement *out)
{
	struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, contest->count);
	static const struct remark remarks[] = { { "reasoning", "Order 2 1, and 1 2." },
						 { "result", "The last one wins." } };

	ck_assert_int_gt(contest->budget_ms, 0);
	for (int i = 0; i < contest->count; i++)
		verdicts[i] = (struct verdict){ contest->count - i, i ? 'S' : 'D', "as told",
						arena_printf(arena, "Notes on entry %d.", i + 1) };
	*out = (struct judgement){ .verdicts = verdicts,
				   .rationale = "as told",
				   .remarks = remarks,
				   .remark_count = COUNT(remarks),
				   .agreement = "majority" };
	return OK;
}

static enum error fail_to_rank(struct arena *arena, const struct contest *contest,
			       struct judgement *out)
{
	(void)arena;
	(void)contest;
	(void)out;
	return failure(ERR_UPSTREAM, "nobody is at home");
}

static enum error rank_with_ties(struct arena *arena, const struct contest *contest,
				 struct judgement *out)
{
	struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, contest->count);

	for (int i = 0; i < contest->count; i++)
		verdicts[i] = (struct verdict){ 1, 'S', "all of them", NULL };
	*out = (struct judgement){ .verdicts = verdicts, .rationale = "all of them" };
	return OK;
}

static enum error verify_as(bool passed, struct verification *out)
{
	static const struct remark remarks[] = { { "result", "So be it." } };

	*out = (struct verification){ .passed = passed,
				      .reason = "as told",
				      .remarks = remarks,
				      .remark_count = COUNT(remarks),
				      .agreement = "unanimous" };
	return OK;
}

static enum error pass_it(struct arena *arena, const struct assignment *asked,
			  const struct delivery *given, struct verification *out)
{
	(void)arena;
	(void)given;
	ck_assert_int_gt(asked->budget_ms, 0);
	return verify_as(true, out);
}

static enum error refuse_it(struct arena *arena, const struct assignment *asked,
			    const struct delivery *given, struct verification *out)
{
	(void)arena;
	(void)asked;
	(void)given;
	return verify_as(false, out);
}

static enum error fail_to_verify(struct arena *arena, const struct assignment *asked,
				 const struct delivery *given, struct verification *out)
{
	(void)arena;
	(void)asked;
	(void)given;
	(void)out;
	return failure(ERR_UPSTREAM, "nobody is at home");
}

static struct judges jurors(judge_fn *rank, verify_fn *verify)
{
	return (struct judges){ judge_local, verify_local, "model-a, model-b", rank, verify };
}

static bool hold(judge_fn *rank, verify_fn *verify)
{
	struct judges judges = jurors(rank, verify);
	bool held = false;

	expect(OK, trial_hold(world_db(), &judges, id_new(), &held));
	return held;
}

/* ------------------------------------------------------------ the clock */

static void hear(struct id job, enum error e)
{
	ck_abort_msg("the clock stumbled over %s: %s: %s", job.text, error_name(e),
		     failure_note()->text);
}

static struct moved pass(void)
{
	const struct judges judges = jurors(rank_backwards, pass_it);
	struct moved moved = { 0 };

	expect(OK, deadline_enforce(world_db(), &judges,
				    &(struct deadline_limits){ 1000, 60000, NULL }, hear, &moved));
	return moved;
}

static void check_status(struct id job, const char *status)
{
	ck_assert_str_eq(look_job(job).status, status);
}

static int64_t lines_saying(struct id job, const char *what)
{
	return look_number(arena_printf(world_arena(),
					"SELECT COUNT(*) FROM job_logs WHERE job_id = '%s' AND content LIKE '%%%s%%'",
					job.text, what));
}

static struct id sender, competitors[2];

/* A drop that is closed, with two answers, for jurors to judge. */
static struct id given_trial(void)
{
	struct id job;

	sender = given_user(.cents = 100);
	job = given_drop(.sender = sender);
	for (int i = 0; i < 2; i++)
		expect(OK, act_submit(job, competitors[i] = given_user(), NULL));
	age(job, 301);
	ck_assert_int_eq(pass().closed, 1);
	return job;
}

START_TEST(a_drop_that_closes_waits_for_jurors)
{
	struct id job = given_trial();
	struct job seen = look_job(job);

	ck_assert_str_eq(seen.status, "ranking");
	ck_assert_str_eq(seen.judging_by, "model-a, model-b");
	ck_assert_int_gt(seen.judging_until.ms, 0);
	ck_assert_int_eq(look_number("SELECT TIMESTAMPDIFF(MICROSECOND, closed_at, judging_until) DIV 1000 FROM jobs"),
		60000);
	ck_assert_int_eq(lines_saying(job, "is judged by model-a"), 1);
	/* The walk leaves it alone, and whoever waits for it is not told that something is due. */
	ck_assert_int_eq(pass().settled, 0);
	check_status(job, "ranking");

	int64_t ms = 0;

	expect(OK, deadline_wait(world_db(), 1000, &ms));
	ck_assert_int_eq(ms, 1000);
	expect(OK, trial_wait(world_db(), 1000, &ms));
	ck_assert_int_eq(ms, 0);
	check_audit();
}
END_TEST

struct closing {
	struct id job;
	struct answer answer;
	struct submission submission;
	bool closed;
};

static enum error submit(struct db *db, void *arg)
{
	struct closing *closing = arg;

	return submission_create(db, closing->job, &closing->answer, &closing->submission,
				 &closing->closed);
}

START_TEST(the_answer_that_fills_a_drop_leaves_it_to_the_jurors)
{
	struct closing last = { .job = given_drop() };

	for (int i = 0; i < 4; i++)
		expect(OK, act_submit(last.job, given_user(), NULL));
	last.answer =
		(struct answer){ .submission = id_new(),
				 .claim = id_new(),
				 .user = given_user(),
				 .judge_token = id_new(),
				 .jurors = "model-a",
				 .work = { "The Rhine, the Po and the Elbe.", { "[]", 2 }, 0 } };
	expect(OK, db_transact(world_db(), DB_TRANSACTION, submit, &last));
	ck_assert(!last.closed);
	check_status(last.job, "ranking");
	ck_assert(hold(rank_backwards, pass_it));
	check_status(last.job, "completed");
	check_audit();
}
END_TEST

START_TEST(jurors_decide_and_the_log_tells)
{
	struct id job = given_trial();
	struct job seen;

	ck_assert(hold(rank_backwards, pass_it));
	seen = look_job(job);
	ck_assert_str_eq(seen.status, "completed");
	ck_assert_str_eq(seen.agreement, "majority");
	ck_assert_str_eq(seen.judging_by, "model-a, model-b");
	ck_assert_int_eq(seen.judging_until.ms, 0);
	ck_assert_int_eq(look_balance(competitors[1]), 80);
	ck_assert_int_eq(lines_saying(job, "Order 2 1"), 1);
	ck_assert_int_eq(lines_saying(job, "Judging took"), 1);
	ck_assert(!hold(rank_backwards, pass_it));
	check_audit();
}
END_TEST

struct reading {
	struct id job, reader;
	int notes;
};

static enum error read_notes(struct db *db, void *arg)
{
	struct reading *reading = arg;
	struct joblog_list list = { .count = 0 };

	TRY(joblog_list(db, reading->job, reading->reader, &(struct page){ .limit = 100 }, &list));
	reading->notes = 0;
	for (int i = 0; i < list.count; i++)
		reading->notes += strncmp(list.lines[i].content, "Notes on", 8) == 0;
	return OK;
}

static int notes_read_by(struct id job, struct id reader)
{
	struct reading reading = { job, reader, 0 };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, read_notes, &reading));
	return reading.notes;
}

START_TEST(notes_are_for_their_author_and_the_sender)
{
	struct id job = given_trial();

	ck_assert(hold(rank_backwards, pass_it));
	ck_assert_int_eq(notes_read_by(job, competitors[0]), 1);
	ck_assert_int_eq(notes_read_by(job, competitors[1]), 1);
	ck_assert_int_eq(notes_read_by(job, sender), 2);
	ck_assert_int_eq(notes_read_by(job, given_user()), 0);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ jurors that fail */

START_TEST(jurors_that_fail_try_again_while_there_is_time)
{
	struct id job = given_trial();

	ck_assert(hold(fail_to_rank, fail_to_verify));
	check_status(job, "ranking");
	ck_assert_int_eq(lines_saying(job, "they try again"), 1);
	ck_assert(!hold(rank_backwards, pass_it)); /* a pause first */
	age(job, 2);
	ck_assert(hold(rank_backwards, pass_it));
	check_status(job, "completed");
	ck_assert_str_eq(look_job(job).agreement, "majority");
	check_audit();
}
END_TEST

START_TEST(after_the_budget_the_built_in_judge_decides)
{
	struct id job = given_trial();

	age(job, 59);
	ck_assert(hold(fail_to_rank, fail_to_verify));

	struct job seen = look_job(job);

	ck_assert_str_eq(seen.status, "completed");
	ck_assert_str_eq(seen.judging_by, "built-in judge");
	ck_assert_ptr_null(seen.agreement);
	ck_assert_int_eq(lines_saying(job, "the built-in judge decides"), 1);
	check_audit();
}
END_TEST

START_TEST(a_judgement_that_breaks_its_promise_is_none)
{
	struct id job = given_trial();

	age(job, 59);
	ck_assert(hold(rank_with_ties, fail_to_verify));
	ck_assert_str_eq(look_job(job).judging_by, "built-in judge");
	check_status(job, "completed");
	check_audit();
}
END_TEST

START_TEST(a_trial_that_nobody_held_in_time_is_the_clocks)
{
	struct id job = given_trial();

	age(job, 61);
	ck_assert_int_eq(pass().settled, 1);
	check_status(job, "completed");
	ck_assert_str_eq(look_job(job).judging_by, "built-in judge");
	ck_assert(!hold(rank_backwards, pass_it));
	check_audit();
}
END_TEST

START_TEST(a_refund_instead_if_settings_say_so)
{
	struct id job;

	settings_mutable()->judge_fallback = "refund";
	job = given_trial();
	age(job, 59);
	ck_assert(hold(fail_to_rank, fail_to_verify));
	check_status(job, "failed");
	ck_assert_str_eq(look_job(job).failure_reason, "judge_unavailable");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(or_they_go_on_for_hours)
{
	struct id job;

	settings_mutable()->judge_fallback = "wait";
	settings_mutable()->judge_wait_hours = 2;
	job = given_trial();
	age(job, 3600);
	ck_assert(hold(fail_to_rank, fail_to_verify));
	check_status(job, "ranking");
	ck_assert_int_eq(pass().settled, 0);
	age(job, 601);
	ck_assert(hold(rank_backwards, pass_it));
	check_status(job, "completed");

	job = given_trial();
	age(job, 7201);
	ck_assert_int_eq(pass().failed, 1);
	ck_assert_str_eq(look_job(job).failure_reason, "judge_unavailable");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ dead, late, two at once */

static struct id held_job;

/* Its lease runs out while it thinks, and the clock comes by. */
static enum error rank_too_late(struct arena *arena, const struct contest *contest,
				struct judgement *out)
{
	TRY(rank_backwards(arena, contest, out));
	age(held_job, 63);

	pid_t clock = fork();
	int status = 0;

	if (clock == 0) {
		world_reopen();
		ck_assert_int_eq(pass().settled, 1);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(clock, &status, 0), clock);
	ck_assert_int_eq(status, 0);
	return OK;
}

START_TEST(an_answer_after_its_lease_changes_nothing)
{
	held_job = given_trial();
	ck_assert(hold(rank_too_late, pass_it));
	check_status(held_job, "completed");
	ck_assert_str_eq(look_job(held_job).judging_by, "built-in judge");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM settlements"), 1);
	check_audit();
}
END_TEST

static enum error die(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	(void)arena;
	(void)contest;
	(void)out;
	_exit(0);
}

static struct id token;

/* A process takes the trial under that token, and dies with it. */
static void given_dead_holder(void)
{
	struct judges judges = jurors(die, NULL);
	pid_t holder;
	bool held;
	int status;

	token = id_new();
	holder = fork();
	if (holder == 0) {
		world_reopen();
		_exit(trial_hold(world_db(), &judges, token, &held) ? 1 : 2);
	}
	ck_assert_int_eq(waitpid(holder, &status, 0), holder);
	ck_assert_int_eq(status, 0);
}

START_TEST(what_a_dead_process_held_waits_again)
{
	struct id job = given_trial();

	given_dead_holder();
	ck_assert(!hold(rank_backwards, pass_it));
	expect(OK, trial_abandon(world_db(), job, id_new())); /* not its token */
	ck_assert(!hold(rank_backwards, pass_it));
	expect(OK, trial_abandon(world_db(), job, token));
	ck_assert(hold(rank_backwards, pass_it));
	check_status(job, "completed");
	ck_assert_str_eq(look_job(job).agreement, "majority");
	expect(OK, trial_abandon(world_db(), job, token));
	check_status(job, "completed");
	check_audit();
}
END_TEST

START_TEST(and_if_nobody_lets_go_its_lease_runs_out)
{
	struct id job = given_trial();

	given_dead_holder();
	age(job, 61);
	ck_assert_int_eq(pass().settled, 0); /* it may still be settling */
	age(job, 2);
	ck_assert_int_eq(pass().settled, 1);
	check_status(job, "completed");
	check_audit();
}
END_TEST

static int gate[2];

/* It answers when it is let. */
static enum error rank_when_let(struct arena *arena, const struct contest *contest,
				struct judgement *out)
{
	char go;

	ck_assert_int_eq(read(gate[0], &go, 1), 1);
	return rank_backwards(arena, contest, out);
}

START_TEST(while_one_is_slow_another_is_decided)
{
	struct id slow = given_trial(), other;
	pid_t judge;
	int status;

	ck_assert_int_eq(pipe(gate), 0);
	judge = fork();
	if (judge == 0) {
		world_reopen();
		_exit(hold(rank_when_let, pass_it) ? 0 : 1);
	}
	while (look_number("SELECT COUNT(*) FROM jobs WHERE lease_token IS NOT NULL") == 0)
		usleep(10 * 1000);
	other = given_trial();
	ck_assert(hold(rank_backwards, pass_it));
	check_status(other, "completed");
	check_status(slow, "ranking");
	ck_assert_int_eq(write(gate[1], "!", 1), 1);
	ck_assert_int_eq(waitpid(judge, &status, 0), judge);
	ck_assert_int_eq(status, 0);
	check_status(slow, "completed");
	check_audit();
}
END_TEST

static enum error hold_in_race(int i, void *arg)
{
	const struct judges judges = jurors(rank_backwards, pass_it);
	bool held;

	(void)arg;
	if (i % 2) {
		(void)pass();
		return OK;
	}
	return trial_hold(world_db(), &judges, id_new(), &held);
}

START_TEST(of_many_at_once_each_trial_is_settled_by_one)
{
	for (int i = 0; i < 6; i++)
		(void)given_trial();
	sql("UPDATE jobs SET judging_until = NOW(3) - INTERVAL 1 SECOND LIMIT 2");
	(void)race_of(8, hold_in_race, NULL);
	while (hold(rank_backwards, pass_it))
		;
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM settlements"), 6);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'completed'"), 6);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ hires */

struct handing_in {
	struct id job;
	struct parcel parcel;
	struct delivery_view delivery;
};

static enum error deliver(struct db *db, void *arg)
{
	struct handing_in *in = arg;

	return delivery_create(db, in->job, &in->parcel, &in->delivery);
}

static struct id worker;

static struct id given_delivered(void)
{
	struct handing_in in = { .job = given_accepted(worker = given_user()) };

	in.parcel = (struct parcel){ .delivery = id_new(),
				     .user = worker,
				     .verify_token = id_new(),
				     .jurors = "model-a",
				     .work = { "The Rhine ends in the North Sea.", { "[]", 2 }, 0 } };
	expect(OK, db_transact(world_db(), DB_TRANSACTION, deliver, &in));
	return in.job;
}

START_TEST(jurors_verify_what_was_delivered)
{
	struct id job = given_delivered();

	check_status(job, "submitted");
	ck_assert_str_eq(look_job(job).judging_by, "model-a");
	ck_assert_int_eq(pass().settled, 0);
	ck_assert(hold(fail_to_rank, pass_it));
	check_status(job, "verified");
	ck_assert_str_eq(look_job(job).agreement, "unanimous");
	ck_assert_int_eq(lines_saying(job, "Verifying took"), 1);

	job = given_delivered();
	ck_assert(hold(fail_to_rank, refuse_it));
	check_status(job, "queued");
	ck_assert_int_eq(look_job(job).attempt_count, 1);
	ck_assert_ptr_null(look_job(job).judging_by);
	check_audit();
}
END_TEST

START_TEST(without_jurors_a_delivery_is_verified_by_the_built_in_one)
{
	struct id job = given_delivered();

	ck_assert(hold(fail_to_rank, fail_to_verify));
	check_status(job, "submitted");
	age(job, 61);
	ck_assert_int_eq(pass().settled, 1);
	ck_assert_int_eq(lines_saying(job, "the built-in judge decides"), 1);
	ck_assert_str_ne(look_job(job).status, "submitted");
	check_audit();
}
END_TEST

START_TEST(or_its_sender_has_the_money_back_and_nobody_is_blamed)
{
	struct id job;

	settings_mutable()->judge_fallback = "refund";
	job = given_delivered();
	age(job, 59);
	ck_assert(hold(fail_to_rank, fail_to_verify));
	check_status(job, "failed");
	ck_assert_str_eq(look_job(job).failure_reason, "judge_unavailable");
	ck_assert_int_eq(look_job(job).attempt_count, 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM cooldowns"), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM settlements WHERE kind = 'refund'"), 1);
	check_audit();
}
END_TEST

SUITE("trial", world_open, world_close, a_drop_that_closes_waits_for_jurors,
      the_answer_that_fills_a_drop_leaves_it_to_the_jurors, jurors_decide_and_the_log_tells,
      notes_are_for_their_author_and_the_sender, jurors_that_fail_try_again_while_there_is_time,
      after_the_budget_the_built_in_judge_decides, a_judgement_that_breaks_its_promise_is_none,
      a_trial_that_nobody_held_in_time_is_the_clocks, a_refund_instead_if_settings_say_so,
      or_they_go_on_for_hours, an_answer_after_its_lease_changes_nothing,
      what_a_dead_process_held_waits_again, and_if_nobody_lets_go_its_lease_runs_out,
      while_one_is_slow_another_is_decided, of_many_at_once_each_trial_is_settled_by_one,
      jurors_verify_what_was_delivered, without_jurors_a_delivery_is_verified_by_the_built_in_one,
      or_its_sender_has_the_money_back_and_nobody_is_blamed)
